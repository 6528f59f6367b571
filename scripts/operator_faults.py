"""What an operator does to a validator: stops it, starts two, leaves it alone for an hour."""

import signal
import subprocess
import time

from arena_process import Arena
from arena_template import set_clock
from fault_trial import Stage
from trial_steps import head, require, start_and_wait_for_verdict, wait

REFUSAL_SECONDS = 30.0
HOUR_SECONDS = 3600


def terminate_while_judging(arena: Arena, stage: Stage) -> str:
    """Tells the validator to stop while a judge works; the next one has to take that judge's result."""
    arena.start()
    wait("a judge at work", arena.judges)
    arena.validator.send_signal(signal.SIGTERM)
    began = time.monotonic()
    try:
        status = arena.validator.wait(REFUSAL_SECONDS)
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"the validator did not stop within {REFUSAL_SECONDS:.0f} s") from None
    took = time.monotonic() - began
    require(status == 0, f"the validator that was told to stop ended with status {status}")
    arena.start()
    wait("a verdict", lambda: arena.rows("SELECT COUNT(*) FROM verdicts")[0][0])
    lost = arena.rows("SELECT COUNT(*) FROM executions WHERE state = 'lost'")[0][0]
    require(lost == 0, "the work of the judge at work was thrown away")
    return f"stopped in {took:.1f} s"


def start_second_validator(arena: Arena, stage: Stage) -> str:
    """Starts another validator in the same folder."""
    start_and_wait_for_verdict(arena)
    other = Arena(arena.program, arena.home, arena.preset, arena.judge)
    said = len(arena.log)
    other.start()
    try:
        status = other.validator.wait(REFUSAL_SECONDS)
    except subprocess.TimeoutExpired:
        other.kill_validator()
        raise RuntimeError("two validators work in one folder") from None
    require(status != 0, "the second validator ended with status 0")
    require("another validator" in arena.log[said:], "the second validator did not say why it ended")
    return f"the second ended with status {status}"


def stay_away(arena: Arena, stage: Stage) -> str:
    """Has no validator work for an hour of the chain's time."""
    start_and_wait_for_verdict(arena)
    arena.stop()
    before, length = head(arena), stage.template.block_seconds
    set_clock(arena.home, before + round(HOUR_SECONDS / length), length)
    arena.start()
    wait("the chain to follow the clock", lambda: head(arena) >= before + HOUR_SECONDS / length)
    return f"{head(arena) - before} blocks"
