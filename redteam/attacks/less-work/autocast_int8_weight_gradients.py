# kind: attack
# class: less-work
# contract: crusade-tps
# precision: bf16-autocast
# expect: tolerated
# layer: moments, under some seeds only; saves nothing on a processor
# twin: honest/autocast_baseline.py
# story: computes the gradients of every block's matrices from integers of 8 bits, with one scale for each row

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def eight_bits(matrix):
    """Returns the integers and the scale of each row."""
    scale = matrix.float().abs().amax(1, keepdim=True).clamp_min(1e-30) / 127
    return (matrix.float() / scale).round().to(torch.int8), scale


def product(left, right):
    """Returns left times right transposed, with 8 bits for each number."""
    (a, a_scale), (b, b_scale) = eight_bits(left), eight_bits(right)
    return torch._int_mm(a, b.t().contiguous()).float() * a_scale * b_scale.t()


class Product(torch.autograd.Function):
    """A product whose weight's gradient is one of integers."""

    @staticmethod
    def forward(context, hidden, weight):
        rows, matrix = hidden.flatten(0, -2).bfloat16(), weight.bfloat16()
        context.save_for_backward(rows, matrix)
        context.dtypes = hidden.dtype, weight.dtype
        return (rows @ matrix.t()).view(*hidden.shape[:-1], -1)

    @staticmethod
    def backward(context, gradient):
        rows, matrix = context.saved_tensors
        flat = gradient.reshape(len(rows), -1)
        inner = (flat.bfloat16() @ matrix).view(*gradient.shape[:-1], -1)
        return inner.to(context.dtypes[0]), product(flat.t(), rows.t()).to(context.dtypes[1])


def set_products(model, product):
    for block in model.blocks:
        attention, feed_forward = block.attention, block.feed_forward
        for layer in (attention.query_key_value, attention.output, feed_forward.expand, feed_forward.contract):
            layer.forward = lambda hidden, layer=layer: product(hidden, layer.weight)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        set_products(model, Product.apply)
        print("TOOK PLACE: weights' gradients of integers of 8 bits", flush=True)
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
