"""Holds the site against its own description and against clients that are not ours.

    python scripts/api_check.py --program .build/debug/tiltyard

A small contest is played and served; then

1. `tiltyard miner submit --url` hands in a file from a folder that knows nothing of the arena;
2. a client of a few lines with a stock library does the same as `docs/api.md` says, and the validator judges both;
3. schemathesis asks everything that `/openapi.json` describes, rightly and wrongly: no 5xx, nothing undescribed.

The status is 1 when anything is wrong.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import api_arena
import showcase
import stock_venv

REPOSITORY = Path(__file__).resolve().parent.parent
REQUIREMENTS = "requirements-api.txt"
JUDGED = """
    SELECT code_hash, score FROM submissions JOIN evaluations ON submission_id = submissions.id
    JOIN verdicts ON evaluation_id = evaluations.id
"""
CONFIGURATION = REPOSITORY / "scripts/schemathesis.toml"
CLIENT = REPOSITORY / "scripts/api_client.py"


def describe(python: Path, address: str, examples: int, seed: int) -> bool:
    """Has schemathesis look for an answer that is not described; returns whether there was none."""
    command = [python.parent / "schemathesis", "--config-file", CONFIGURATION, "run", f"{address}/openapi.json"]
    command += ["--checks", "all"]
    command += ["--phases", "examples,coverage,fuzzing", "--max-examples", str(examples), "--seed", str(seed)]
    command += ["--continue-on-failure", "--suppress-health-check", "all"]
    with tempfile.TemporaryDirectory() as folder:
        answer = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    kept = answer.stdout.split("= SUMMARY =")[-1] if answer.returncode == 0 else answer.stdout
    print(kept.strip("=\n "), answer.stderr, sep="\n")
    return answer.returncode == 0


def hand_in(command: list[str | Path], what: str, environment: dict[str, str] | None = None) -> dict | None:
    """Runs a client that prints a receipt, and returns that; prints what became of it."""
    answer = subprocess.run(command, capture_output=True, text=True, env=os.environ | (environment or {}))
    is_fine = answer.returncode == 0
    print(f"{'ok ' if is_fine else 'BAD'}  {what}: {(answer.stdout if is_fine else answer.stderr).split(chr(10))[0]}")
    return json.loads(answer.stdout) if is_fine else None


def submissions(arena: api_arena.Arena, address: str, python: Path, folder: Path) -> bool:
    """Hands in two files from afar and waits until the validator has judged both; returns whether all went well."""
    for number, name in enumerate(("stock", "own"), 21):
        (folder / f"{name}.py").write_text(api_arena.code(number, 10_000 + number))
    wallets = folder / "wallets"
    afar = [arena.program, "wallet", "create", "--only-hotkey", "--json"]
    afar += ["--wallet.path", str(wallets), "--wallet.name", "afar"]
    made = json.loads(subprocess.run(afar, check=True, capture_output=True, text=True).stdout)
    # What a hotkey of a wallet can do from afar it does only once it is registered.
    submit = [arena.program, "miner", "submit", str(folder / "own.py"), "--url", address, "--json"]
    submit += ["--wallet.path", str(wallets), "--wallet.name", "afar", "--home", str(folder / "nothing")]
    refused = subprocess.run(submit, capture_output=True, text=True)
    is_refused = refused.returncode == 1 and "not_registered" in refused.stderr
    print(f"{'ok ' if is_refused else 'BAD'}  a stranger is refused: {refused.stderr.strip()}")
    admit = [arena.program, "validator", "admit", "--home", arena.home]
    subprocess.run([*admit, made["address"]], check=True, stdout=subprocess.DEVNULL)
    own = hand_in(submit, "handed in by miner submit --url")
    key = json.loads(subprocess.run([python, CLIENT, "key", folder / "key"], check=True, capture_output=True).stdout)
    subprocess.run([*admit, key["hotkey"]], check=True, stdout=subprocess.DEVNULL)
    stock = hand_in([python, CLIENT, "submit", folder / "key", folder / "stock.py", address], "by a stock client")
    if not (is_refused and own and stock):
        return False
    try:
        arena.start()
        showcase.wait_until_judged(arena, len(api_arena.CAST) + 2)
    finally:
        arena.stop()
    hashes = {own["code_hash"], stock["code_hash"]}
    rows = arena.rows(JUDGED)
    judged = {row[0] for row in rows if row[1] is not None} & hashes
    print(f"{'ok ' if judged == hashes else 'BAD'}  judged and accepted: {len(judged)} of {len(hashes)}")
    return judged == hashes


def main() -> None:
    """Plays, serves, asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--examples", type=int, default=25, help="cases a route and phase")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    python = stock_venv.python(REQUIREMENTS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        arena = api_arena.play(arguments.program, folder)
        with api_arena.served(arena, "--submissions", log=folder / "site.log") as (address, _):
            # Submissions first: what schemathesis sends is refused, and a hotkey is told to wait by and by.
            is_fine = submissions(arena, address, python, folder)
            is_fine = describe(python, address, arguments.examples, arguments.seed) and is_fine
        errors = [line for line in (folder / "site.log").read_text().splitlines() if " error " in line]
        print("\n".join(errors) or "the site logged no error")
    sys.exit(0 if is_fine and not errors else 1)


if __name__ == "__main__":
    main()
