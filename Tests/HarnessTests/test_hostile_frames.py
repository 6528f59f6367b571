"""Fixtures that speak out of turn really do: the host must not take these frames for the shim's."""

import os

from host import FIXTURES, NONCE


def test_done_is_sent_twice_with_the_right_nonce(trained_run, contestant):
    output = trained_run.new_output()
    assert trained_run.load(contestant, FIXTURES / "done_twice.py", output) == b"R"
    assert trained_run.go(contestant) == b"D" + NONCE
    assert contestant.receive() == b"D" + NONCE
    assert trained_run.verify(output)["update_error"] < 1e-4
    os.close(output)


def test_done_with_a_nonce_of_zeros_comes_first(trained_run, contestant):
    output = trained_run.new_output()
    assert trained_run.load(contestant, FIXTURES / "done_wrong_nonce.py", output) == b"R"
    assert trained_run.go(contestant) == b"D" + bytes(16)
    assert contestant.receive() == b"D" + NONCE
    os.close(output)


def test_a_byte_follows_ready_before_go(trained_run, contestant):
    output = trained_run.new_output()
    assert trained_run.load(contestant, FIXTURES / "speaks_before_go.py", output) == b"R"
    assert contestant.receive() == b"x"
    os.close(output)


def test_done_comes_before_ready(trained_run, contestant):
    output = trained_run.new_output()
    assert trained_run.load(contestant, FIXTURES / "speaks_before_ready.py", output) == b"D" + bytes(16)
    os.close(output)
