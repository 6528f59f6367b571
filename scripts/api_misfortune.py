"""A site that is asked from outside while something goes wrong: the clients of the checks, and what they report."""

import contextlib
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import api_arena


class Site:
    """A site that serves, and how it is asked."""

    def __init__(self, arena: api_arena.Arena, address: str, process: int) -> None:
        self.arena, self.address, self.process = arena, address, process
        host, port = address.removeprefix("http://").split(":")
        self.place = (host, int(port))

    def ask(self, path: str, **headers: str) -> tuple[int, str]:
        """Returns status and body of an answer."""
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def say(self, text: bytes, seconds: float = 10.0) -> bytes:
        """Sends bytes and returns everything that comes until the other side ends, or nothing more does."""
        with socket.create_connection(self.place, timeout=seconds) as connection:
            with contextlib.suppress(OSError):
                connection.sendall(text)
            heard = b""
            with contextlib.suppress(OSError):
                while part := connection.recv(65_536):
                    heard += part
            return heard

    def memory(self) -> float:
        """Returns the megabytes that the site holds."""
        return int(Path(f"/proc/{self.process}/status").read_text().split("VmRSS:")[1].split()[0]) / 1024


class Report:
    """Counts what was not as it should be."""

    def __init__(self) -> None:
        self.failed = 0

    def row(self, is_fine: bool, what: str, seen: object) -> None:
        """Prints one misfortune and what was seen."""
        self.failed += not is_fine
        print(f"{'ok ' if is_fine else 'BAD'}  {what:<44} {seen}", flush=True)


@contextlib.contextmanager
def patient_client(site: Site) -> Iterator[list[float]]:
    """Asks for the board all the while; gives the seconds of each wait, infinite for an answer that is wrong."""
    waits: list[float] = []
    is_over = threading.Event()

    def ask() -> None:
        while not is_over.is_set():
            began = time.monotonic()
            try:
                status, _ = site.ask("/v1/board?limit=5")
                waits.append(time.monotonic() - began if status == 200 else float("inf"))
            except OSError:
                waits.append(float("inf"))
            is_over.wait(0.05)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield waits
    finally:
        is_over.set()
        thread.join()


def is_failure(body: str, code: str) -> bool:
    """Whether a body is the one shape of errors, with this code, on one line."""
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return False
    return error["code"] == code and "\n" not in body and "/tmp" not in body
