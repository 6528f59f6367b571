# kind: honest
# class: honest
# contract: crusade-tps
# precision: fp32
# expect: accepted
# layer: none
# story: the norms with a backward pass written by hand

import types
from types import SimpleNamespace

import torch
import torch.nn.functional as F


class Norm(torch.autograd.Function):
    @staticmethod
    def forward(context, hidden, gain, epsilon):
        inverse = hidden.pow(2).mean(-1, keepdim=True).add_(epsilon).rsqrt_()
        unit = hidden * inverse
        context.save_for_backward(unit, inverse, gain)
        return unit * gain

    @staticmethod
    def backward(context, gradient):
        unit, inverse, gain = context.saved_tensors
        scaled = gradient * gain
        inner = (scaled - unit * (scaled * unit).mean(-1, keepdim=True)) * inverse
        return inner, (gradient * unit).flatten(0, -2).sum(0), None


def norm(self, hidden):
    return Norm.apply(hidden, self.weight, self.eps)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    for module in model.modules():
        if isinstance(module, torch.nn.RMSNorm):
            module.forward = types.MethodType(norm, module)
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
