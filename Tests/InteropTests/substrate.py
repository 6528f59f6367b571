"""Holds the Swift target `Substrate` against other implementations: wallets, signatures, keyfiles, extrinsics.

It takes a virtual environment with bittensor-wallet==4.0.1 and scalecodec==1.2.11, and the program `SubstrateProbe`:

    swift build -c release --product SubstrateProbe
    python Tests/InteropTests/substrate.py --probe .build/release/SubstrateProbe [--metadata FILE] [--messages 1000]

`--metadata` names metadata of version 14 of a Bittensor chain; without it, extrinsics and costs are left out. Every row
is printed with what was tried; the status is 1 when anything disagreed.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from bittensor_wallet import Keyfile, Keypair

PHRASE = "bottom drive obey lake curtain smoke basket hold race lonely fit walk"
PASSWORD = "correct horse ö"


class Probe:
    """The Swift side, asked one request a line."""

    def __init__(self, program: str) -> None:
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, method: str, *parameters: object) -> object:
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(parameters)}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer["result"]

    def refuses(self, method: str, *parameters: object) -> bool:
        try:
            self.ask(method, *parameters)
        except RuntimeError:
            return True
        return False


class Report:
    """Counts what agreed."""

    def __init__(self) -> None:
        self.failed = 0

    def row(self, what: str, outcomes: list[bool]) -> None:
        agreed = sum(outcomes)
        self.failed += len(outcomes) - agreed
        print(f"{'ok ' if agreed == len(outcomes) else 'BAD'}  {what:<58} {agreed}/{len(outcomes)}", flush=True)


def signatures(probe: Probe, report: Report, count: int, dice: random.Random) -> None:
    """Random messages of up to 600 bytes, each signed by both sides and checked by the other."""
    ours, theirs, refused = [], [], []
    for number in range(count):
        uri = f"//interop//{number % 50}"
        pair = Keypair.create_from_uri(uri)
        message = dice.randbytes(dice.randrange(600))
        text = "0x" + message.hex()
        ours.append(pair.verify(message, bytes.fromhex(probe.ask("sign", uri, text)[2:])))
        signature = "0x" + bytes(pair.sign(message)).hex()
        key = "0x" + bytes(pair.public_key).hex()
        theirs.append(probe.ask("verify", key, text, signature))
        damaged = bytearray.fromhex(signature[2:])
        damaged[dice.randrange(64)] ^= 1 << dice.randrange(8)
        refused.append(not probe.ask("verify", key, text, "0x" + damaged.hex()))
    report.row("signatures by us, checked by bittensor-wallet", ours)
    report.row("signatures by bittensor-wallet, checked by us", theirs)
    report.row("damaged signatures refused by us", refused)


def secrets(probe: Probe, report: Report, dice: random.Random) -> None:
    """Secret URIs and phrases give the same addresses."""
    uris = ["//Alice", "//Bob//stash", "//0", "//007", "//" + "long" * 12, "//Alice///password", PHRASE + "//x"]
    uris += [f"0x{dice.randbytes(32).hex()}//{number}" for number in range(50)]
    report.row("secret URIs", [probe.ask("address", u) == Keypair.create_from_uri(u).ss58_address for u in uris])
    phrases = [Keypair.generate_mnemonic(words) for words in (12, 15, 18, 21, 24) for _ in range(20)]
    same = [probe.ask("address", p) == Keypair.create_from_mnemonic(p).ss58_address for p in phrases]
    report.row("phrases of 12 to 24 words", same)


def keyfiles(probe: Probe, report: Report) -> None:
    """Files written by each side and opened by the other, plain and encrypted."""
    plain_read, plain_written = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "key"
        for words in (12, 24):
            phrase = Keypair.generate_mnemonic(words)
            pair = Keypair.create_from_mnemonic(phrase)
            path.write_bytes(bytes.fromhex(probe.ask("writeKeyfile", phrase, None)[2:]))
            plain_written.append(Keyfile(str(path), "key").keypair.ss58_address == pair.ss58_address)
            Keyfile(str(path), "key").set_keypair(pair, encrypt=False, overwrite=True)
            read = probe.ask("readKeyfile", "0x" + path.read_bytes().hex(), None)
            plain_read.append(read == pair.ss58_address)
        report.row("keyfiles by us, read by bittensor-wallet", plain_written)
        report.row("keyfiles by bittensor-wallet, read by us", plain_read)
        pair = Keypair.create_from_mnemonic(PHRASE)
        path.write_bytes(bytes.fromhex(probe.ask("writeKeyfile", PHRASE, PASSWORD)[2:]))
        opened = Keyfile(str(path), "key").get_keypair(PASSWORD)
        report.row("encrypted keyfile by us, opened by bittensor-wallet", [opened.ss58_address == pair.ss58_address])
        Keyfile(str(path), "key").set_keypair(pair, encrypt=True, overwrite=True, password=PASSWORD)
        sealed = "0x" + path.read_bytes().hex()
        read = probe.ask("readKeyfile", sealed, PASSWORD)
        report.row("encrypted keyfile by bittensor-wallet, opened by us", [read == pair.ss58_address])
        wrong = [probe.refuses("readKeyfile", sealed, "wrong"), probe.refuses("readKeyfile", sealed, None)]
        report.row("wrong and missing passwords refused by us", wrong)


def extrinsics(probe: Probe, report: Report, metadata: bytes, dice: random.Random) -> None:
    """Extrinsics by us, decoded by scalecodec; metadata written as it was read."""
    from scalecodec.base import RuntimeConfigurationObject, ScaleBytes
    from scalecodec.type_registry import load_type_registry_preset

    text = "0x" + metadata.hex()
    report.row("metadata written as it was read", [probe.ask("metadata", text) == text])
    configuration = RuntimeConfigurationObject(ss58_format=42)
    configuration.update_type_registry(load_type_registry_preset("core"))
    described = configuration.create_scale_object("MetadataVersioned", ScaleBytes(metadata))
    described.decode()
    configuration.add_portable_registry(described)
    outcomes = []
    for number in range(40):
        uids = dice.sample(range(65536), dice.randrange(1, 200))
        weights = [dice.randrange(65536) for _ in uids]
        nonce, block, period = dice.randrange(1 << 20), dice.randrange(1 << 22), dice.choice([0, 8, 64, 4096])
        genesis, birth = "0x" + dice.randbytes(32).hex(), "0x" + dice.randbytes(32).hex()
        uri = f"//interop//{number}"
        sent = probe.ask("setWeights", text, uri, uids, weights, nonce, block, period, genesis, birth)
        extrinsic = configuration.create_scale_object("Extrinsic", ScaleBytes(sent), metadata=described)
        value = extrinsic.decode()
        arguments = {each["name"]: each["value"] for each in value["call"]["call_args"]}
        agrees = arguments["dests"] == uids and arguments["weights"] == weights and value["nonce"] == nonce
        outcomes.append(agrees and value["address"] == Keypair.create_from_uri(uri).ss58_address)
    report.row("extrinsics by us, decoded by scalecodec", outcomes)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--probe", required=True, help="the program SubstrateProbe")
    parser.add_argument("--metadata", help="a file with metadata of version 14")
    parser.add_argument("--messages", type=int, default=1000, help="how many messages are signed by each side")
    parser.add_argument("--seed", type=int, default=1, help="of the random messages")
    options = parser.parse_args()
    dice = random.Random(options.seed)
    os.environ["HOME"] = tempfile.mkdtemp()
    probe, report = Probe(options.probe), Report()
    secrets(probe, report, dice)
    signatures(probe, report, options.messages, dice)
    keyfiles(probe, report)
    if options.metadata:
        metadata = Path(options.metadata).read_bytes()
        extrinsics(probe, report, metadata, dice)
        for name, value in sorted(probe.ask("bench", "0x" + metadata.hex()).items()):
            print(f"     {name:<20} {value}")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
