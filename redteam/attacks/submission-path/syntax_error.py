# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: rejected syntax_error
# layer: compiler in the sandbox
# story: is no Python

print("TOOK PLACE: never"
def inner_steps(:
    pass
