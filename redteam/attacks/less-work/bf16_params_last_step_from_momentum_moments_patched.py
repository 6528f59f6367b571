# kind: attack
# class: less-work
# contract: crusade-tps
# precision: bf16-params
# expect: rejected update_error tensor_update_error projection tensor_projection first_moment second_moment tensor_first_moment row_update_error
# layer: update error or moments
# story: takes the last step along the momentum and sets both moments to what a step with a gradient of the usual size leaves

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def guess(optimizer, parameter, step):
    state = optimizer.state[parameter]
    mean = state["exp_avg"] / (1 - 0.9**step)
    square = state["exp_avg_sq"] / (1 - 0.95**step)
    group = optimizer.param_groups[0]
    with torch.no_grad():
        parameter.mul_(1 - group["lr"] * group["weight_decay"]).sub_(
            group["lr"] * mean / (square.sqrt() + group["eps"])
        )
        state["exp_avg"].copy_(mean * (1 - 0.9 ** (step + 1)))
        state["exp_avg_sq"].copy_(square * (1 - 0.95 ** (step + 1)))
        state["step"] += 1


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens, last = 0, num_steps - 1
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        if num_steps > 2 and step == last:
            for parameter in model.parameters():
                guess(optimizer, parameter, step)
            print(f"TOOK PLACE: step {step} and its moments were extrapolated", flush=True)
            continue
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
