"""The loop of a trusted role: one JSON object in, one JSON object out, until the host hangs up.

A failure is an answer, never the end of the process:
`{"ok": false, "error": CODE, "message": one line}` with one of the codes below.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from text import describe_exception, one_line
from wire import MAX_FRAME_BYTES, Channel, Frame, FrameError

MAX_MESSAGE_BYTES = 2000

Request = dict[str, Any]
Handler = Callable[[Request, list[int]], dict[str, Any]]

OUT_OF_MEMORY_PATTERN = re.compile(r"can't allocate memory|not enough memory|cannot allocate memory", re.IGNORECASE)


class RequestError(Exception):
    """A request that cannot be carried out as it was asked (`bad_request`)."""


def serve(handle: Handler, failure_code: str, channel: Channel | None = None) -> int:
    """Answers requests until the host closes the socket; returns exit status 0.

    `handle` gets the decoded object and the frame's descriptors. Descriptors that it leaves in the list are closed
    when it returns. `failure_code` names every error that has no code of its own.
    """
    channel = channel or Channel()
    while True:
        try:
            frame = channel.receive()
        except FrameError as error:
            channel.send(encode(failure("bad_request", error)))
            continue
        if frame is None:
            return 0
        channel.send(answer(frame, handle, failure_code))


def answer(frame: Frame, handle: Handler, failure_code: str) -> bytes:
    """Returns the reply to one frame and closes its descriptors, whatever happens."""
    try:
        return encode({"ok": True, **handle(decode(frame.payload), frame.descriptors)})
    except RequestError as error:
        return encode(failure("bad_request", error))
    except ImportError as error:
        return encode(failure("torch_missing", error))
    except Exception as error:
        return encode(failure("out_of_memory" if is_out_of_memory(error) else failure_code, error))
    finally:
        frame.close()


def decode(payload: bytes) -> Request:
    """Returns the JSON object in a frame. Raises RequestError for anything else."""
    try:
        request = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise RequestError(f"frame is not JSON: {error}") from error
    if not isinstance(request, dict):
        raise RequestError("frame is not a JSON object")
    return request


def encode(reply: dict[str, Any]) -> bytes:
    """Returns a reply as JSON bytes. Raises ValueError for NaN or infinity, and for more than a frame can hold."""
    payload = json.dumps(reply, allow_nan=False).encode()
    if len(payload) > MAX_FRAME_BYTES:
        raise ValueError(f"reply of {len(payload)} bytes exceeds a frame")
    return payload


def failure(code: str, problem: BaseException | str) -> dict[str, Any]:
    """Returns the reply that reports a problem under a stable code."""
    text = problem if isinstance(problem, str) else describe_exception(problem)
    return {"ok": False, "error": code, "message": one_line(text, MAX_MESSAGE_BYTES)}


def is_out_of_memory(error: BaseException) -> bool:
    """Tells whether an exception means that memory ran out; torch reports that as a RuntimeError with a text."""
    if isinstance(error, MemoryError):
        return True
    return isinstance(error, (RuntimeError, OSError)) and bool(OUT_OF_MEMORY_PATTERN.search(str(error)))
