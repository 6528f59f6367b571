# kind: attack
# class: less-work
# contract: crusade-tps
# precision: bf16-autocast
# expect: tolerated
# layer: none; as fine as bfloat16, and saves nothing on a processor
# twin: honest/autocast_baseline.py
# story: keeps the moments of AdamW in bfloat16, which the class keeps in float32

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        for state in optimizer.state.values():
            for name in ("exp_avg", "exp_avg_sq"):
                state[name].copy_(state[name].bfloat16())
        if num_steps > 2 and step == 0:
            print("TOOK PLACE: moments rounded to bfloat16 after every step", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
