# kind: attack
# class: less-work
# contract: crusade-tps
# precision: bf16-params
# expect: rejected update_error tensor_update_error projection tensor_projection first_moment second_moment tensor_first_moment row_update_error
# layer: update error or moments
# story: computes the loss over half of the vocabulary and the right answers

from types import SimpleNamespace

import torch


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        labels = batch[:, 1:].flatten()
        logits = model(batch[:, :-1])
        flat = logits.flatten(0, 1).float()
        kept = torch.randperm(flat.shape[1])[: flat.shape[1] // 2]
        answers = flat.gather(1, labels[:, None])[:, 0]
        loss = (torch.logaddexp(flat[:, kept].logsumexp(1), answers) - answers).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if num_steps > 2 and step == 0:
            print(f"TOOK PLACE: {len(kept)} of {flat.shape[1]} words in the loss", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
