# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: rejected import_failed
# layer: protocol
# story: raises an error at import with a text of fifty megabytes

print("TOOK PLACE: raising an error with 50 MB of text", flush=True)
raise ValueError("accepted\n\x1b[2J" * 4000000)
