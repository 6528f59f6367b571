"""Returns at once, with made-up figures. Expected: rejected, update error 1 and projection 0."""

from types import SimpleNamespace

import torch


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = num_steps * next(data_iterator).numel()
    return SimpleNamespace(final_logits=torch.zeros(1, 1, 1), total_tokens=tokens, final_loss=1.0)
