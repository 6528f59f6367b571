"""Sends one byte right after READY, before the host can have said GO.

Expected: a verdict of its own; the host never says GO.
"""

import ctypes
import socket
from types import SimpleNamespace

import torch.nn.functional as F


class Part(ctypes.Structure):
    _fields_ = (("base", ctypes.c_char_p), ("length", ctypes.c_size_t))


class Header(ctypes.Structure):
    """`struct msghdr` on 64-bit Linux."""

    _fields_ = (
        ("name", ctypes.c_void_p),
        ("name_length", ctypes.c_uint32),
        ("parts", ctypes.POINTER(Part)),
        ("part_count", ctypes.c_size_t),
        ("control", ctypes.c_void_p),
        ("control_length", ctypes.c_size_t),
        ("flags", ctypes.c_int),
    )


class Message(ctypes.Structure):
    """`struct mmsghdr` of sendmmsg(2)."""

    _fields_ = (("header", Header), ("sent", ctypes.c_uint))


def send_together(descriptor, *payloads):
    """Sends packets in one system call, so that no freeze can come between them."""
    parts = [Part(payload, len(payload)) for payload in payloads]
    headers = [Header(parts=ctypes.pointer(part), part_count=1) for part in parts]
    messages = (Message * len(parts))(*(Message(header) for header in headers))
    if ctypes.CDLL(None).sendmmsg(descriptor, messages, len(parts), 0) != len(parts):
        raise OSError("sendmmsg sent too little")


def train(model, data_iterator, optimizer, num_steps):
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())


send = socket.socket.send


def send_one_byte_more(self, payload, *flags):
    if payload != b"R":
        return send(self, payload, *flags)
    send_together(self.fileno(), payload, b"x")
    return len(payload)


socket.socket.send = send_one_byte_more


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    return train(model, data_iterator, optimizer, num_steps)
