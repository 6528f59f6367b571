"""The log of evidence that a validator leaves behind: all that the records wrote down, once, in order, and sound."""

import json
import subprocess

from arena_process import Arena


def problems(arena: Arena) -> list[str]:
    """Says what is wrong with the log of an arena whose validator has ended."""
    with open(f"{arena.home}/evidence.jsonl") as file:
        log = [json.loads(line) for line in file]
    sealed = [(entry["sequence"], entry["kind"], entry["body"]) for entry in log]
    rows = arena.rows("SELECT sequence, kind, body FROM evidence ORDER BY sequence")
    written = [(sequence, kind, json.loads(body)) for sequence, kind, body in rows]
    if sealed != written:
        return [f"the log has {len(sealed)} entries, and they are not the {len(written)} that were written down"]
    # The scripted judge's matches follow from their numbers, not from their seeds.
    has_matches = any(kind == "match" for _, kind, _ in written)
    return [] if has_matches and arena.judge else verification_problems(arena, log[0]["body"]["validator"])


def verification_problems(arena: Arena, key: str) -> list[str]:
    """Has the program check the log with nothing but the validator's public key."""
    command = [arena.program, "evidence", "verify", f"{arena.home}/evidence.jsonl", "--key", key]
    done = subprocess.run(command, capture_output=True, text=True)
    return [] if done.returncode == 0 else [f"the log is not sound: {done.stdout.strip()} {done.stderr.strip()}"]
