"""The published plain form of `inner_steps`: the whole batch, the logits kept and the loss read after every step.

It works with any model, whether that returns logits or an object that has them. Nothing is left out, nothing is clever.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F


@dataclass
class InnerStepsResult:
    final_logits: torch.Tensor
    total_tokens: int
    final_loss: float


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    total_tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator).to(device)
        outputs = model(batch[:, :-1])
        logits = outputs.logits if hasattr(outputs, "logits") else outputs
        logits = logits.float()
        loss = F.cross_entropy(logits.reshape(-1, logits.size(-1)), batch[:, 1:].reshape(-1))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        total_tokens += batch.numel()
        final_logits = logits.detach().clone()
        final_loss = loss.item()
    return InnerStepsResult(final_logits, total_tokens, final_loss)
