# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: rejected ended_without_done spoke_after_done
# layer: protocol
# story: shuts the socket right after DONE

import socket
from types import SimpleNamespace

import torch.nn.functional as F

send = socket.socket.send


def send_and_shut(self, payload, *flags):
    """Shuts the socket right behind DONE, long before the freeze."""
    if payload[:1] == b"D":
        print("TOOK PLACE: the socket is shut right after DONE", flush=True)
    count = send(self, payload, *flags)
    if payload[:1] == b"D":
        self.shutdown(socket.SHUT_RDWR)
    return count


socket.socket.send = send_and_shut


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
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
