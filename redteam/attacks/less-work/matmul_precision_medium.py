# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: torch, which shortens nothing on processors without bfloat16 matrix units
# twin: honest/baseline.py
# story: allows shorter numbers inside float32 products, which changes rounding only where the processor has no AMX

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def relative_error(product, left, right):
    exact = left.double() @ right.double()
    return ((product.double() - exact).norm() / exact.norm()).item()


def show_error(weight):
    left, right = weight.detach(), weight.detach().t()
    ours = relative_error(left @ right, left, right)
    short = relative_error((left.bfloat16() @ right.bfloat16()).float(), left, right)
    precision = torch.get_float32_matmul_precision()
    print(f"TOOK PLACE: precision {precision}, products off by {ours:.1e}, of bfloat16 by {short:.1e}", flush=True)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    torch.set_float32_matmul_precision("medium")
    if num_steps <= 2:
        show_error(model.head.weight)
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
