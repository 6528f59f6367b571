"""The site against two Python services that answer the same from the same database, under the same load.

    python bench/api/run.py --program .build/release/tiltyard [--rounds 5] [--seconds 8]

The site runs twice, once with answers that lie ready and once without. All servers run throughout; in every round wrk
(Debian's package) loads one after another for as long. Printed are the medians of the rounds, the ratios that are
promised, and what the site holds with a thousand subscribers to its events. Servers and wrk share the processors that
this program may use.
"""

import argparse
import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import board_database

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))

import api_arena
import stock_venv
from process_cost import processor_seconds, resident

# Has every request answered anew.
UNKEPT = ("--kept-answers", "0")
HERE = Path(__file__).resolve().parent
CONNECTIONS = 32
STREAMS = 1000
STREAM_MEGABYTES = 80.0
# What is promised: which rate over which, and how many times as much.
PROMISES = (
    ("uncached", "FastAPI + SQLAlchemy", 8.0),
    ("uncached", "FastAPI + sqlite3 + orjson", 1.5),
    ("cached", "FastAPI + SQLAlchemy", 30.0),
)


@dataclass
class Contender:
    """A server and the way in which it is asked."""

    name: str
    address: str
    process: int
    rates: list[float] = field(default_factory=list)
    lasts: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def load(self, seconds: int) -> None:
        """Has wrk load it, and notes requests a second, the 99th percentile, and processor time a request.

        The last two are in milliseconds. The last one says most where others use the processors as well.
        """
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
        command += [f"{self.address}/leaderboard?limit=100"]
        before = processor_seconds(self.process)
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        used = processor_seconds(self.process) - before
        if failed := re.search(r"Non-2xx.*|Socket errors.*", text):
            raise RuntimeError(f"{self.name}: {failed.group()}")
        self.rates.append(float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)))
        self.costs.append(1000 * used / int(re.search(r"(\d+) requests in", text).group(1)))
        number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
        self.lasts.append(float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit])


def wait_for(address: str) -> None:
    """Waits until a server answers."""
    for _ in range(200):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/leaderboard?limit=1"):
            return
        time.sleep(0.1)
    raise RuntimeError(f"nobody answers at {address}")


@contextlib.contextmanager
def uvicorn(module: str, arena: api_arena.Arena, preset: str) -> Iterator[tuple[str, int]]:
    """Runs one of the Python services, with a worker for each processor."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    python = stock_venv.python("bench/api/requirements.txt")
    command = [python, "-m", "uvicorn", f"{module}:app", "--port", str(port), "--no-access-log", "--log-level", "error"]
    command += ["--workers", str(len(os.sched_getaffinity(0)))]
    environment = os.environ | {"BOARD_DATABASE": f"{arena.home}/records.sqlite", "BOARD_PRESET": preset}
    service = subprocess.Popen(command, cwd=HERE, env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        yield address, service.pid
    finally:
        service.terminate()
        service.wait()


def subscribe(address: str) -> list[socket.socket]:
    """Opens a thousand streams of events and reads the beginning of each."""
    host, port = address.removeprefix("http://").split(":")
    streams = []
    for _ in range(STREAMS):
        stream = socket.create_connection((host, int(port)))
        stream.sendall(b"GET /v1/events/stream HTTP/1.1\r\nHost: x\r\n\r\n")
        streams.append(stream)
    for stream in streams:
        seen = b""
        while b"retry" not in seen:
            seen += stream.recv(4096)
    return streams


def compare(addresses: dict[str, tuple[str, int]], rounds: int, seconds: int) -> bool:
    """Loads all in turn and prints what came of it; returns whether every promise is kept."""
    contenders = [Contender(name, *where) for name, where in addresses.items()]
    for number in range(rounds):
        for contender in contenders[number % len(contenders) :] + contenders[: number % len(contenders)]:
            contender.load(seconds)
    print(f"{'':<28} {'requests/s':>10} {'p99':>10} {'processor':>13} {'memory':>10}")
    medians = {contender.name: statistics.median(contender.rates) for contender in contenders}
    for contender in contenders:
        last = statistics.median(contender.lasts)
        print(f"{contender.name:<28} {medians[contender.name]:>10.0f} {last:>7.1f} ms", end="")
        print(f" {statistics.median(contender.costs):>10.3f} ms {resident(contender.process):>7.0f} MB")
    is_kept = True
    for ours, theirs, least in PROMISES:
        ratio = medians[ours] / medians[theirs]
        is_kept = is_kept and ratio >= least
        print(f"{'ok ' if ratio >= least else 'BAD'}  {ours} is {ratio:.1f} times {theirs}; promised are {least:g}")
    return is_kept


def main() -> None:
    """Fills, serves, loads."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=8)
    arguments = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing; install Debian's package of that name")
    processors = len(os.sched_getaffinity(0))
    print(
        f"{processors} processor{'s' if processors > 1 else ''}, shared by servers and wrk; {CONNECTIONS} connections"
    )
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        arena = board_database.found(arguments.program, Path(folder))
        preset = arena.board()["preset_hash"]
        board_database.fill(arena, arguments.submissions, 256)
        print(board_database.describe(arena))
        addresses = {
            "uncached": stack.enter_context(api_arena.served(arena, *UNKEPT)),
            "cached": stack.enter_context(api_arena.served(arena)),
        }
        addresses["FastAPI + SQLAlchemy"] = stack.enter_context(uvicorn("orm_server", arena, preset))
        addresses["FastAPI + sqlite3 + orjson"] = stack.enter_context(uvicorn("raw_server", arena, preset))
        is_fine = compare(addresses, arguments.rounds, arguments.seconds)
        # A site of its own, so that what the load left in memory is not counted.
        with api_arena.served(arena) as (address, process):
            streams = subscribe(address)
            held = resident(process)
            print(
                f"{'ok ' if held <= STREAM_MEGABYTES else 'BAD'}  {held:.0f} MB with {len(streams)} subscribers", end=""
            )
            print(f"; promised are {STREAM_MEGABYTES:g}")
    sys.exit(0 if is_fine and held <= STREAM_MEGABYTES else 1)


if __name__ == "__main__":
    main()
