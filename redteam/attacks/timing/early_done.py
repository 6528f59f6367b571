# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: freeze
# story: sends DONE with the right nonce before it trains

import os
from contestant import shim
from types import SimpleNamespace

import torch.nn.functional as F

NONCE = []
receive = shim.receive


def keep(channel):
    """Receives for the shim and keeps GO's nonce."""
    frame = receive(channel)
    if frame is not None and frame.payload[:1] == b"G":
        NONCE.append(frame.payload[1:])
    return frame


shim.receive = keep


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        print("TOOK PLACE: DONE with the right nonce sent before the first step", flush=True)
        os.write(3, b"D" + NONCE[0])
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
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
