# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: rejected ended_before_ready
# layer: protocol
# story: ends the process with status 0 while it is imported

import sys

print("TOOK PLACE: sys.exit(0) at import", flush=True)
sys.exit(0)
