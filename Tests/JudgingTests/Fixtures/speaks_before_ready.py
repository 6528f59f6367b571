"""Sends a DONE with a nonce of zeros while it is imported. Expected: rejected for speaking before READY."""

import os

HOST_DESCRIPTOR = 3

os.write(HOST_DESCRIPTOR, b"D" + bytes(16))


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    raise RuntimeError("the run should be over by now")
