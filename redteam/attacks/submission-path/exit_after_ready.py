# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: rejected ended_without_done
# layer: protocol
# story: ends the process right after READY

import os
import socket
from types import SimpleNamespace

import torch.nn.functional as F

send = socket.socket.send


def send_and_end(self, payload, *flags):
    count = send(self, payload, *flags)
    if payload == b"R":
        print("TOOK PLACE: ending right after READY", flush=True)
        os._exit(0)
    return count


socket.socket.send = send_and_end


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
