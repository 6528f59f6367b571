# kind: attack
# class: less-work
# contract: crusade-tps
# precision: bf16-params
# expect: rejected update_error tensor_update_error projection tensor_projection first_moment second_moment tensor_first_moment row_update_error
# layer: update error or moments
# story: leaves a tenth of the tensors out of each optimizer step, another tenth each time

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        if num_steps > 2:
            skipped = [p for index, p in enumerate(model.parameters()) if index % 10 == step % 10]
            for parameter in skipped:
                parameter.grad = None
            if step == 0:
                print(f"TOOK PLACE: {len(skipped)} tensors left out of step {step}", flush=True)
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
