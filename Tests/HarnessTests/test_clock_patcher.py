"""The clock patcher's trick really takes place, its forged result is only log, and its training is honest."""

import json
import os

from host import NONCE, SUBMISSIONS


def test_clocks_are_patched_and_a_result_is_forged(trained_run, contestant):
    output = trained_run.new_output()
    assert trained_run.load(contestant, SUBMISSIONS / "clock-patcher.py", output) == b"R"
    assert trained_run.go(contestant) == b"D" + NONCE
    assert trained_run.verify(output)["update_error"] < 1e-4
    os.close(output)
    contestant.socket.close()
    log, errors = contestant.process.communicate(timeout=30)
    assert b"clocks patched: time, datetime, torch.cuda.Event" in log
    forged = [line for line in log.splitlines() if line.startswith(b"EVAL_RESULT:")]
    assert json.loads(forged[-1].removeprefix(b"EVAL_RESULT:"))["total_tokens"] == 10 * 8 * 32
    assert b"EVAL_RESULT:" in errors
