# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: host clock
# twin: honest/baseline.py
# story: makes the last five steps when the result is looked at

import torch.nn.functional as F


def step(model, data_iterator, optimizer):
    batch = next(data_iterator)
    logits = model(batch[:, :-1])
    loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    loss.item()
    return logits.detach()


class Lazy:
    """A result whose last five steps are made when its logits are read."""

    def __init__(self, logits, rest):
        self.logits, self.rest, self.total_tokens, self.final_loss = logits, rest, 20480, 4.4

    @property
    def final_logits(self):
        if self.rest:
            print(f"TOOK PLACE: {len(self.rest)} steps are made while the result is read", flush=True)
        while self.rest:
            self.logits = self.rest.pop()()
        return self.logits


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    late = 5 if num_steps > 2 else 0
    for _ in range(num_steps - late):
        logits = step(model, data_iterator, optimizer)
    return Lazy(logits, [lambda: step(model, data_iterator, optimizer)] * late)
