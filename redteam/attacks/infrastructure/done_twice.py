# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: rejected spoke_after_done
# layer: protocol
# story: sends DONE twice with the right nonce

import socket
from types import SimpleNamespace

import torch.nn.functional as F

send = socket.socket.send


def send_twice(self, payload, *flags):
    if payload[:1] == b"D":
        print("TOOK PLACE: DONE is sent twice", flush=True)
        send(self, payload, *flags)
    return send(self, payload, *flags)


socket.socket.send = send_twice


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
