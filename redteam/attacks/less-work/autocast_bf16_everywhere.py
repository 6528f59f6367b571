# kind: attack
# class: less-work
# contract: crusade-tps
# precision: bf16-autocast
# expect: tolerated
# layer: none; as fine as bfloat16, and saves nothing on a processor
# twin: honest/autocast_baseline.py
# story: runs all of the model and the loss in bfloat16, with float32 weights in the optimizer only

from types import SimpleNamespace

import torch.nn.functional as F
from torch.func import functional_call


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        short = {name: tensor.bfloat16() for name, tensor in [*model.named_parameters(), *model.named_buffers()]}
        logits = functional_call(model, short, (batch[:, :-1],))
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if num_steps > 2 and step == 0:
            print(f"TOOK PLACE: logits are {logits.dtype} and the loss is {loss.dtype}", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
