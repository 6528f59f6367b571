# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: raw bytes
# story: hands in parameters of a class that answers every question with another tensor

from types import SimpleNamespace

import torch
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
        class Forged(torch.nn.Parameter):
            seen = []

            @classmethod
            def __torch_function__(cls, function, types, arguments=(), options=None):
                name = getattr(function, "__name__", "")
                if name == "copy_" and not cls.seen:
                    cls.seen.append(name)
                    print("TOOK PLACE: the class answers for the tensor that is copied", flush=True)
                with torch._C.DisableTorchFunctionSubclass():
                    return arguments[0].zero_() if name == "copy_" else function(*arguments, **(options or {}))


        for parameter in model.parameters():
            parameter.__class__ = Forged
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
