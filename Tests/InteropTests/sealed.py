"""Lets the unmodified Bittensor SDK seal on `tiltyard chain run`, and looks what is revealed when.

    python Tests/InteropTests/sealed.py --program .build/debug/tiltyard

The SDK seals with the key of drand's quicknet, which is built in. A test does not rely on the network's beacon, so the
chain replays a recorded pulse: that of round 1000, from August 2023. Chain and SDK therefore live in the minute around
that round: the chain by its option --starts-at, the SDK by a clock of its own (see clock.py). What the SDK says is not
believed: blocks and state are read over plain JSON-RPC. The commitment is one to an example's code, which a
validator on this chain judges when it is revealed. Every row says what was tried; the status is 1 when anything
disagreed.
"""

import argparse
import http.server
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import clock
from arena import ADDRESS, SECRET, Arena
from node import NETUID, Person, Reader, Report, blake, number, succeeded, twox

GENESIS = 1_692_803_367
ROUND = 1000
DUE = GENESIS + 3 * (ROUND - 1)
# Weights that are sealed in the epoch of blocks 9 to 19 then are sealed to round 1000, by either way to count epochs.
START = DUE - 19
EPOCH = range(10, 17)
PULSES = Path(__file__).with_name("quicknet.jsonl")
HASH = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
INFO = f"""{{"public_key":
"83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451\
0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
"period": 3, "genesis_time": {GENESIS}, "hash": "{HASH}", "schemeID": "bls-unchained-g1-rfc9380"}}"""


class Chain(Reader):
    """Reads what anybody can read, all of it."""

    def hash(self, block: int) -> str:
        return self.call("chain_getBlockHash", block)

    def moment(self, block: int) -> float:
        """The time of a block, in seconds since 1970."""
        return number(self.stored("Timestamp", "Now", block=block)) / 1000

    def wait_for(self, block: int) -> None:
        while self.head() < block:
            time.sleep(0.01)

    def everything(self, block: int) -> bytes:
        """All keys and values of the state after a block, its extrinsics, and what waits for the next."""
        block_hash, dump, start = self.hash(block), "", None
        while keys := self.call("state_getKeysPaged", "0x", 500, start, block_hash):
            changes = self.call("state_queryStorageAt", keys, block_hash)[0]["changes"]
            dump += "".join(key[2:] + (value or "0x")[2:] for key, value in changes)
            start = keys[-1]
        extrinsics = self.call("chain_getBlock", block_hash)["block"]["extrinsics"]
        dump += "".join(extrinsic[2:] for extrinsic in [*extrinsics, *self.call("author_pendingExtrinsics")])
        return bytes.fromhex(dump)

    def revealed(self, hotkey: bytes, block: int | None = None) -> bytes | None:
        parts = NETUID.to_bytes(2, "little"), twox_hotkey(hotkey)
        return self.stored("Commitments", "RevealedCommitments", *parts, block=block)

    def weights(self, uid: int, block: int | None = None) -> list[tuple[int, int]]:
        parts = NETUID.to_bytes(2, "little"), uid.to_bytes(2, "little")
        stored = self.stored("SubtensorModule", "Weights", *parts, block=block) or b"\0"
        places = [1 + 4 * place for place in range(stored[0] >> 2)]
        return [(number(stored[place : place + 2]), number(stored[place + 2 : place + 4])) for place in places]


def twox_hotkey(hotkey: bytes) -> bytes:
    return twox(hotkey, 64) + hotkey


