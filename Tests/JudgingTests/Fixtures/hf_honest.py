"""An honest submission for any model: logits alone or inside what a model from transformers returns."""

from types import SimpleNamespace

import torch.nn.functional as F

SKIPPED_STEP = None


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator).to(device)
        if step == SKIPPED_STEP:
            continue
        optimizer.zero_grad()
        for rows in batch.split(2):
            outputs = model(rows[:, :-1])
            logits = outputs.logits if hasattr(outputs, "logits") else outputs
            loss = F.cross_entropy(logits.flatten(0, 1).float(), rows[:, 1:].flatten())
            (loss * len(rows) / len(batch)).backward()
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
