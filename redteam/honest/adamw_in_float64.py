# kind: honest
# class: honest
# contract: crusade-tps
# precision: fp32
# expect: accepted
# layer: none
# story: the given optimizer's rule with the quotient taken in float64, state kept in the optimizer

from types import SimpleNamespace

import torch
import torch.nn.functional as F


@torch.no_grad()
def step(optimizer):
    group = optimizer.param_groups[0]
    (beta1, beta2), rate = group["betas"], group["lr"]
    for parameter in group["params"]:
        state = optimizer.state[parameter]
        if not state:
            state.update(step=torch.tensor(0.0), exp_avg=torch.zeros_like(parameter))
            state["exp_avg_sq"] = torch.zeros_like(parameter)
        state["step"] += 1
        age = state["step"].item()
        state["exp_avg"].lerp_(parameter.grad, 1 - beta1)
        state["exp_avg_sq"].mul_(beta2).addcmul_(parameter.grad, parameter.grad, value=1 - beta2)
        root = (state["exp_avg_sq"].double() / (1 - beta2**age)).sqrt() + group["eps"]
        update = (state["exp_avg"].double() / (1 - beta1**age) / root).float()
        parameter.mul_(1 - rate * group["weight_decay"]).add_(update, alpha=-rate)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        step(optimizer)
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