class Tour:
    """What is sealed before round 1000, and what has become of it after."""

    def __init__(self, port: int, folder: str, arena: Arena) -> None:
        import bittensor

        self.arena = arena
        self.chain = Chain(port)
        self.chain.wait_for(1)
        clock.set_clock(self.chain.moment(1))
        self.is_nine = bittensor.__version__.startswith("9.")
        self.sdk = bittensor.Subtensor(network=f"ws://127.0.0.1:{port}")
        self.bob, self.charlie = (Person(name, folder) for name in ("Bob", "Charlie"))

    def run(self, report: Report) -> None:
        self.chain.wait_for(EPOCH.start)
        report.row("set weights, sealed", self.seal_weights)
        report.row("set a sealed commitment", self.seal_commitment)
        report.row("plain weights", self.plain_weights)
        report.row("all state and blocks before", self.hidden)
        report.row("the commitment is revealed", self.commitment_revealed)
        report.row("read a revealed commitment", self.read_revealed)
        report.row("the weights are revealed", self.weights_revealed)
        report.row("metagraph with weights", self.metagraph)
        report.row("all state after", self.shown)
        report.row("(a validator judges the code)", lambda: self.arena.judged(self.charlie.hotkey_address))

    def seal_weights(self) -> tuple[str, bool]:
        more = {} if self.is_nine else {"wait_for_revealed_execution": False}
        answer = self.sdk.set_weights(
            wallet=self.bob.wallet,
            netuid=NETUID,
            uids=[0, 2],
            weights=[0.25, 0.75],
            version_key=0,
            block_time=1.0,
            wait_for_inclusion=True,
            wait_for_finalization=False,
            **more,
        )
        # Version 9 counts epochs by the block, as a chain without epochs as state does.
        head = self.chain.head()
        epoch = (head + NETUID + 1) // 11 if self.is_nine else number(self.chain.subnet("SubnetEpochIndex"))
        parts = twox(NETUID.to_bytes(2, "little"), 64) + NETUID.to_bytes(2, "little")
        parts += twox(epoch.to_bytes(8, "little"), 64) + epoch.to_bytes(8, "little")
        commits = self.chain.stored("SubtensorModule", "TimelockedWeightCommits", parts)
        block, reveal_round = number(commits[33:41]), number(commits[-8:])
        self.committed = block
        is_ours = commits[0] == 4 and commits[1:33] == self.bob.hotkey
        rows = f"for round {reveal_round}, in block {block} of epoch {epoch}"
        return rows, succeeded(answer) and is_ours and reveal_round == ROUND and block in EPOCH

    def seal_commitment(self) -> tuple[str, bool]:
        blocks = round(GENESIS + 3 * ROUND + 1 - time.time())
        more = {} if self.is_nine else {"wait_for_revealed_execution": False}
        answer = self.sdk.set_reveal_commitment(
            wallet=self.charlie.wallet, netuid=NETUID, data=SECRET, blocks_until_reveal=blocks, block_time=1, **more
        )
        stored = self.chain.commitment(self.charlie.hotkey)
        reveal_round = number(stored[-8:])
        return f"{len(stored)} bytes for round {reveal_round}", succeeded(answer) and reveal_round == ROUND

    def plain_weights(self) -> tuple[str, bool]:
        arguments = {"netuid": NETUID, "dests": [0, 2], "weights": [1, 2], "version_key": 0}
        call = self.sdk.substrate.compose_call("SubtensorModule", "set_weights", arguments)
        extrinsic = self.sdk.substrate.create_signed_extrinsic(call, self.bob.wallet.hotkey)
        receipt = self.sdk.substrate.submit_extrinsic(extrinsic, wait_for_inclusion=True)
        name = receipt.error_message["name"]
        return f"refused, {name}", not receipt.is_success and name == "CommitRevealEnabled"

    def hidden(self) -> tuple[str, bool]:
        """Looks at everything in each block until the round is due, as it was at the time and later."""
        size, block = 0, 1
        while True:
            self.chain.wait_for(block)
            if self.chain.moment(block) >= DUE:
                break
            dump = self.chain.everything(block)
            size += len(dump)
            if ADDRESS.encode() in dump or self.chain.weights(1, block):
                return f"the secret lies open in block {block}", False
            block += 1
        self.first = block
        return f"blocks 1 to {block - 1}, {size} bytes: neither address nor weights", block > 2

    def commitment_revealed(self) -> tuple[str, bool]:
        before, after = (self.chain.revealed(self.charlie.hotkey, block) for block in (self.first - 1, self.first))
        late = self.chain.moment(self.first) - DUE
        text = SECRET.encode()
        block = number(after[-8:])
        is_it = before is None and after[0] == 4 and after[-8 - len(text) : -8] == text
        row = f"in block {block}, {late:.1f} s after its round"
        return row, is_it and block == self.first and 0 <= late < 2

    def read_revealed(self) -> tuple[str, bool]:
        seen = self.sdk.get_revealed_commitment(NETUID, 2)
        return f"{seen!r}"[:60], tuple(seen) == ((self.first, SECRET),)

    def weights_revealed(self) -> tuple[str, bool]:
        """The first block of the next epoch, by the chain's own count, is where sealed weights are opened."""
        block = self.first
        while not self.chain.weights(1, block):
            block += 1
            self.chain.wait_for(block)
        pairs, begun = self.chain.weights(1, block), (self.committed + NETUID + 1) // 11 * 11 + 11 - NETUID - 1
        updates = self.chain.subnet("LastUpdate")
        ratio = pairs[1][1] / max(pairs[0][1], 1)
        is_right = [uid for uid, _ in pairs] == [0, 2] and pairs[1][1] == 65535 and abs(ratio - 3) < 0.001
        untouched = number(updates[9:17]) == self.committed
        return f"{pairs} in block {block}, epoch from {begun}", is_right and block == begun and untouched

    def metagraph(self) -> tuple[str, bool]:
        row = list(self.sdk.metagraph(netuid=NETUID, lite=False).weights[1])
        return f"{[round(float(weight), 3) for weight in row]}", abs(row[2] / row[0] - 3) < 0.001

    def shown(self) -> tuple[str, bool]:
        dump = self.chain.everything(self.chain.head())
        return "the address is there", ADDRESS.encode() in dump


