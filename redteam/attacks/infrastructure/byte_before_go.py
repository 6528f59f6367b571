# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: rejected spoke_before_go
# layer: protocol
# story: sends a byte between READY and GO

import os
import socket
import threading
from types import SimpleNamespace

import torch.nn.functional as F

send, sent, spoken = socket.socket.send, threading.Event(), threading.Event()


def send_and_tell(self, payload, *flags):
    count = send(self, payload, *flags)
    if payload == b"R":
        sent.set()
        spoken.wait()
    return count


def speak():
    sent.wait()
    os.write(3, b"x")
    print("TOOK PLACE: a byte sent right after READY", flush=True)
    spoken.set()


socket.socket.send = send_and_tell
threading.Thread(target=speak, daemon=True).start()


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
