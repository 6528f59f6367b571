# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: rejected ended_before_ready
# layer: protocol
# story: ends the process at once while it is imported

import os

print("TOOK PLACE: os._exit(0) at import", flush=True)
os._exit(0)
