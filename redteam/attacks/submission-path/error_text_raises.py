# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: rejected import_failed
# layer: protocol
# story: raises an error at import whose text raises another

class Trap(Exception):
    def __str__(self):
        raise Trap


print("TOOK PLACE: raising an error whose text raises another", flush=True)
raise Trap
