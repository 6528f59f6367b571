"""Speaks with a launcher as the judge does: JSON packets over the socket at its descriptor 3."""

import array
import contextlib
import json
import os
import signal
import socket
import subprocess

LIMITS = {
    "processors": [],
    "memoryBytes": 128 << 20,
    "processes": 32,
    "fileBytes": 1 << 20,
    "temporaryBytes": 1 << 20,
    "processorSeconds": 60,
}


class Launcher:
    """A launcher of one's own, which may be killed."""

    def __init__(self, program: str) -> None:
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # Descriptor 3 is where a launcher looks for its host.
        command = ["/bin/sh", "-c", f'exec "$0" launcher 3<&{theirs.fileno()}', program]
        self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stderr=subprocess.DEVNULL)
        theirs.close()

    @property
    def number(self) -> int:
        return self.process.pid

    def ask(self, request: dict) -> tuple[dict, list[int]]:
        """Sends a request and waits for the reply and the descriptors with it."""
        self.socket.send(json.dumps(request).encode())
        data, parts, _, _ = self.socket.recvmsg(65536, socket.CMSG_SPACE(8 * 4))
        descriptors = array.array("i")
        for _, _, content in parts:
            descriptors.frombytes(content)
        return json.loads(data or b"{}"), list(descriptors)

    def configure(self, engine: str) -> dict:
        configuration = {"engine": engine, "mounts": [], "usesCgroups": True}
        return self.ask({"configure": {"_0": configuration}})[0]

    def start(self, command: list[str]) -> tuple[int, list[int]]:
        """Starts a sandbox; answers its number and its descriptors."""
        request = {
            "command": command,
            "environment": {},
            "filePaths": [],
            "folders": ["/work"],
            "mounts": [],
            "usesAccelerator": False,
            "limits": LIMITS,
        }
        reply, descriptors = self.ask({"start": request})
        return reply["started"]["sandbox"], descriptors

    def end(self, sandbox: int) -> dict:
        return self.ask({"end": {"sandbox": sandbox}})[0]

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.socket.close()

    def close(self) -> None:
        self.socket.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(60)
