# kind: attack
# class: warmup-abuse
# contract: crusade-tps
# precision: fp32
# expect: rejected load_timed_out
# layer: load box
# story: never ends its warm-up

import time

print("TOOK PLACE: sleeping in the warm-up for longer than the load box lasts", flush=True)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    time.sleep(600)
