# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: rejected ended_before_ready import_failed
# layer: protocol
# story: overflows the stack while it is imported

import sys

sys.setrecursionlimit(10**9)
print("TOOK PLACE: calling itself without end", flush=True)


class Deep:
    def __repr__(self):
        return repr(self)


repr(Deep())
