"""The role's loop: one request with a submission attached, one reply, until the host hangs up.

It does without the harness's `service.py` and `wire.py`: loading what those need takes longer than to read an
ordinary submission. A packet is read and written as a whole.
"""

import _socket
import json
import os
import sys

from lint.problem import LintError
from lint.report import examine
from lint.request import decode
from lint.source import read_source
from text import describe_exception, one_line

HOST_DESCRIPTOR = 3
"""Number of the descriptor on which the host passes the connected socket."""

MAX_FRAME_BYTES = 65536
"""Longest frame in either direction."""

MAX_MESSAGE_BYTES = 2000

MAX_DESCRIPTORS = 8
"""Most descriptors taken from one frame; the protocol needs one."""

HELLO = b'{"ok": true}'
"""Said once everything is loaded: what fails before it is the machine's doing."""


def run(options: list[str]) -> int:
    """Serves the host until it hangs up."""
    host = _socket.socket(fileno=HOST_DESCRIPTOR)
    try:
        host.send(HELLO)
        while (frame := receive(host)) is not None:
            host.send(answer(*frame))
    except (BrokenPipeError, ConnectionResetError):
        pass
    return 0


def receive(host: _socket.socket) -> tuple[bytes, list[int]] | None:
    """Returns the next frame and its descriptors, which the caller closes; None when the host has hung up."""
    space = _socket.CMSG_SPACE(MAX_DESCRIPTORS * 4)
    frame, attached, _, _ = host.recvmsg(MAX_FRAME_BYTES + 1, space, _socket.MSG_CMSG_CLOEXEC)
    descriptors = [
        int.from_bytes(numbers[place : place + 4], sys.byteorder)
        for level, kind, numbers in attached
        if (level, kind) == (_socket.SOL_SOCKET, _socket.SCM_RIGHTS)
        for place in range(0, len(numbers), 4)
    ]
    return (frame, descriptors) if frame else None


def answer(frame: bytes, descriptors: list[int]) -> bytes:
    """Returns the reply to one frame and closes its descriptors."""
    try:
        if len(frame) > MAX_FRAME_BYTES:
            raise LintError("bad_request", f"frame over {MAX_FRAME_BYTES} bytes")
        request = decode(frame)
        reply = {"ok": True, **examine(read_source(descriptors), request)}
    except LintError as error:
        reply = failure(error.code, error.message)
    except Exception as error:
        # Whatever a stranger's code does to this program, it is refused, and not looked at again and again.
        reply = failure("too_complex", describe_exception(error))
    for descriptor in descriptors:
        os.close(descriptor)
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
