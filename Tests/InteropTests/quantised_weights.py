"""Records how the Bittensor SDK makes whole numbers of weights, for Tests/RulesTests/Fixtures/quantised-weights.json.

    python Tests/InteropTests/quantised_weights.py OUTPUT

It runs in the environment of version 9.10.1 or 10.5.0 that `make interop` makes; both gave the same file.
"""

import json
import random
import sys

from bittensor.utils.weight_utils import convert_and_normalize_weights_and_uids


def cases(source: random.Random) -> list[list[float]]:
    """Weights as rules give them: a winner beside what is burned, ties, tiny shares, everything."""
    fixed = [[1.0], [0.0], [0.0, 1.0], [0.95, 0.05], [1.0 - 0.95, 0.95], [0.5, 0.5], [1e-9, 1.0], [0.1, 0.2, 0.7]]
    fixed += [[burn / 100, 1 - burn / 100] for burn in range(101)]
    # Halves, which are rounded to the even number.
    fixed += [[1.0, (count + 0.5) / 65535] for count in range(0, 60, 3)]
    fixed += [[4.0, 2.0, count / 16384] for count in range(1, 40, 7)]
    drawn = [[source.random() ** 6 for _ in range(source.randrange(1, 30))] for _ in range(120)]
    return fixed + drawn


def main() -> None:
    source = random.Random(3)
    rows = []
    for weights in cases(source):
        uids = source.sample(range(65536), len(weights))
        chosen, values = convert_and_normalize_weights_and_uids(list(uids), list(weights))
        rows.append({"uids": uids, "weights": weights, "chosen": list(map(int, chosen)), "values": values})
    with open(sys.argv[1], "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")


if __name__ == "__main__":
    main()
