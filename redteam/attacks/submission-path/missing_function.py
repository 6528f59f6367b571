# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: rejected missing_function
# layer: contract
# story: defines nothing that the contract asks for

print("TOOK PLACE: no function defined", flush=True)


def get_strategy():
    return {"tps": 1e9}
