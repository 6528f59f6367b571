# kind: honest
# class: honest
# contract: crusade-tps
# precision: fp32
# expect: accepted
# layer: none
# story: batches made ready by a thread while the step before is computed

import queue
import threading
from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    ready = queue.Queue(maxsize=2)

    def fetch():
        for _ in range(num_steps):
            batch = next(data_iterator)
            ready.put((batch[:, :-1].contiguous(), batch[:, 1:].flatten()))

    reader = threading.Thread(target=fetch)
    reader.start()
    tokens = 0
    for _ in range(num_steps):
        inputs, labels = ready.get()
        logits = model(inputs)
        loss = F.cross_entropy(logits.flatten(0, 1), labels)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        tokens += inputs.numel()
    reader.join()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