class Relay(http.server.BaseHTTPRequestHandler):
    """A relay of drand that has one round."""

    def do_GET(self) -> None:
        body = {f"/{HASH}/info": INFO, f"/{HASH}/public/{ROUND}": PULSES.read_text()}.get(self.path, "")
        self.send_response(200 if body else 425)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


def asks_drand(program: str) -> tuple[str, bool]:
    """A chain that begins two seconds before the round asks a relay for it and stores it."""
    relay = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Relay)
    threading.Thread(target=relay.serve_forever, daemon=True).start()
    options = ["--beacon", "drand", "--drand-endpoint", "http://127.0.0.1:1"]
    options += ["--drand-endpoint", f"http://127.0.0.1:{relay.server_port}"]
    node, port = start(program, DUE - 2, options)
    try:
        chain = Chain(port)
        key = ROUND.to_bytes(8, "little")
        for block in range(1, 60):
            chain.wait_for(block)
            stored = chain.stored("Drand", "Pulses", blake(key), block=block)
            if stored:
                late = chain.moment(block) - DUE
                return f"in block {block}, {late:.1f} s after it was due", stored[:8] == key and 0 <= late < 10
        return "the round never came", False
    finally:
        node.terminate()
        node.wait(timeout=10)
        relay.shutdown()


def start(program: str, moment: int, options: list[str]) -> tuple[subprocess.Popen, int]:
    """Starts a chain at a moment and returns it with its port."""
    command = [program, "chain", "run", "--port", "0", "--block-time", "1", "--fast-epochs", "--commit-reveal"]
    command += ["--starts-at", str(moment), *options]
    node = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clock.true_environment())
    line = next(line for line in node.stdout if line.startswith("listening at"))
    return node, int(line.rsplit(":", 1)[1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="the program tiltyard")
    arguments = parser.parse_args()
    signal.alarm(300)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        import bittensor

        options = [] if bittensor.__version__.startswith("9.") else ["--stateful-epochs"]
        node, port = start(arguments.program, START, ["--beacon", "recorded", "--pulses", str(PULSES), *options])
        try:
            report = Report(f"{bittensor.__version__}, sealed")
            arena = Arena(arguments.program, Path(folder), port)
            with arena.validator():
                Tour(port, folder, arena).run(report)
        finally:
            node.terminate()
            status = node.wait(timeout=10)
        report.row("(a relay of drand is asked)", lambda: asks_drand(arguments.program))
    print(f"{report.rows - report.failed} of {report.rows} agree; the node ended with status {status}", flush=True)
    # Threads of the SDK may still wait for the node.
    os._exit(1 if report.failed or status else 0)


if __name__ == "__main__":
    clock.restart_with_own_clock()
    sys.exit(main())
