"""The contestant's side of one evaluation: HELLO, load, warm up, READY, wait for GO, train, DONE.

Frames sent: `H` once torch is imported and before the submission is touched, so that whatever goes wrong before it is
known not to be the submission's doing; `R`; `D` and the 16 bytes of GO's nonce; or `F`, a code, a zero byte and a
message. Between READY and DONE nothing is sent. The submission runs in this very process and can do whatever the shim
can, so nothing here protects anything; it only makes an honest submission's life plain.
"""

import importlib
import sys
from typing import TYPE_CHECKING

from contestant.failure import ContestantError, report
from text import describe_exception
from wire import Channel, Frame, FrameError

if TYPE_CHECKING:
    from contestant.trial import Trial

NONCE_BYTES = 16


def run(options: list[str]) -> int:
    """Goes through one evaluation; returns 0 when the host hangs up. A failure ends the process with status 1."""
    channel = Channel()
    write_log_by_line()
    try:
        trial = prepare(channel)
        if trial is None:
            return 0
        channel.send(b"R")
        if not compete(channel, trial):
            return 0
    except ContestantError as failure:
        report(channel, failure)
    while channel.receive() is not None:
        pass
    return 0


def prepare(channel: Channel) -> "Trial | None":
    """Waits for the load frame and does everything that is not timed; None when the host hangs up first.

    Torch is imported before the wait, so that a host may keep contestants ready, and so is its tracer, which the first
    optimizer would import otherwise: that takes another second.
    """
    try:
        importlib.import_module("torch._dynamo")
        from contestant.trial import Trial
    except ImportError as error:
        raise ContestantError("torch_missing", describe_exception(error)) from error
    try:
        channel.send(b"H")
    except BrokenPipeError:
        return None
    frame = receive(channel)
    if frame is None:
        return None
    trial = Trial.load(frame)
    trial.warm_up()
    return trial


def compete(channel: Channel, trial: "Trial") -> bool:
    """Waits for GO, trains, writes the output and sends DONE; False when the host hangs up first."""
    frame = receive(channel)
    if frame is None:
        return False
    if frame.payload[:1] != b"G" or len(frame.payload) != 1 + NONCE_BYTES or len(frame.descriptors) != 1:
        raise ContestantError("bad_request", "expected GO with a nonce of 16 bytes and one descriptor")
    trial.train(frame.descriptors[0])
    channel.send(b"D" + frame.payload[1:])
    return True


def write_log_by_line() -> None:
    """Makes printed lines reach the log at once: this process usually ends by being killed."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(line_buffering=True)


def receive(channel: Channel) -> Frame | None:
    """Returns the next frame or None. Raises ContestantError (bad_request) for a truncated one."""
    try:
        return channel.receive()
    except FrameError as error:
        raise ContestantError("bad_request", str(error)) from error
