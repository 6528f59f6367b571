# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: rejected malformed_frame
# layer: protocol
# story: fills the socket with frames while it is imported

import os
import socket

peer = socket.socket(fileno=os.dup(3))
peer.setblocking(False)
count = 0
try:
    while count < 100000:
        peer.send(b"X" * 100)
        count += 1
except BlockingIOError:
    pass
print(f"TOOK PLACE: {count} frames fill the socket", flush=True)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    raise RuntimeError("the frame had no consequence")
