"""Writes `../reference.json`: inputs by chance and at edges, with what the reference system makes of them.

python Tests/RulesTests/Fixtures/tournament/reference/make.py
"""

import json
from pathlib import Path

import boss_cases
import payout_cases
import round_cases
import scoring_cases


def main():
    folder = Path(__file__).resolve().parent
    presets = folder.parents[4] / "Sources/Rules/Presets/tournaments"
    allowed = json.loads((presets / "god-2026.json").read_text())["registration"]["datasets"]
    # All draw from one row of random numbers, and each only when it is written: their order counts.
    tables = {**round_cases.tables(allowed), **boss_cases.tables(), **scoring_cases.tables(), **payout_cases.tables()}
    lines = []
    for name, rows in tables.items():
        written = ",\n".join(json.dumps(row, separators=(",", ":"), allow_nan=False) for row in rows)
        lines.append(f'"{name}":[\n{written}\n]')
    (folder.parent / "reference.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
