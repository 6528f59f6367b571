"""Runs the demo and looks all the while whether anything shows what a commitment says before its reveal.

Read is every file of the arena, databases with their logs and free pages included, and on a node (`--network`) its
file, its state, its blocks and what waits there. Sought are the hashes of the demo's submissions, with which commitment
and address begin, as text and as bytes. Left out is `uploads`, where the code itself lies under its hash. After the
reveals all of them have to be found: what is sought can be seen.
"""

import argparse
import contextlib
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fault_cast import REPOSITORY
from node_process import REVEALED, SEALED, Node

ENTRIES = ("baseline", "faster", "clock-patcher", "step-skipper", "answer-seeker")
DEMO_SECONDS = 400.0
NODE_BLOCK_SECONDS = 1.0
# How often each commitment has to be looked for while it is sealed.
LEAST_LOOKS = 2


def needles(name: str) -> tuple[bytes, bytes]:
    """Returns what tells of a submission: the digits that its commitment begins with, and the hash."""
    digest = hashlib.sha256((REPOSITORY / f"Sources/tiltyard/Demo/Submissions/{name}.py").read_bytes())
    return digest.hexdigest()[:32].encode(), digest.digest()


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Returns the name and the content of every file in a folder, but for uploads."""
    for path in sorted(folder.rglob("*")):
        if "uploads" not in path.relative_to(folder).parts:
            with contextlib.suppress(OSError):
                yield path.name, path.read_bytes()


def hotkeys(home: Path) -> dict[str, dict]:
    """Returns the keyfiles of the demo's competitors, as far as they are there."""
    paths = [(name, home / "wallets/default/hotkeys" / name) for name in ENTRIES]
    return {name: json.loads(path.read_text()) for name, path in paths if path.exists()}


class Embedded:
    """The embedded chain, and what of it is revealed."""

    def __init__(self, home: Path) -> None:
        self.home, self.options = home, ["--port", "0"]

    def contents(self) -> list[tuple[str, bytes]]:
        """Returns everything that can be read."""
        return list(files(self.home))

    def progress(self) -> tuple[set[str], set[str]]:
        """Returns the names of whose commitments are sealed, and of whose are not any more."""
        path, query = f"{self.home}/chain.sqlite", "SELECT hotkey, reveal_block > block FROM commitments, head"
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as chain:
            rows = dict(chain.execute(query).fetchall())
        names = {name: rows.get(key["ss58Address"]) for name, key in hotkeys(self.home).items()}
        return tuple({name for name, value in names.items() if value == state} for state in (1, 0))


class OnNode(Embedded):
    """The chain of a node, and what of it is revealed."""

    def __init__(self, home: Path, node: Node) -> None:
        self.home, self.node, self.options = home, node, ["--network", node.address]

    def contents(self) -> list[tuple[str, bytes]]:
        """Returns everything that can be read."""
        return [*files(self.home), *files(self.node.folder), *self.node.everything().items()]

    def progress(self) -> tuple[set[str], set[str]]:
        """Returns the names of whose commitments are sealed, and of whose are not any more."""
        sealed, revealed = self.node.accounts(SEALED), self.node.accounts(REVEALED)
        keys = {name: key["publicKey"].removeprefix("0x") for name, key in hotkeys(self.home).items()}
        return tuple({name for name, key in keys.items() if key in group} for group in (sealed - revealed, revealed))


class Watch:
    """What was looked for, and what was found too early."""

    def __init__(self, place: Embedded) -> None:
        self.place, self.looks, self.bytes, self.problems = place, Counter(), 0, set()

    def look(self) -> bool:
        """Reads everything, and then asks what was sealed all the while; says whether all is revealed."""
        contents = self.place.contents()
        sealed, revealed = self.place.progress()
        self.looks.update(sealed)
        self.bytes += sum(len(data) for _, data in contents)
        for name in set(ENTRIES) - revealed:
            shown = {source for source, data in contents if any(needle in data for needle in needles(name))}
            self.problems |= {f"{source} shows {name} before its reveal" for source in shown}
        return len(revealed) == len(ENTRIES)

    def finish(self) -> None:
        """Makes sure that everything was looked for while it was sealed, and can be seen now."""
        contents = self.place.contents()
        for name in ENTRIES:
            if self.looks[name] < LEAST_LOOKS:
                self.problems.add(f"{name} was looked for {self.looks[name]} times only while it was sealed")
            if not any(needle in data for _, data in contents for needle in needles(name)):
                self.problems.add(f"{name} is not seen after its reveal either")


def watch_demo(program: str, place: Embedded, log: Path) -> Watch:
    """Runs a demo to its end and looks meanwhile."""
    watch, began = Watch(place), time.monotonic()
    command = [program, "demo", "--once", "--json", "--home", str(place.home), *place.options]
    with open(log, "wb") as file:
        demo = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
    try:
        while demo.poll() is None and time.monotonic() - began < DEMO_SECONDS:
            is_over = False
            # Before the chain is there, nothing can be asked of it.
            with contextlib.suppress(sqlite3.OperationalError):
                is_over = watch.look()
            time.sleep(1.0 if is_over else 0.02)
    finally:
        demo.send_signal(signal.SIGTERM)
        if (status := demo.wait(60)) != 0:
            watch.problems.add(f"the demo ended with status {status}: {log.read_text(errors='replace')[-500:]}")
    watch.finish()
    return watch


def main() -> int:
    """Watches a demo, prints what was looked at and what was found, and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/debug/tiltyard")
    parser.add_argument("--network", action="store_true", help="on a node of tiltyard chain run")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    with tempfile.TemporaryDirectory(prefix="tiltyard-seal-") as folder:
        node = Node(program, Path(folder) / "node", NODE_BLOCK_SECONDS)
        try:
            if options.network:
                node.start()
            home = Path(folder) / "home"
            place = OnNode(home, node) if options.network else Embedded(home)
            watch = watch_demo(program, place, Path(folder) / "demo.log")
        finally:
            node.kill()
    looks = ", ".join(f"{name} {watch.looks[name]}" for name in ENTRIES)
    print(f"looked while sealed: {looks}; {watch.bytes / 1e6:.0f} MB read in all")
    print("\n".join(sorted(watch.problems)) or "nothing was shown before its reveal; after it everything was found")
    return 1 if watch.problems else 0


if __name__ == "__main__":
    sys.exit(main())
