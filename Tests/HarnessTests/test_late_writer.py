"""The late writer really writes after DONE: only what was there when it was stopped may count."""

import os
import signal
import time

from host import FIXTURES, NONCE, TIMEOUT_SECONDS, read_file


def test_it_writes_after_done_and_what_it_had_at_done_is_half_the_training(trained_run, contestant):
    output = trained_run.new_output()
    assert trained_run.load(contestant, FIXTURES / "late_writer.py", output) == b"R"
    answer = trained_run.go(contestant)
    os.kill(contestant.process.pid, signal.SIGSTOP)
    assert answer == b"D" + NONCE
    assert trained_run.verify(output)["update_error"] > 0.02
    stopped = read_file(output)
    os.kill(contestant.process.pid, signal.SIGCONT)
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while read_file(output) == stopped and time.monotonic() < deadline:
        os.sched_yield()
    assert read_file(output) != stopped
    os.close(output)
