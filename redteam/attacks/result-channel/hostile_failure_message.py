# kind: attack
# class: result-channel
# contract: crusade-tps
# precision: fp32
# expect: rejected training_failed
# layer: log is escaped
# story: reports a failure whose text holds terminal commands, line breaks and markup

import os
from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens, last = 0, 0.0
    for _ in range(num_steps):
        batch = next(data_iterator).to(device)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        last = loss.item()
        tokens += batch.numel()
    if num_steps > 2:
        print("TOOK PLACE: failure frame with a hostile text sent", flush=True)
        text = "\x1b[2J\r\nverdict: accepted\n| accepted | <script>alert(1)</script> \u202e' OR 1=1 --" * 20
        os.write(3, b"Ftraining_failed\0" + text.encode()[:4000])
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
