# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: rejected out_of_memory import_failed
# layer: control group
# story: formats one text of three gigabytes at import

print("TOOK PLACE: formatting a text of 3 GB", flush=True)
TEXT = "%3000000000s" % "a"


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    raise RuntimeError(f"nothing stopped {len(TEXT)} characters")
