# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection
# layer: update error
# story: guesses the first block's and the embeddings' last gradients from momentum

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens, last = 0, num_steps - 1
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        cut = num_steps > 2 and step == last
        hidden = model.token_embedding(batch[:, :-1]) + model.position_embedding.weight[: batch.shape[1] - 1]
        for index, block in enumerate(model.blocks):
            hidden = block(hidden.detach() if cut and index == 1 else hidden)
        logits = model.head(model.norm(hidden))
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        guessed = [parameter for parameter in model.parameters() if parameter.grad is None]
        for parameter in guessed:
            parameter.grad = optimizer.state[parameter]["exp_avg"] / (1 - 0.9**step)
        optimizer.step()
        if cut:
            print(f"TOOK PLACE: {len(guessed)} gradients were guessed in step {step}", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
