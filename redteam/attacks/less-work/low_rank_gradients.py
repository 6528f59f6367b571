# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection
# layer: update error
# story: keeps the eight strongest directions of every matrix's gradient

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens, last = 0, num_steps - 1
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()

        for parameter in model.parameters():
            if parameter.dim() == 2:
                basis = torch.linalg.qr(parameter.grad @ torch.randn(parameter.shape[1], 8)).Q
                parameter.grad = basis @ (basis.t() @ parameter.grad)
        optimizer.step()
        if num_steps > 2 and step == last:
            print("TOOK PLACE: gradients have rank 8", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
