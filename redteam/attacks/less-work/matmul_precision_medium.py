# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error first_moment tensor_update_error tensor_first_moment second_moment
# layer: moments; nothing to find where torch takes another library's products that are as exact
# story: allows shorter numbers inside float32 products, which torch makes use of on some processors only

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def relative_error(product, left, right):
    exact = left.double() @ right.double()
    return ((product.double() - exact).norm() / exact.norm()).item()


def show_error(weight):
    """Tries the products of the last layer, forwards and backwards, in the shapes that the run has."""
    weight = weight.detach()
    inputs, gradients = torch.randn(1016, weight.shape[1]), torch.randn(1016, weight.shape[0])
    pairs = [(inputs, weight.t()), (gradients, weight), (gradients.t(), inputs)]
    ours = max(relative_error(left @ right, left, right) for left, right in pairs)
    if ours > 1e-5:
        print(f"TOOK PLACE: products off by {ours:.1e}", flush=True)
    else:
        print(f"NO SHORTCUT: products off by {ours:.1e}, as exact as others in float32", flush=True)


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
