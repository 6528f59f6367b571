"""The role's loop: one request, one reply, until the host hangs up.

It does without the harness's `service.py` and `wire.py`: loading what those need takes longer than to read an
ordinary submission. A packet is read and written as a whole, and no descriptors are taken.
"""

import json
import os

from lint.problem import LintError
from lint.report import examine
from lint.request import decode
from text import describe_exception, one_line

HOST_DESCRIPTOR = 3
"""Number of the descriptor on which the host passes the connected socket."""

MAX_FRAME_BYTES = 65536
"""Longest frame in either direction."""

MAX_MESSAGE_BYTES = 2000


def run(options: list[str]) -> int:
    """Serves the host until it hangs up."""
    while True:
        try:
            frame = os.read(HOST_DESCRIPTOR, MAX_FRAME_BYTES + 1)
        except ConnectionResetError:
            return 0
        if not frame:
            return 0
        try:
            os.write(HOST_DESCRIPTOR, answer(frame))
        except (BrokenPipeError, ConnectionResetError):
            return 0


def answer(frame: bytes) -> bytes:
    """Returns the reply to one frame."""
    try:
        if len(frame) > MAX_FRAME_BYTES:
            raise LintError("bad_request", f"frame over {MAX_FRAME_BYTES} bytes")
        reply = {"ok": True, **examine(decode(frame))}
    except LintError as error:
        reply = failure(error.code, error.message)
    except Exception as error:
        # Whatever a stranger's code does to this program, it is refused, and not looked at again and again.
        reply = failure("too_complex", describe_exception(error))
    return fitting(reply)


def failure(code: str, message: str) -> dict[str, object]:
    """Returns the reply that reports a problem under a stable code."""
    return {
        "ok": False,
        "error": code,
        "message": one_line(message.encode("utf-8", "replace").decode(), MAX_MESSAGE_BYTES),
    }


def fitting(reply: dict[str, object]) -> bytes:
    """Returns a reply as JSON that fits a frame; the last findings are left out if it would not."""
    payload = json.dumps(reply).encode()
    findings = list(reply.get("findings", ()))
    while len(payload) > MAX_FRAME_BYTES and findings:
        findings = findings[: len(findings) // 2]
        payload = json.dumps({**reply, "findings": findings, "truncated": True}).encode()
    return payload
