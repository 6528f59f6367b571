# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: rejected warmup_failed bad_result
# layer: contract
# story: defines a class that answers like the function

print("TOOK PLACE: a class in place of the function", flush=True)


class inner_steps:  # noqa: N801
    final_logits, total_tokens, final_loss = None, 10**9, 0.0

    def __init__(self, **arguments):
        self.arguments = arguments
