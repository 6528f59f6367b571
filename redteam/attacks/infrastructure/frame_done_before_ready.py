# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: rejected spoke_before_ready
# layer: protocol
# story: reports the end of a run while it is imported

import os

print("TOOK PLACE: DONE sent at import", flush=True)
os.write(3, b"D" + bytes(16))


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    raise RuntimeError("the frame had no consequence")
