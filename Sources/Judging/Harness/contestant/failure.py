"""How a contestant says that it cannot go on: one frame, then exit status 1."""

import contextlib
import os
import sys
import traceback
from typing import NoReturn

from text import describe_exception, one_line
from wire import Channel

MAX_MESSAGE_BYTES = 2000


class ContestantError(Exception):
    """A failure with one of the protocol's codes.

    syntax_error, not_text, import_failed, missing_function, torch_missing, warmup_failed, training_failed and
    bad_result are the submission's or its surroundings'; bad_request is a frame of the host that makes no sense.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def blame(code: str, error: Exception, path: str) -> ContestantError:
    """Returns the failure that an exception means: its type, its text, and the deepest line of the submission."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == path]
    place = f" (train.py line {lines[-1]})" if lines else ""
    return ContestantError(code, describe_exception(error) + place)


def report(channel: Channel, failure: ContestantError) -> NoReturn:
    """Sends the failure and ends the process at once, whatever threads the submission may have left running."""
    message = one_line(str(failure), MAX_MESSAGE_BYTES)
    channel.send(b"F" + failure.code.encode() + b"\0" + message.encode())
    with contextlib.suppress(Exception):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(1)
