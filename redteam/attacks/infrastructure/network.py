# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: namespaces
# twin: honest/baseline.py
# story: calls out over the network and listens on it

import errno
import socket
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    said = []
    for family, address in (
        (socket.AF_INET, ("192.0.2.1", 80)),
        (socket.AF_INET, ("198.51.100.7", 53)),
        (socket.AF_INET6, ("2001:db8::1", 80)),
    ):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            try:
                peer = socket.socket(family, kind)
                peer.settimeout(0.2)
                peer.connect(address)
                said.append("connected")
            except OSError as error:
                said.append(errno.errorcode.get(error.errno, str(error)))
    try:
        socket.getaddrinfo("example.com", 80)
        said.append("name found")
    except OSError as error:
        said.append(f"name: {error.args[-1]}")
    with open("/proc/net/dev") as file:
        interfaces = [line.split(":")[0].strip() for line in file if ":" in line]
    print(f"TOOK PLACE: {said}, interfaces {interfaces}", flush=True)
    if "connected" in said or "name found" in said or len(interfaces) > 1:
        raise RuntimeError("there is a network")


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        attack()
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
