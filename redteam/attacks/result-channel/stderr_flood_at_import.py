# kind: attack
# class: result-channel
# contract: crusade-tps
# precision: fp32
# expect: rejected log_limit_exceeded
# layer: log limit
# story: floods the error stream while it is imported

import os

print("TOOK PLACE: printing up to 64 MB", flush=True)
for _ in range(1024):
    os.write(2, b"x" * 65536)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    raise RuntimeError("nothing stopped 64 MB of output")
