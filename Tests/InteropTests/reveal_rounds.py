"""Records to which rounds the package bittensor-drand seals, for Tests/TimelockTests/Fixtures/reveal-rounds-*.json.

    python Tests/InteropTests/reveal_rounds.py OUTPUT

Version 1.1 of the package counts epochs by the block's number, version 2.0 by the chain's state. The clock is put to a
moment before each call and read after it; a call that took long is made again, since the package reads whole seconds.
"""

import json
import random
import sys
import time
from importlib.metadata import version

import bittensor_drand
import clock

GENESIS = 1_692_803_367
HOTKEY = bytes(range(32))


def commitment(source: random.Random) -> dict[str, object]:
    blocks, block_time = source.randrange(0, 5000), source.choice([0.25, 1.0, 6.0, 12.0])
    now, (_, reveal_round) = steady(source, lambda: bittensor_drand.get_encrypted_commitment("x", blocks, block_time))
    return {"now": now, "blocks": blocks, "block_time": block_time, "round": reveal_round}


def legacy(source: random.Random) -> dict[str, object]:
    fields = {
        "block": source.choice([0, source.randrange(1000), source.randrange(10**7)]),
        "netuid": source.choice([0, 1, 3, 56, source.randrange(4096)]),
        "tempo": source.choice([1, 10, 99, 360, 7200, source.randrange(1, 50401)]),
        "period": source.randrange(0, 6),
        "block_time": source.choice([0.25, 1.0, 12.0]),
    }
    now, (_, reveal_round) = steady(
        source,
        lambda: bittensor_drand.get_encrypted_commit(
            [1],
            [2],
            0,
            fields["tempo"],
            fields["block"],
            fields["netuid"],
            fields["period"],
            fields["block_time"],
            HOTKEY,
        ),
    )
    return {"now": now} | fields | {"round": reveal_round}


def stateful(source: random.Random) -> dict[str, object]:
    tempo = source.choice([1, 2, 10, 360, 7200, 50400, source.randrange(1, 50401)])
    last = source.choice([0, source.randrange(10**7)])
    block = max(0, last + source.choice([-5, 0, 1, tempo - 1, tempo, tempo + 1, source.randrange(2 * tempo)]))
    fields = {
        "block": block,
        "last": last,
        "pending": source.choice([0, 0, 1, block, block + 1, block + 2, last + tempo, block + source.randrange(tempo)]),
        "tempo": tempo,
        "since": source.choice([0, max(0, block - last), 50399, 50400, 50401, 50402, source.randrange(60000)]),
        "period": source.randrange(0, 6),
        "block_time": source.choice([0.25, 1.0, 12.0]),
    }
    now, (_, reveal_round) = steady(
        source,
        lambda: bittensor_drand.get_encrypted_commit_v2(
            [1],
            [2],
            0,
            fields["last"],
            fields["pending"],
            7,
            fields["tempo"],
            fields["since"],
            fields["block"],
            fields["period"],
            fields["block_time"],
            HOTKEY,
        ),
    )
    return {"now": now} | fields | {"round": reveal_round}


def steady(source: random.Random, call: object) -> tuple[float, object]:
    """Returns a moment and what a call answers that began and ended close to it."""
    while True:
        # In the middle of a tenth of a second, so that some microseconds more or less decide nothing.
        moment = GENESIS + source.randrange(10**8) + source.randrange(1, 10) / 10 + 0.05
        clock.set_clock(moment)
        answer = call()
        if time.time() - moment < 0.04:
            return moment, answer


def main() -> None:
    source = random.Random(9)
    name = version("bittensor-drand")
    schedules = ("legacy", legacy) if hasattr(bittensor_drand, "get_encrypted_commit") else ("stateful", stateful)
    recorded = {
        "made_with": f"bittensor-drand {name}, Tests/InteropTests/reveal_rounds.py",
        "commitments": [commitment(source) for _ in range(60)],
        schedules[0]: [schedules[1](source) for _ in range(400)],
    }
    with open(sys.argv[1], "w") as file:
        for number, (key, value) in enumerate(recorded.items()):
            file.write("{" if number == 0 else ",\n")
            if isinstance(value, str):
                file.write(f"{json.dumps(key)}: {json.dumps(value)}")
            else:
                file.write(f"{json.dumps(key)}: [\n" + ",\n".join(json.dumps(row) for row in value) + "\n]")
        file.write("}\n")


if __name__ == "__main__":
    clock.restart_with_own_clock()
    main()
