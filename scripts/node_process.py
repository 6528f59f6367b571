"""A node of `tiltyard chain run` as a process of its own, which may be killed and goes on, and what it shows."""

import json
import os
import re
import subprocess
import time
import urllib.request
from pathlib import Path

STARTING_SECONDS = 30.0
CALL_SECONDS = 10.0
PAGE = 500
# The hashes under which a chain stores the items of the pallet `Commitments`.
COMMITMENTS = "0xca407206ec1ab726b2636c4b145ac287"
SEALED = COMMITMENTS + "419a60ae8b01e6dcaebd7317e43c69bf"
REVEALED = COMMITMENTS + "9055a2cffd4b296f38f2de8d9b333cab"


class Node:
    """A development chain in a folder of its own, served by at most one process."""

    def __init__(self, program: str, folder: Path, block_seconds: float) -> None:
        self.program, self.folder, self.block_seconds = os.path.abspath(program), folder, block_seconds
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def address(self) -> str:
        """Where arenas reach it; the same after every start."""
        return f"ws://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts the chain, or goes on with it, and waits until it listens."""
        self.folder.mkdir(exist_ok=True)
        command = [self.program, "chain", "run", "--fast-epochs", "--block-time", str(self.block_seconds)]
        command += ["--port", str(self.port), "--file", str(self.folder / "node.sqlite")]
        log = Path(f"{self.folder}.log")
        with open(log, "wb") as file:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        deadline = time.monotonic() + STARTING_SECONDS
        while not (told := re.search(rb"listening at ws://[^\n]*:(\d+)\n", log.read_bytes())):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the node does not listen: {log.read_text(errors='replace')}")
            time.sleep(0.02)
        self.port = int(told[1])

    def kill(self) -> None:
        """Kills it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def call(self, method: str, *parameters: object) -> object:
        """Calls a method over HTTP."""
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": list(parameters)}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=CALL_SECONDS) as reply:
            answer = json.load(reply)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def keys(self, prefix: str, block_hash: str | None = None) -> list[str]:
        """Returns the keys of the state that begin so."""
        found: list[str] = []
        while page := self.call("state_getKeysPaged", prefix, PAGE, found[-1] if found else None, block_hash):
            found += page
        return found

    def everything(self) -> dict[str, bytes]:
        """Returns all that anybody can read: the newest state, all blocks, and what waits for the next."""
        head = self.call("chain_getBlockHash")
        keys, state = self.keys("0x", head), ""
        for start in range(0, len(keys), PAGE):
            for key, value in self.call("state_queryStorageAt", keys[start : start + PAGE], head)[0]["changes"]:
                state += key[2:] + (value or "0x")[2:]
        waiting = self.call("author_pendingExtrinsics")
        return {
            "the node's state": bytes.fromhex(state),
            "the node's blocks": b"".join(extrinsic for block in self.blocks() for extrinsic in block),
            "what waits at the node": b"".join(bytes.fromhex(text[2:]) for text in waiting),
        }

    def blocks(self) -> list[list[bytes]]:
        """Returns the extrinsics of all blocks, the first block's first."""
        newest = int(self.call("chain_getHeader")["number"], 16)
        hashes = self.call("chain_getBlockHash", list(range(newest + 1)))
        blocks = [self.call("chain_getBlock", block)["block"]["extrinsics"] for block in hashes]
        return [[bytes.fromhex(text[2:]) for text in block] for block in blocks]

    def accounts(self, prefix: str) -> set[str]:
        """Returns the public keys, in hexadecimal digits, that keys of a map end with."""
        return {key[-64:] for key in self.keys(prefix)}

    def reveals(self) -> dict[str, int]:
        """Returns how many commitments of each public key were revealed: fewer than 64, as the chain keeps ten."""
        return {key[-64:]: int(self.call("state_getStorage", key)[2:4], 16) >> 2 for key in self.keys(REVEALED)}
