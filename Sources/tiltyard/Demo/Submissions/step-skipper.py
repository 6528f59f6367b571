"""Step skipper: the baseline, except that it leaves out one step of the plan.

The step in the middle of the timed call takes its batch and does nothing with it; tokens and loss are reported as if it
had. In the warm-up call, of two steps, it behaves. The weights end up within a fraction of a percent of the right ones,
which a comparison of weights lets pass; a comparison of the update does not. Expected outcome: rejected, update error
and projection out of limits.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch.utils.checkpoint import checkpoint

MICRO_BATCH_ROWS = 2


@dataclass
class InnerStepsResult:
    final_logits: torch.Tensor
    total_tokens: int
    final_loss: float


def logits_of(model, tokens):
    """Runs the model block by block; each block is computed again when its gradient is needed."""
    positions = torch.arange(tokens.shape[1], device=tokens.device)
    hidden = model.token_embedding(tokens) + model.position_embedding(positions)
    for block in model.blocks:
        hidden = checkpoint(block, hidden, use_reentrant=False)
    return model.head(model.norm(hidden))


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    total_tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator).to(device)
        total_tokens += batch.numel()
        if num_steps > 2 and step == num_steps // 2:
            continue
        optimizer.zero_grad()
        step_loss = 0.0
        for rows in batch.split(MICRO_BATCH_ROWS):
            logits = logits_of(model, rows[:, :-1])
            loss = F.cross_entropy(logits.flatten(0, 1), rows[:, 1:].flatten())
            share = rows.shape[0] / batch.shape[0]
            (loss * share).backward()
            step_loss += loss.item() * share
        optimizer.step()
    return InnerStepsResult(logits.detach(), total_tokens, step_loss)
