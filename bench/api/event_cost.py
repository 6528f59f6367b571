"""What an answer costs just after something was recorded, on a long board.

    python bench/api/event_cost.py --program .build/release/tiltyard [--submissions 200000] [--hotkeys 20000]

Records an event before each request, so that nothing that was read or made before can be given again; prints the median
and the most that a client waits, and the size of the answer.
"""

import argparse
import contextlib
import http.client
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

import board_database

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))

import api_arena
from process_cost import resident

# Longer than the site takes what it read last for what there is.
PATIENCE = 0.15


def paths(middle: str) -> list[str]:
    """Returns one address of each kind, about a submission where it is about one."""
    return [
        "/",
        "/s",
        "/s?state=failed",
        f"/s/{middle}",
        "/history",
        "/queue",
        "/v1/submissions?limit=50",
        f"/v1/submissions?limit=50&cursor={middle}",
        f"/v1/submissions/{middle}",
        "/v1/history",
        "/v1/champion",
        "/v1/validator",
        "/submissions?limit=50",
        "/api/stats/overview",
        "/metrics",
    ]


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[float, int]:
    """Asks once; returns the milliseconds that it took, and the bytes that came."""
    began = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {body[:200]!r}")
    return (time.perf_counter() - began) * 1000, len(body)


def measure(arena: board_database.Arena, address: str, path: str, count: int) -> None:
    """Asks for a path after each of some events, and prints one row."""
    times, size = [], 0
    with contextlib.closing(sqlite3.connect(f"{arena.home}/records.sqlite")) as records:
        for _ in range(count):
            records.execute("INSERT INTO events (at, kind, subject, details) VALUES (0, 'epoch.opened', '1', '{}')")
            records.commit()
            time.sleep(PATIENCE)
            connection = http.client.HTTPConnection(address.removeprefix("http://"))
            milliseconds, size = ask(connection, path)
            connection.close()
            times.append(milliseconds)
    print(f"{path:<42} p50 {statistics.median(times):9.1f} ms   most {max(times):9.1f} ms   {size:>11,} bytes")


def main() -> None:
    """Fills, serves, asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--submissions", type=int, default=200_000)
    parser.add_argument("--hotkeys", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        arena = board_database.found(arguments.program, Path(folder))
        board_database.fill(arena, arguments.submissions, arguments.hotkeys)
        print(board_database.describe(arena))
        with api_arena.served(arena) as (address, process):
            first = ask(http.client.HTTPConnection(address.removeprefix("http://")), "/metrics")[0]
            print(f"the first answer of all took {first:.0f} ms")
            for path in paths(f"s-{arguments.submissions // 2:06d}"):
                measure(arena, address, path, arguments.times)
            print(f"memory of the site {resident(process):.0f} MB")


if __name__ == "__main__":
    main()
