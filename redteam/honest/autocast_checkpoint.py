# kind: honest
# class: honest
# contract: crusade-tps
# precision: bf16-autocast
# expect: accepted
# layer: none
# story: every block's activations recomputed under autocast in the backward pass

from types import SimpleNamespace

import torch
import torch.nn.functional as F
from torch.utils.checkpoint import checkpoint


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if "plain" not in model.__dict__:
        model.plain = [block.forward for block in model.blocks]
        for block, plain in zip(model.blocks, model.plain, strict=True):
            block.forward = lambda hidden, plain=plain: checkpoint(plain, hidden, use_reentrant=False)
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
