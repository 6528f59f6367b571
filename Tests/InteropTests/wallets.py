"""Holds `tiltyard wallet` against the network's own bittensor-wallet: files, phrases and signatures, both ways.

It takes the virtual environment of an interop recipe and the program:

    .build/interop/9/bin/python Tests/InteropTests/wallets.py --program .build/debug/tiltyard [--signatures 1000]

Every row is printed with what was tried; the status is 1 when anything disagreed. Nothing outside a temporary folder is
written, and nothing of a wallet that is there is read.
"""

import argparse
import importlib.metadata
import json
import os
import random
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

PASSWORD = "correct horse ö"


class Report:
    """Counts what agreed."""

    def __init__(self) -> None:
        self.failed = 0

    def row(self, what: str, outcomes: list[bool]) -> None:
        agreed = sum(outcomes)
        self.failed += len(outcomes) - agreed
        print(f"{'ok ' if agreed == len(outcomes) else 'BAD'}  {what:<64} {agreed}/{len(outcomes)}", flush=True)


class Ours:
    """Our program, in a folder of wallets."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program = str(Path(program).resolve())
        self.folder = folder

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        command = [self.program, "wallet", *arguments]
        if "verify" not in arguments:
            command += ["--wallet.path", str(self.folder)]
        variables = os.environ | {"PASSWORD": PASSWORD, "WRONG": "wrong horse"}
        return subprocess.run(command, capture_output=True, text=True, env=variables, stdin=subprocess.DEVNULL)

    def json(self, *arguments: str) -> object:
        answer = self.run(*arguments, "--json")
        if answer.returncode != 0:
            raise RuntimeError(f"{arguments}: {answer.stderr.strip()}")
        return json.loads(answer.stdout)

    def addresses(self, wallet: str) -> dict[str, str]:
        """The addresses of a wallet's keys by their names; the coldkey's name is empty."""
        keys = [key for key in self.json("list") if key["wallet"] == wallet]
        return {key.get("hotkey", ""): key.get("address", "-") for key in keys}


def modes(folder: Path) -> list[bool]:
    """Whether every file has the mode 0600 and every folder 0700."""
    wanted = {True: 0o700, False: 0o600}
    return [stat.S_IMODE(path.stat().st_mode) == wanted[path.is_dir()] for path in folder.rglob("*")]


def by_us(ours: Ours, report: Report) -> None:
    """Wallets that we make, opened by the other side."""
    coldkeys, hotkeys, public, phrases = [], [], [], []
    for number, words in enumerate((12, 15, 18, 21, 24)):
        name = f"ours-{number}"
        made = ours.run(
            "create", "--no-password", "--wallet.name", name, "--hotkey", "hk", "--words", str(words), "--show-phrases"
        )
        lines = made.stdout.splitlines()
        theirs = Wallet(name=name, hotkey="hk", path=str(ours.folder))
        known = ours.addresses(name)
        coldkeys.append(theirs.get_coldkey().ss58_address == known[""])
        hotkeys.append(theirs.get_hotkey().ss58_address == known["hk"])
        public.append(theirs.get_coldkeypub().ss58_address == known[""])
        for heading, key in (("coldkey:", known[""]), ("hotkey:", known["hk"])):
            phrase = lines[lines.index(heading) + 1]
            is_whole = len(phrase.split()) == words
            phrases.append(is_whole and Keypair.create_from_mnemonic(phrase).ss58_address == key)
        report.failed += made.returncode
    report.row("plain coldkeys by us, opened by bittensor-wallet", coldkeys)
    report.row("hotkeys by us, opened by bittensor-wallet", hotkeys)
    report.row("coldkeypub.txt by us, read by bittensor-wallet", public)
    report.row("phrases of 12 to 24 words by us, read by bittensor-wallet", phrases)
    report.row("files of mode 0600 in folders of mode 0700", modes(ours.folder))


def by_them(ours: Ours, report: Report) -> None:
    """Wallets that the other side makes, opened by us."""
    coldkeys, hotkeys, phrases, seeds = [], [], [], []
    for number, words in enumerate((12, 15, 18, 21, 24)):
        theirs = Wallet(name=f"theirs-{number}", hotkey="hk", path=str(ours.folder))
        theirs.create_new_coldkey(n_words=words, use_password=False, overwrite=False, suppress=True)
        theirs.create_new_hotkey(n_words=words, use_password=False, overwrite=False, suppress=True)
        known = ours.addresses(theirs.name)
        coldkeys.append(known[""] == theirs.get_coldkey().ss58_address)
        hotkeys.append(known["hk"] == theirs.get_hotkey().ss58_address)
        signed = ours.json("sign", "m", "--coldkey", "--wallet.name", theirs.name)["signature"]
        coldkeys.append(theirs.get_coldkey().verify(b"m", bytes.fromhex(signed)))
        file = ours.folder.parent / "secret"
        phrase = Keypair.generate_mnemonic(words)
        for option, text, outcomes in (
            ("--phrase-file", phrase, phrases),
            ("--seed-file", "0x" + random.randbytes(32).hex(), seeds),
        ):
            file.write_text(text + "\n")
            file.chmod(0o600)
            pair = Keypair.create_from_mnemonic(text) if text == phrase else Keypair.create_from_seed(text)
            taken = ours.json(
                "import", "hotkey", option, str(file), "--wallet.name", "taken", "--hotkey", f"{option[2:6]}{number}"
            )
            outcomes.append(taken["address"] == pair.ss58_address)
    report.row("plain coldkeys by bittensor-wallet, opened by us", coldkeys)
    report.row("hotkeys by bittensor-wallet, opened by us", hotkeys)
    report.row("phrases of 12 to 24 words by bittensor-wallet, taken in by us", phrases)
    report.row("seeds, taken in by us", seeds)


def encrypted(ours: Ours, report: Report) -> None:
    """Each side opens what the other has encrypted, and refuses a wrong password."""
    ours.json("create", "--wallet.name", "locked", "--password-env", "PASSWORD")
    theirs = Wallet(name="locked", path=str(ours.folder))
    opened = theirs.get_coldkey(PASSWORD).ss58_address
    report.row("encrypted coldkey by us, opened by bittensor-wallet", [opened == ours.addresses("locked")[""]])
    other = Wallet(name="theirs-locked", path=str(ours.folder))
    other.create_new_coldkey(use_password=True, overwrite=False, suppress=True, coldkey_password=PASSWORD)
    signing = ["sign", "m", "--coldkey", "--wallet.name", other.name, "--password-env"]
    signed = ours.json(*signing, "PASSWORD")
    good = Keypair(ss58_address=signed["address"]).verify(b"m", bytes.fromhex(signed["signature"]))
    same = signed["address"] == other.get_coldkeypub().ss58_address == ours.addresses(other.name)[""]
    report.row("encrypted coldkey by bittensor-wallet, opened by us", [good, same])
    refused = [ours.run(*signing, "WRONG").returncode == 1, ours.run(*signing, "NOTHING").returncode == 64]
    report.row("wrong and missing passwords refused by us", refused)
    file = str(ours.folder / other.name / "coldkey")
    taken = ours.json("import", "coldkey", "--keyfile", file, "--wallet.name", "copy", "--password-env", "PASSWORD")
    copied = Wallet(name="copy", path=str(ours.folder)).get_coldkey(PASSWORD).ss58_address
    report.row(
        "an encrypted keyfile taken in by us and encrypted again", [copied == signed["address"] == taken["address"]]
    )


def refusals(ours: Ours, report: Report) -> None:
    """What is there stays as it is; what others may read is not used."""
    before = {path: path.read_bytes() for path in ours.folder.rglob("*") if path.is_file()}
    again = [
        ours.run("create", "--no-password", "--wallet.name", "theirs-0", "--hotkey", "hk"),
        ours.run(
            "import",
            "coldkey",
            "--no-password",
            "--wallet.name",
            "theirs-0",
            "--keyfile",
            str(ours.folder / "ours-0/coldkey"),
        ),
    ]
    report.row("keys that are there are not replaced", [answer.returncode == 8 for answer in again])
    unchanged = all(path.read_bytes() == data for path, data in before.items())
    report.row(
        "no file was changed by that", [unchanged, sum(p.is_file() for p in ours.folder.rglob("*")) == len(before)]
    )
    file = ours.folder / "theirs-0/hotkeys/hk"
    file.chmod(0o644)
    open_file = ours.run("sign", "m", "--wallet.name", "theirs-0", "--hotkey", "hk")
    file.chmod(0o600)
    report.row("a hotkey that others may read is not used", [open_file.returncode == 7, "0600" in open_file.stderr])


def signatures(ours: Ours, report: Report, count: int, dice: random.Random) -> None:
    """Random texts, signed by each side and checked by the other."""
    theirs = Wallet(name="theirs-0", hotkey="hk", path=str(ours.folder)).get_hotkey()
    by_us, by_them, damaged = [], [], []
    for _ in range(count):
        length = dice.randrange(1, 80)
        message = "".join(
            chr(dice.choice([dice.randrange(33, 127), dice.randrange(0xA1, 0x2000)])) for _ in range(length)
        )
        message = message if message[0] != "-" else "x" + message
        signed = ours.json("sign", message, "--wallet.name", "theirs-0", "--hotkey", "hk")["signature"]
        by_us.append(theirs.verify(message.encode(), bytes.fromhex(signed)))
        signature = bytearray(theirs.sign(message.encode()))
        checked = ours.run("verify", message, "0x" + signature.hex(), "--address", theirs.ss58_address)
        by_them.append(checked.returncode == 0)
        signature[dice.randrange(64)] ^= 1 << dice.randrange(8)
        checked = ours.run("verify", message, signature.hex(), "--address", theirs.ss58_address)
        damaged.append(checked.returncode == 1)
    report.row("signatures by us, checked by bittensor-wallet", by_us)
    report.row("signatures by bittensor-wallet, checked by us", by_them)
    report.row("damaged signatures refused by us", damaged)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--signatures", type=int, default=1000, help="how many texts each side signs")
    parser.add_argument("--seed", type=int, default=1, help="of the random texts")
    options, _ = parser.parse_known_args()
    print(f"bittensor-wallet {importlib.metadata.version('bittensor-wallet')}", flush=True)
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        ours = Ours(options.program, Path(folder) / "wallets")
        by_us(ours, report)
        by_them(ours, report)
        encrypted(ours, report)
        refusals(ours, report)
        signatures(ours, report, options.signatures, random.Random(options.seed))
    return 1 if report.failed else 0


if __name__ == "__main__":
    # The library looks for a home when it is imported.
    os.environ["HOME"] = tempfile.mkdtemp()
    from bittensor_wallet import Keypair, Wallet

    sys.exit(main())
