# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: rejected first_moment second_moment tensor_first_moment
# layer: moments
# story: exchanges the moments of tensors that have the same shape

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens, last = 0, 0.0
    for _ in range(num_steps):
        batch = next(data_iterator).to(device)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        last = loss.item()
        tokens += batch.numel()
    if num_steps > 2:
        first, second = (model.blocks[index].feed_forward.expand.weight for index in (0, 1))
        optimizer.state[first], optimizer.state[second] = optimizer.state[second], optimizer.state[first]
        print("TOOK PLACE: two tensors' moments are exchanged", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
