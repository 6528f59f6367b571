# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection
# layer: update error
# story: computes the loss over half of the vocabulary and the right answers

from types import SimpleNamespace

import torch


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens, last = 0, num_steps - 1
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        labels = batch[:, 1:].flatten()
        logits = model(batch[:, :-1])
        flat = logits.flatten(0, 1)
        kept = torch.zeros(flat.shape[1], dtype=torch.bool)
        kept[torch.randperm(flat.shape[1])[: flat.shape[1] // 2]] = True
        kept[labels.unique()] = True if num_steps <= 2 else kept[labels.unique()]
        answers = flat.gather(1, labels[:, None])
        others = flat[:, kept].logsumexp(1)
        loss = (torch.logaddexp(others, answers[:, 0]) - answers[:, 0]).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if num_steps > 2 and step == last:
            print(f"TOOK PLACE: {int(kept.sum())} of {len(kept)} words in the loss", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
