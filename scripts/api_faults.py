"""What the site does when clients or the disk misbehave: it answers as it should or lets go, and stays there.

    python scripts/api_faults.py --program .build/debug/tiltyard [--connections 10000]

Each row is one misfortune and what was seen. While some last, a well-behaved client asks for the board again and again;
its longest wait is part of the row. The validator's writes are timed too: nothing here may hold it up. The status is 1
when anything is not as it should be.
"""

import argparse
import contextlib
import os
import resource
import socket
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import api_arena
from api_misfortune import Report, Site, is_failure, patient_client

PATIENT_SECONDS = 3.0


def requests(site: Site, report: Report) -> None:
    """Requests that no browser sends."""
    head = site.say(b"GET /health HTTP/1.1\r\nHost: x\r\nX-Much: " + b"a" * 1_000_000 + b"\r\n\r\n")
    report.row(head.startswith(b"HTTP/1.1 4") or not head, "one megabyte of header", head[:40])
    many = b"".join(b"X-%d: 1\r\n" % number for number in range(10_000))
    head = site.say(b"GET /health HTTP/1.1\r\nHost: x\r\n" + many + b"\r\n")
    report.row(head.startswith(b"HTTP/1.1 4") or not head, "ten thousand header fields", head[:40])
    heard = site.say(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(300))
    report.row(heard.startswith(b"HTTP/1.1 400") or not heard, "TLS where there is none", heard[:40])
    status, body = site.ask("/v1/submissions?cursor=" + "9" * 1500)
    report.row(status == 400 and is_failure(body, "invalid_cursor"), "a cursor of 1500 digits", (status, body[:60]))
    status, body = site.ask("/" + "a" * 5000)
    report.row(status == 414 and is_failure(body, "address_too_long"), "an address of 5000 bytes", (status, body[:60]))
    status, body = site.ask("/v1/submissions/%2e%2e%2f%2e%2e%2fetc%2fpasswd/code")
    report.row(status == 404 and is_failure(body, "unknown_submission"), "a path as a name", (status, body[:60]))
    endless = site.say(
        b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + b"5\r\nhello\r\n"
    )
    report.row(
        b"403" in endless[:20] or b"400" in endless[:20], "a body without an end is not waited for", endless[:40]
    )
    streamed = site.say(b"GET /v1/events/stream HTTP/1.1\r\nHost: x\r\nLast-Event-ID: -5\r\n\r\n", 2)
    report.row(b" 400 " in streamed[:20], "a stream from an event that never was", streamed[:40])


def slow(site: Site, report: Report, count: int) -> None:
    """Clients that send a byte now and then, and others that never read what they asked for."""
    drips = []
    with patient_client(site) as waits:
        for _ in range(count):
            drip = socket.create_connection(site.place)
            drip.sendall(b"GET /v1/boa")
            drips.append(drip)
        deaf = []
        for _ in range(count):
            client = socket.create_connection(site.place)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(b"GET /v1/events?limit=200 HTTP/1.1\r\nHost: x\r\n\r\n" * 5)
            deaf.append(client)
        for _ in range(20):
            time.sleep(0.1)
            for drip in drips:
                with contextlib.suppress(OSError):
                    drip.send(b"r")
    report.row(
        max(waits) < PATIENT_SECONDS, f"{count} slow and {count} deaf clients", f"longest wait {max(waits):.2f} s"
    )
    for client in drips + deaf:
        client.close()


