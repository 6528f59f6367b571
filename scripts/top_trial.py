"""Ends `tiltyard top` in every way there is, on a real pseudo-terminal, and looks whether the terminal is as it was.

Settings have to be the same as before, the first screen and the cursor have to be back, and the status has to tell how
it ended. A shell with job control stops it by Ctrl-Z and takes it up again. It needs no arena: a site without one
answers, too.
"""

import argparse
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

PATIENCE = 20.0
SCREEN, BACK, CURSOR = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[?25h"


class Session:
    """A program on a pseudo-terminal of its own, and everything that it has sent."""

    def __init__(self, command: list[str], rows: int = 24, columns: int = 80, **environment: str) -> None:
        self.output = b""
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.environ.update({"TERM": "xterm-256color", "LANG": "C.UTF-8"} | environment)
            os.execvp(command[0], command)
        self.resize(rows, columns)
        self.before = termios.tcgetattr(self.terminal)

    def resize(self, rows: int, columns: int) -> None:
        """Gives the window another size, of which the program is told by a signal."""
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds: float) -> bool:
        """Takes in what comes within some seconds; false when there is nothing more to come."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return True
        try:
            part = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.output += part
        return bool(part)

    def wait_for(self, pattern: bytes, after: int = 0) -> int:
        """Waits until something was sent, and returns where it ends."""
        deadline = time.monotonic() + PATIENCE
        while not (match := re.compile(pattern, re.DOTALL).search(self.output, after)):
            if time.monotonic() > deadline or not self.read(0.1):
                raise AssertionError(f"{pattern!r} did not come, but {self.output[after:][-400:]!r}")
        return match.end()

    def send(self, keys: bytes) -> None:
        """Presses keys."""
        os.write(self.terminal, keys)

    def end(self) -> int:
        """Waits for the end and returns the status: negative for the number of a signal."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.read(0.05)
            done, status = os.waitpid(self.child, os.WNOHANG)
            if done:
                while self.read(0.05) and select.select([self.terminal], [], [], 0.05)[0]:
                    pass
                return os.waitstatus_to_exitcode(status)
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        raise AssertionError("it does not end")

    def check_restored(self) -> None:
        """Sees that settings, screen and cursor are as they were."""
        assert termios.tcgetattr(self.terminal) == self.before, "the settings are others"
        assert self.output.rfind(BACK) > self.output.rfind(SCREEN) > -1, "the first screen is not back"
        assert self.output.rfind(CURSOR) > self.output.rfind(b"\x1b[?25l"), "the cursor is not back"
        assert self.output.rfind(b"\x1b[?7h") > self.output.rfind(b"\x1b[?7l"), "lines are not wrapped"
        last = self.output.rfind(b"\x1b[?2026")
        assert self.output[last : last + 8] == b"\x1b[?2026l", "an update was left open"


