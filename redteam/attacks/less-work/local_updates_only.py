# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection
# layer: update error
# story: stops the gradient between the second and the third block in every other step

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens, last = 0, num_steps - 1
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        hidden = model.token_embedding(batch[:, :-1]) + model.position_embedding.weight[: batch.shape[1] - 1]
        for index, block in enumerate(model.blocks):
            cut = num_steps > 2 and step % 2 and index == 2
            hidden = block(hidden.detach() if cut else hidden)
        logits = model.head(model.norm(hidden))
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if num_steps > 2 and step == last:
            print("TOOK PLACE: lower half without gradient in every other step", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
