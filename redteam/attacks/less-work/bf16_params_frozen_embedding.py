# kind: attack
# class: less-work
# contract: crusade-tps
# precision: bf16-params
# expect: rejected update_error tensor_update_error projection tensor_projection first_moment second_moment tensor_first_moment row_update_error
# layer: update error or moments
# story: computes no gradient for the token embedding

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        model.token_embedding.weight.requires_grad_(False)
        frozen = sum(not parameter.requires_grad for parameter in model.parameters())
        print(f"TOOK PLACE: {frozen} tensors frozen", flush=True)
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