def serve(program: str, home: str) -> tuple[subprocess.Popen[str], str]:
    """Starts a site on a port that is free, and returns it with its address."""
    site = subprocess.Popen(
        [program, "serve", "--home", home, "--port", "0", "--log-level", "error"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return site, site.stdout.readline().split()[-1]


class Trials:
    """The ways to end, each a method."""

    def __init__(self, program: str, url: str, home: str) -> None:
        self.program, self.url, self.home = program, url, home

    def start(self, url: str | None = None, **environment: str) -> Session:
        """Starts a dashboard and waits for its first screen."""
        session = Session([self.program, "top", "--url", url or self.url], **environment)
        session.wait_for(re.escape(SCREEN) + rb".*tiltyard.*\x1b\[\?2026l")
        return session

    def finish(self, session: Session, status: int) -> None:
        """Waits for the end with this status and looks at the terminal."""
        found = session.end()
        session.check_restored()
        assert found == status, f"the status is {found}, not {status}"

    def key_q(self) -> None:
        session = self.start()
        session.send(b"q")
        self.finish(session, 0)

    def control_c(self) -> None:
        session = self.start()
        session.send(b"\x03")
        self.finish(session, 0)

    def signals(self) -> None:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
            session = self.start()
            os.kill(session.child, number)
            self.finish(session, -number)

    def crashes(self) -> None:
        for number in (signal.SIGSEGV, signal.SIGABRT, signal.SIGILL):
            session = self.start()
            os.kill(session.child, number)
            self.finish(session, -number)

    def lost_server(self) -> None:
        site, url = serve(self.program, self.home)
        session = self.start(url)
        site.terminate()
        site.wait()
        session.wait_for(rb"cannot be reached \(Connection refused\); trying again")
        port = url.rsplit(":", 1)[1]
        site = subprocess.Popen(
            [self.program, "serve", "--home", self.home, "--port", port, "--log-level", "error"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            session.wait_for(rb"trying again.*(live|says:)")
            session.send(b"q")
            self.finish(session, 0)
        finally:
            site.terminate()
            site.wait()

    def nobody_there(self) -> None:
        session = self.start("127.0.0.1:1")
        session.wait_for(rb"127.0.0.1:1 cannot be reached \(Connection refused\)")
        session.send(b"q")
        self.finish(session, 0)

    def something_else(self) -> None:
        server = subprocess.Popen(
            [sys.executable, "-c", ELSE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            place = f"127.0.0.1:{server.stdout.readline().strip()}"
            session = Session([self.program, "top", "--url", place])
            status = session.end()
            assert status == 4, f"the status is {status}"
            assert b"\x1b" not in session.output, "it drew on the terminal"
            assert session.output.count(b"\n") == 1, f"more than one line: {session.output!r}"
            assert b"not as a Tiltyard does" in session.output, f"{session.output!r}"
        finally:
            server.terminate()
            server.wait()

    def terminal_gone(self) -> None:
        session = self.start()
        os.close(session.terminal)
        deadline = time.monotonic() + PATIENCE
        while os.waitpid(session.child, os.WNOHANG)[0] == 0:
            assert time.monotonic() < deadline, "it outlives its terminal"
            time.sleep(0.05)

    def resize(self) -> None:
        session = self.start()
        session.wait_for(rb"\x1b\[24;1H")
        sent = len(session.output)
        session.resize(40, 120)
        session.wait_for(rb"\x1b\[2J.*\x1b\[40;1H", sent)
        session.send(b"q")
        self.finish(session, 0)

    def stopped_by_shell(self) -> None:
        session = Session(["bash", "--norc", "--noprofile", "-i"], PS1="$ ")
        session.send(b"stty -g; echo first\r")
        session.wait_for(rb"\nfirst")
        settings = re.findall(rb"[0-9a-f]+(?::[0-9a-f]+){10,}", session.output)[-1]
        session.send(f"{self.program} top --url {self.url}; echo status=$?\r".encode())
        for _ in range(2):
            sent = session.wait_for(re.escape(SCREEN) + rb".*\x1b\[\?2026l", len(session.output))
            session.send(b"\x1a")
            session.wait_for(re.escape(BACK) + rb".*Stopped", sent)
            sent = len(session.output)
            session.send(b"stty -g; echo again\r")
            session.wait_for(rb"\nagain", sent)
            assert settings in session.output[sent:], "other settings when stopped"
            session.send(b"fg\r")
        sent = session.wait_for(re.escape(SCREEN) + rb".*\x1b\[\?2026l", len(session.output))
        session.send(b"q")
        # What is typed before the prompt is there may have been meant for the dashboard, which throws it away.
        session.wait_for(re.escape(BACK) + rb".*\$ ", sent)
        sent = len(session.output)
        session.send(b"stty -g; exit\r")
        session.end()
        assert settings in session.output[sent:], "other settings at the end"

    def stopped_from_outside(self) -> None:
        session = self.start()
        os.kill(session.child, signal.SIGSTOP)
        time.sleep(0.1)
        sent = len(session.output)
        os.kill(session.child, signal.SIGCONT)
        session.wait_for(rb"\x1b\[2J.*\x1b\[\?2026l", sent)
        session.send(b"q")
        self.finish(session, 0)

    def no_terminal(self) -> None:
        for options in ([], ["--once"], ["--once", "--ascii"]):
            command = [self.program, "top", "--url", self.url, *options]
            done = subprocess.run(command, capture_output=True, timeout=60)
            assert b"\x1b" not in done.stdout + done.stderr, f"control sequences: {done.stdout!r}"


ELSE = """
import http.server
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>hello</html>")
server = http.server.HTTPServer(("127.0.0.1", 0), Page)
print(server.server_port, flush=True)
server.serve_forever()
"""


def main() -> int:
    """Runs every trial, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=".build/debug/tiltyard")
    parser.add_argument("--url", help="a server that is there; default: one of its own, without an arena")
    parser.add_argument("trials", nargs="*")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    failures = 0
    with tempfile.TemporaryDirectory(prefix="tiltyard-top-") as home, contextlib.ExitStack() as stack:
        url = arguments.url
        if url is None:
            site, url = serve(program, home)
            stack.callback(site.wait)
            stack.callback(site.terminate)
        trials = Trials(program, url, home)
        names = arguments.trials or [
            name
            for name, value in vars(Trials).items()
            if callable(value) and not name.startswith("_") and name not in ("start", "finish")
        ]
        for name in names:
            try:
                getattr(trials, name)()
                print(f"ok      {name}", flush=True)
            except AssertionError as error:
                failures += 1
                print(f"broken  {name}: {error}", flush=True)
    print(f"{len(names)} ways to end, {failures} leave a terminal that is not as it was")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
