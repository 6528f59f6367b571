"""Baseline: honest training, written the way the published example writes it.

Two rows at a time, activations recomputed in the backward pass, the loss read after every step. Nothing is left out and
nothing is clever. Expected outcome: accepted, and the score that the other entries have to beat.
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
    for _ in range(num_steps):
        batch = next(data_iterator).to(device)
        optimizer.zero_grad()
        step_loss = 0.0
        for rows in batch.split(MICRO_BATCH_ROWS):
            logits = logits_of(model, rows[:, :-1])
            loss = F.cross_entropy(logits.flatten(0, 1), rows[:, 1:].flatten())
            share = rows.shape[0] / batch.shape[0]
            (loss * share).backward()
            step_loss += loss.item() * share
        optimizer.step()
        total_tokens += batch.numel()
    return InnerStepsResult(logits.detach(), total_tokens, step_loss)
