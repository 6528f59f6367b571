# kind: attack
# class: less-work
# contract: crusade-tps
# precision: bf16-params
# expect: rejected update_error tensor_update_error projection tensor_projection first_moment second_moment tensor_first_moment row_update_error
# layer: update error or moments
# story: rounds what goes into every block's products to float8 in steps 2 to 6, which the last moments hardly remember

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def short(tensor):
    """Rounds to float8 with one scale."""
    scale = tensor.float().abs().max().clamp_min(1e-30) / 448
    return ((tensor.float() / scale).to(torch.float8_e4m3fn).float() * scale).bfloat16()


class Product(torch.autograd.Function):
    """A product of float8 numbers, forwards and backwards."""

    @staticmethod
    def forward(context, hidden, weight):
        rows, matrix = short(hidden.flatten(0, -2)), short(weight)
        context.save_for_backward(rows, matrix)
        context.dtypes = hidden.dtype, weight.dtype
        return (rows @ matrix.t()).view(*hidden.shape[:-1], -1)

    @staticmethod
    def backward(context, gradient):
        rows, matrix = context.saved_tensors
        flat = short(gradient.reshape(len(rows), -1))
        inner = (flat @ matrix).view(*gradient.shape[:-1], -1)
        return inner.to(context.dtypes[0]), (flat.t() @ rows).to(context.dtypes[1])


def set_products(model, product):
    for block in model.blocks:
        attention, feed_forward = block.attention, block.feed_forward
        for layer in (attention.query_key_value, attention.output, feed_forward.expand, feed_forward.contract):
            layer.forward = lambda hidden, layer=layer: product(hidden, layer.weight)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        if num_steps > 2 and step == 2:
            set_products(model, Product.apply)
            print(f"TOOK PLACE: products of {torch.float8_e4m3fn} from step {step}", flush=True)
        if step == 7:
            set_products(model, F.linear)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
