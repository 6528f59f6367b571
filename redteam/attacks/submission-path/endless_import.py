# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: rejected load_timed_out
# layer: load box
# story: never ends its import

import time

print("TOOK PLACE: sleeping at import for longer than the load box lasts", flush=True)
time.sleep(600)