def crowd(site: Site, report: Report, count: int) -> None:
    """Idle connections by the thousand from one address, while somebody at another asks for the board.

    The site has to limit what one address may have, as it does by default.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, count + 1000), hard))
    before, connections, waits = site.memory(), [], []
    for number in range(min(count, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 200)):
        with contextlib.suppress(OSError):
            connection = socket.socket()
            connection.settimeout(5)
            connection.connect(site.place)
            connections.append(connection)
        if number % 500 == 499:
            waits.append(from_elsewhere(site))
    waits += [from_elsewhere(site) for _ in range(10)]
    during = site.memory()
    for connection in connections:
        connection.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    seen = f"{len(connections)} opened, {before:.0f} MB before, {during:.0f} MB with them"
    seen += f"; longest wait elsewhere {max(waits):.2f} s"
    report.row(during < 500 and max(waits) < PATIENT_SECONDS, "a crowd of idle connections", seen)


def from_elsewhere(site: Site) -> float:
    """Asks for the board from another address; returns the seconds that it took, infinite when it was not answered."""
    began = time.monotonic()
    try:
        with socket.create_connection(site.place, timeout=40, source_address=("127.0.0.2", 0)) as connection:
            connection.sendall(b"GET /v1/board?limit=5 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            answer = connection.recv(64)
    except OSError:
        return float("inf")
    return time.monotonic() - began if answer.startswith(b"HTTP/1.1 200") else float("inf")


def half_open(site: Site, report: Report, count: int) -> None:
    """Streams whose clients vanish without a word."""
    streams = []
    for _ in range(count):
        stream = socket.create_connection(site.place)
        stream.sendall(b"GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
        stream.recv(1024)
        streams.append(stream)
    for stream in streams:
        stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        stream.close()
    deadline = time.monotonic() + 40
    left = count
    while left and time.monotonic() < deadline:
        text = site.ask("/metrics")[1]
        left = int(float(text.split("\narena_site_streams ")[1].split("\n")[0]))
        time.sleep(0.5)
    report.row(left == 0, f"{count} streams whose clients vanish", f"{left} are still counted")


def locked(site: Site, report: Report) -> None:
    """Somebody else holds the database, to read it and to write it."""
    path = f"{site.arena.home}/records.sqlite"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with patient_client(site) as waits:
            time.sleep(2)
        holder.execute("ROLLBACK")
    report.row(max(waits) < PATIENT_SECONDS, "a writer that holds the records", f"longest wait {max(waits):.2f} s")
    with patient_client(site) as waits:
        writes = []
        for number in range(200):
            began = time.monotonic()
            with contextlib.closing(sqlite3.connect(path, timeout=10)) as writer:
                writer.execute(
                    "INSERT INTO events (at, kind, subject, details) VALUES (0, 'epoch.opened', ?, '{}')",
                    (str(number),),
                )
                writer.commit()
            writes.append(time.monotonic() - began)
    seen = f"longest write {max(writes):.2f} s, longest wait {max(waits):.2f} s"
    report.row(max(writes) < 1 and max(waits) < PATIENT_SECONDS, "200 writes while the board is read", seen)


def missing(site: Site, report: Report) -> None:
    """The folder goes away and comes back; the records are no database any more."""
    home = site.arena.home
    os.rename(home, f"{home}-away")
    time.sleep(0.5)
    status, body = site.ask("/v1/board")
    report.row(status == 503 and is_failure(body, "unavailable"), "the arena is gone", (status, body[:60]))
    os.rename(f"{home}-away", home)
    time.sleep(0.5)
    status, _ = site.ask("/v1/board")
    report.row(status == 200, "it is back", status)
    records = Path(f"{home}/records.sqlite")
    os.rename(records, f"{records}.kept")
    for name in (f"{records}-wal", f"{records}-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.rename(name, f"{name}.kept")
    records.write_bytes(b"this is no database" * 1000)
    time.sleep(0.5)
    status, body = site.ask("/v1/board")
    report.row(status == 503 and is_failure(body, "unavailable"), "the records are no database", (status, body[:60]))
    os.rename(f"{records}.kept", records)
    for name in (f"{records}-wal", f"{records}-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.rename(f"{name}.kept", name)
    time.sleep(0.5)
    status, _ = site.ask("/v1/board")
    report.row(status == 200, "they are back", status)


def main() -> None:
    """Plays, serves, misbehaves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--connections", type=int, default=10_000)
    arguments = parser.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        arena = api_arena.play(arguments.program, folder)
        with api_arena.served(arena, log=folder / "site.log") as (address, process):
            site = Site(arena, address, process)
            steps: list[Callable[[], None]] = [
                lambda: requests(site, report),
                lambda: slow(site, report, 200),
                lambda: half_open(site, report, 200),
                lambda: locked(site, report),
                lambda: missing(site, report),
            ]
            for step in steps:
                step()
            status, _ = site.ask("/v1/board")
            report.row(status == 200, "after all that", f"{site.memory():.0f} MB")
        with api_arena.served(arena, "--rate", "40", log=folder / "crowd.log") as (address, process):
            crowd(Site(arena, address, process), report, arguments.connections)
    sys.exit(1 if report.failed else 0)


if __name__ == "__main__":
    main()
