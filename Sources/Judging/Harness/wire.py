"""Frames between the host and a harness process.

The socket is `AF_UNIX SOCK_SEQPACKET`, so one packet is one frame and nothing needs a length prefix. Descriptors
arrive attached to a frame (SCM_RIGHTS); the harness never sends any.
"""

import os
import socket
from dataclasses import dataclass

HOST_DESCRIPTOR = 3
"""Number of the descriptor on which the host passes the connected socket."""

MAX_FRAME_BYTES = 65536
"""Longest frame in either direction between host and referee."""

MAX_CONTESTANT_FRAME_BYTES = 4096
"""Longest frame that the host accepts from a contestant."""

MAX_DESCRIPTORS = 8
"""Most descriptors taken from one frame; the protocol needs four."""


class FrameError(Exception):
    """A frame that is too long, or that carries more descriptors than the protocol allows."""


@dataclass
class Frame:
    """One received packet. Whoever holds it owns its descriptors."""

    payload: bytes
    descriptors: list[int]

    def close(self) -> None:
        """Closes every descriptor that is still listed; safe to call twice."""
        while self.descriptors:
            os.close(self.descriptors.pop())


class Channel:
    """The connected socket to the host."""

    def __init__(self, descriptor: int = HOST_DESCRIPTOR) -> None:
        self.socket = socket.socket(fileno=descriptor)

    def receive(self) -> Frame | None:
        """Waits for the next frame; None when the host has closed its end.

        Raises FrameError for a truncated frame, after closing the descriptors that came with it.
        """
        try:
            payload, descriptors, flags, _ = socket.recv_fds(
                self.socket, MAX_FRAME_BYTES, MAX_DESCRIPTORS, socket.MSG_CMSG_CLOEXEC
            )
        except ConnectionResetError:
            # The host closed its end with a frame of ours unread.
            return None
        frame = Frame(payload, list(descriptors))
        if flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC):
            frame.close()
            raise FrameError(f"frame over {MAX_FRAME_BYTES} bytes or {MAX_DESCRIPTORS} descriptors")
        return frame if payload else None

    def send(self, payload: bytes) -> None:
        """Sends one frame. Raises OSError when the host has gone."""
        self.socket.send(payload)
