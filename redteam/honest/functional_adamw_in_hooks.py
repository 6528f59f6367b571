# kind: honest
# class: honest
# contract: crusade-tps
# precision: fp32
# expect: accepted
# layer: none
# story: torch's own functional AdamW called for each parameter in a backward hook, on the given optimizer's state

from types import SimpleNamespace

import torch
import torch.nn.functional as F
from torch.optim.adamw import adamw


def step_of(optimizer):
    group = optimizer.param_groups[0]

    @torch.no_grad()
    def hook(parameter):
        state = optimizer.state[parameter]
        if not state:
            state["step"] = torch.tensor(0.0)
            state["exp_avg"], state["exp_avg_sq"] = torch.zeros_like(parameter), torch.zeros_like(parameter)
        moments = [state["exp_avg"]], [state["exp_avg_sq"]]
        adamw(
            [parameter], [parameter.grad], *moments, [], [state["step"]], foreach=False, fused=True, amsgrad=False,
            beta1=group["betas"][0], beta2=group["betas"][1], lr=group["lr"], weight_decay=group["weight_decay"],
            eps=group["eps"], maximize=False,
        )  # fmt: skip
        parameter.grad = None

    return hook


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    hook = step_of(optimizer)
    handles = [parameter.register_post_accumulate_grad_hook(hook) for parameter in model.parameters()]
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        loss.backward()
        tokens += batch.numel()
    for handle in handles:
        handle.remove()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
