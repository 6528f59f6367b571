"""Lets the unmodified Bittensor SDK use the chain of `tiltyard chain run`, and checks from our side what it did.

    python Tests/InteropTests/node.py --program .build/debug/tiltyard

It runs in a virtual environment with one of the pinned versions of the SDK; `make interop` makes both. What the SDK
says is not believed: after every step the state is read over plain JSON-RPC, with storage keys and values made and read
by the code below. Every row says what was tried; the status is 1 when anything disagreed.
"""

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

NETUID = 1
RAO = 10**9
URL = "https://example.org/train.py"


class Reader:
    """Reads the chain without the SDK."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def call(self, method: str, *parameters: object) -> object:
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": list(parameters)}).encode()
        request = urllib.request.Request(self.address, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as reply:
            answer = json.load(reply)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def head(self) -> int:
        return int(self.call("chain_getHeader")["number"], 16)

    def stored(self, pallet: str, item: str, *parts: bytes, block: int | None = None) -> bytes | None:
        key = twox(pallet.encode(), 128) + twox(item.encode(), 128) + b"".join(parts)
        where = [] if block is None else [self.call("chain_getBlockHash", block)]
        value = self.call("state_getStorageAt", "0x" + key.hex(), *where)
        return None if value is None else bytes.fromhex(value[2:])

    def free(self, account: bytes, block: int | None = None) -> int:
        return number(self.stored("System", "Account", blake(account), block=block)[16:24])

    def nonce(self, account: bytes) -> int:
        return number(self.stored("System", "Account", blake(account))[:4])

    def subnet(self, item: str, *parts: bytes) -> bytes | None:
        return self.stored("SubtensorModule", item, NETUID.to_bytes(2, "little"), *parts)

    def commitment(self, hotkey: bytes) -> bytes | None:
        return self.stored("Commitments", "CommitmentOf", NETUID.to_bytes(2, "little"), twox(hotkey, 64) + hotkey)


def twox(data: bytes, bits: int) -> bytes:
    import xxhash

    return b"".join(xxhash.xxh64(data, seed=seed).digest()[::-1] for seed in range(bits // 64))


def blake(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest() + data


def number(data: bytes) -> int:
    return int.from_bytes(data, "little")


class Report:
    """Rows of what the SDK did and what the chain says of it."""

    def __init__(self, version: str) -> None:
        self.failed = 0
        self.rows = 0
        print(f"bittensor {version}\n{'':4} {'what the SDK did':<34} {'what the chain says':<62} seconds")

    def row(self, what: str, step: object) -> None:
        start = time.time()
        try:
            found, agrees = step()
        except Exception as error:
            found, agrees = f"{type(error).__name__}: {error}"[:200], False
        self.rows += 1
        self.failed += not agrees
        print(f"{'ok' if agrees else 'BAD':<4} {what:<34} {found!s:<62} {time.time() - start:7.2f}", flush=True)


class Person:
    """A development account: its wallet, and its keys as bytes."""

    def __init__(self, name: str, folder: str) -> None:
        from bittensor_wallet import Keypair, Wallet

        cold, hot = Keypair.create_from_uri(f"//{name}"), Keypair.create_from_uri(f"//{name}Hot")
        self.wallet = Wallet(name=name.lower(), hotkey="default", path=folder)
        self.wallet.set_coldkey(cold, encrypt=False, overwrite=True)
        self.wallet.set_coldkeypub(cold, overwrite=True)
        self.wallet.set_hotkey(hot, encrypt=False, overwrite=True)
        self.coldkey, self.hotkey = bytes(cold.public_key), bytes(hot.public_key)
        self.coldkey_address, self.hotkey_address = cold.ss58_address, hot.ss58_address


def succeeded(answer: object) -> bool:
    """Whether the SDK says that it succeeded: versions answer a truth value, a tuple or an object."""
    if isinstance(answer, bool):
        return answer
    return bool(answer[0] if isinstance(answer, tuple) else answer.success)


class Tour:
    """Everything that is tried, in order; later steps build on earlier ones."""

    def __init__(self, port: int, folder: str) -> None:
        import bittensor

        self.bittensor = bittensor
        self.is_nine = bittensor.__version__.startswith("9.")
        self.reader = Reader(port)
        self.folder = folder
        self.port = port
        self.sdk = None
        self.transfer_block = 0

    def run(self, report: Report) -> None:
        report.row("metadata 14 and 15 read", self.metadata)
        report.row("connect", self.connect)
        self.bob, self.charlie, self.dave = (Person(name, self.folder) for name in ("Bob", "Charlie", "Dave"))
        for what, step in [
            ("block", self.block),
            ("metagraph", self.metagraph),
            ("metagraph with weights", self.full_metagraph),
            ("hyperparameters", self.hyperparameters),
            ("balance", self.balance),
            ("transfer", self.transfer),
            ("balance at an earlier block", self.history),
            ("events of the transfer", self.events),
            ("burned registration", self.register),
            ("serve axon", self.serve),
            ("set weights", self.weights),
            ("set a commitment", self.commit),
            ("read a commitment", self.read_commitment),
            ("set a sealed commitment", self.seal),
            ("transfer stake", self.transfer_stake),
            ("a call that is refused", self.refusal),
            ("wait for a block", self.wait),
        ]:
            report.row(what, step)

    def metadata(self) -> tuple[str, bool]:
        old = bytes.fromhex(self.reader.call("state_getMetadata")[2:])
        new = bytes.fromhex(self.reader.call("state_call", "Metadata_metadata_at_version", "0x0f000000")[2:])
        if self.is_nine:
            import bt_decode
            from scalecodec.base import RuntimeConfigurationObject, ScaleBytes
            from scalecodec.type_registry import load_type_registry_preset

            bt_decode.MetadataV15.decode_from_metadata_option(new)
            configuration = RuntimeConfigurationObject()
            configuration.update_type_registry(load_type_registry_preset("core"))
            decoded = configuration.create_scale_object("MetadataVersioned", ScaleBytes(old))
            decoded.decode()
            return f"{len(decoded.pallets)} pallets by scalecodec, V15 by bt-decode", len(decoded.pallets) >= 8
        return f"{len(old)} and {len(new)} bytes", old[:5] == b"meta\x0e" and b"meta\x0f" in new[:12]

    def connect(self) -> tuple[str, bool]:
        self.sdk = self.bittensor.Subtensor(network=f"ws://127.0.0.1:{self.port}")
        version = self.reader.call("state_getRuntimeVersion")["specVersion"]
        return f"specification {version}", self.sdk.substrate.chain == self.reader.call("system_chain")

    def block(self) -> tuple[str, bool]:
        block, ours = self.sdk.block, self.reader.head()
        return f"block {ours}", block <= ours <= block + 4

    def metagraph(self) -> tuple[str, bool]:
        graph = self.sdk.metagraph(netuid=NETUID)
        keys = [self.reader.subnet("Keys", uid.to_bytes(2, "little")) for uid in range(3)]
        permits = list(self.reader.subnet("ValidatorPermit")[1:])
        same = [self.address(key) for key in keys] == graph.hotkeys
        return f"{len(keys)} uids, permits {permits}", same and permits == [int(p) for p in graph.validator_permit]

    def full_metagraph(self) -> tuple[str, bool]:
        graph = self.sdk.metagraph(netuid=NETUID, lite=False)
        return f"{len(graph.weights)} rows", len(graph.weights) == number(self.reader.subnet("SubnetworkN"))

    def hyperparameters(self) -> tuple[str, bool]:
        values = self.sdk.get_subnet_hyperparameters(NETUID)
        tempo = number(self.reader.subnet("Tempo"))
        return f"tempo {tempo}", values.tempo == tempo and values.commit_reveal_weights_enabled is False

    def balance(self) -> tuple[str, bool]:
        ours = self.reader.free(self.bob.coldkey)
        return f"{ours} rao", self.sdk.get_balance(self.bob.coldkey_address).rao == ours

    def transfer(self) -> tuple[str, bool]:
        before = self.reader.free(self.charlie.coldkey), self.reader.free(self.bob.coldkey)
        amount = self.bittensor.Balance.from_tao(1.5)
        to = {"dest" if self.is_nine else "destination_ss58": self.charlie.coldkey_address}
        answer = self.sdk.transfer(wallet=self.bob.wallet, amount=amount, wait_for_inclusion=True, **to)
        got = self.reader.free(self.charlie.coldkey) - before[0]
        paid = before[1] - self.reader.free(self.bob.coldkey)
        self.transfer_block = self.reader.head()
        return f"{got} rao came, {paid - got} rao of fee", succeeded(answer) and got == 1_500_000_000 < paid

    def history(self) -> tuple[str, bool]:
        theirs = self.sdk.get_balance(self.charlie.coldkey_address, block=1).rao
        ours = self.reader.free(self.charlie.coldkey, block=1)
        return f"{ours} rao at block 1", theirs == ours != self.reader.free(self.charlie.coldkey)

    def events(self) -> tuple[str, bool]:
        for block in range(self.transfer_block, self.transfer_block - 5, -1):
            events = self.sdk.substrate.get_events(block_hash=self.sdk.get_block_hash(block))
            names = [f"{event['event']['module_id']}.{event['event']['event_id']}" for event in events]
            if "Balances.Transfer" in names:
                count = number(self.reader.stored("System", "EventCount", block=block))
                return f"{count} events in block {block}", count == len(names)
        return "no transfer in the last blocks", False

    def register(self) -> tuple[str, bool]:
        before = self.reader.free(self.dave.coldkey)
        answer = self.sdk.burned_register(wallet=self.dave.wallet, netuid=NETUID)
        uid = number(self.reader.subnet("Uids", blake(self.dave.hotkey)))
        paid = before - self.reader.free(self.dave.coldkey)
        is_there = self.sdk.is_hotkey_registered(netuid=NETUID, hotkey_ss58=self.dave.hotkey_address)
        return f"uid {uid} for {paid} rao", succeeded(answer) and is_there and uid == 3 and paid == RAO

    def serve(self) -> tuple[str, bool]:
        axon = self.bittensor.Axon(
            wallet=self.dave.wallet, port=8091, ip="127.0.0.1", external_ip="10.0.0.7", external_port=8091
        )
        answer = self.sdk.serve_axon(netuid=NETUID, axon=axon)
        stored = self.reader.subnet("Axons", blake(self.dave.hotkey))
        ip, port = number(stored[12:28]), number(stored[28:30])
        seen = self.sdk.metagraph(NETUID).axons[3]
        return f"{ip:#x}:{port}", succeeded(answer) and (ip, port) == (0x0A000007, 8091) and seen.ip == "10.0.0.7"

    def weights(self) -> tuple[str, bool]:
        more = {} if self.is_nine else {"wait_for_revealed_execution": False}
        answer = self.sdk.set_weights(
            wallet=self.bob.wallet,
            netuid=NETUID,
            uids=[0, 2],
            weights=[0.25, 0.75],
            wait_for_inclusion=True,
            wait_for_finalization=False,
            **more,
        )
        stored = self.reader.subnet("Weights", (1).to_bytes(2, "little"))
        pairs = [(number(stored[1 + 4 * i : 3 + 4 * i]), number(stored[3 + 4 * i : 5 + 4 * i])) for i in range(2)]
        ratio = pairs[1][1] / max(pairs[0][1], 1)
        return f"{pairs}", succeeded(answer) and stored[0] == 8 and abs(ratio - 3) < 0.01

    def commit(self) -> tuple[str, bool]:
        method = self.sdk.commit if self.is_nine else self.sdk.set_commitment
        answer = method(wallet=self.charlie.wallet, netuid=NETUID, data="hello world")
        stored = self.reader.commitment(self.charlie.hotkey)
        return f"{stored[12:]!r}", succeeded(answer) and stored[12:] == b"\x04\x0chello world"

    def read_commitment(self) -> tuple[str, bool]:
        one = self.sdk.get_commitment(NETUID, 2)
        every = self.sdk.get_all_commitments(NETUID)
        return f"{one!r}", one == "hello world" and every == {self.charlie.hotkey_address: "hello world"}

    def seal(self) -> tuple[str, bool]:
        answer = self.sdk.set_reveal_commitment(
            wallet=self.charlie.wallet, netuid=NETUID, data="a" * 64 + ":" + URL, blocks_until_reveal=1
        )
        stored = self.reader.commitment(self.charlie.hotkey)
        index = self.reader.stored("Commitments", "TimelockedIndex")
        waits = index[1:] == NETUID.to_bytes(2, "little") + self.charlie.hotkey
        length = number(stored[14:16]) >> 2
        return f"{length} bytes for round {number(stored[-8:])}", succeeded(answer) and stored[13] == 134 and waits

    def transfer_stake(self) -> tuple[str, bool]:
        amount = self.bittensor.Balance.from_tao(5).set_unit(NETUID)
        answer = self.sdk.transfer_stake(
            wallet=self.bob.wallet,
            destination_coldkey_ss58=self.charlie.coldkey_address,
            hotkey_ss58=self.bob.hotkey_address,
            origin_netuid=NETUID,
            destination_netuid=NETUID,
            amount=amount,
            wait_for_inclusion=True,
        )
        parts = blake(self.bob.hotkey) + blake(self.charlie.coldkey) + NETUID.to_bytes(2, "little")
        stake = number(self.reader.stored("SubtensorModule", "Alpha", parts)) >> 64
        return f"{stake} rao", succeeded(answer) and stake == 5 * RAO

    def refusal(self) -> tuple[str, bool]:
        before = self.reader.nonce(self.charlie.hotkey)
        arguments = {"netuid": NETUID, "dests": [0, 2], "weights": [1, 2], "version_key": 10**7}
        call = self.sdk.substrate.compose_call("SubtensorModule", "set_weights", arguments)
        extrinsic = self.sdk.substrate.create_signed_extrinsic(call, self.charlie.wallet.hotkey)
        receipt = self.sdk.substrate.submit_extrinsic(extrinsic, wait_for_inclusion=True)
        name = receipt.error_message["name"]
        counted = self.reader.nonce(self.charlie.hotkey) == before + 1
        return name, not receipt.is_success and name == "NeuronNoValidatorPermit" and counted

    def wait(self) -> tuple[str, bool]:
        target = self.sdk.get_current_block() + 2
        self.sdk.wait_for_block(target)
        return f"block {self.reader.head()}", self.reader.head() >= target

    def address(self, key: bytes) -> str:
        from bittensor_wallet import Keypair

        return Keypair(public_key="0x" + key.hex(), ss58_format=42).ss58_address if self.is_nine else encode(key)


def encode(key: bytes) -> str:
    """The address of an account on networks without a prefix of their own."""
    letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    body = b"\x2a" + key
    value = int.from_bytes(body + hashlib.blake2b(b"SS58PRE" + body).digest()[:2], "big")
    text = ""
    while value:
        value, digit = divmod(value, 58)
        text = letters[digit] + text
    return text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="the program tiltyard")
    parser.add_argument("--block-time", default="0.25", help="seconds between two blocks")
    arguments = parser.parse_args()
    # The SDK tries some things again for ever.
    signal.alarm(180)
    with tempfile.TemporaryDirectory() as folder:
        # The SDK writes into the home folder.
        os.environ["HOME"] = folder
        command = [arguments.program, "chain", "run", "--port", "0", "--block-time", arguments.block_time]
        node = subprocess.Popen([*command, "--fast-epochs"], stdout=subprocess.PIPE, text=True)
        try:
            line = next(line for line in node.stdout if line.startswith("listening at"))
            import bittensor

            report = Report(bittensor.__version__)
            Tour(int(line.rsplit(":", 1)[1]), folder).run(report)
        finally:
            node.terminate()
            status = node.wait(timeout=10)
    print(f"{report.rows - report.failed} of {report.rows} agree; the node ended with status {status}", flush=True)
    # Threads of the SDK may still wait for the node.
    os._exit(1 if report.failed or status else 0)


if __name__ == "__main__":
    sys.exit(main())
