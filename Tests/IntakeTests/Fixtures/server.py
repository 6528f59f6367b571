"""A web server that serves code in good and bad ways.

It takes a free port, prints it as the first line on standard output, and ends when standard input is closed.
"""

import os
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CODE = b"def inner_steps():\n    return 1\n"


class Handler(BaseHTTPRequestHandler):
    """Answers by path; every other path is missing."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        answers = {
            "/ok": self.ok,
            "/big": self.big,
            "/liar": self.liar,
            "/short": self.short,
            "/hang": self.hang,
            "/drip": self.drip,
            "/binary": self.binary,
            "/empty": self.empty,
            "/zero": self.zero,
            "/full": lambda: self.redirect(f"http://127.0.0.1:{self.server.full_port}/ok"),
            "/redirect": lambda: self.redirect("/ok"),
            "/redirect3": lambda: self.redirect("/redirect2"),
            "/redirect2": lambda: self.redirect("/redirect"),
            "/loop": lambda: self.redirect("/loop"),
            "/file": lambda: self.redirect("file:///etc/passwd"),
            "/inside": lambda: self.redirect(f"http://127.0.0.2:{self.server.server_port}/ok"),
        }
        try:
            answers.get(self.path, self.missing)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def head(self, status, length=None, **headers):
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def ok(self):
        self.head(200, len(CODE))
        self.wfile.write(CODE)

    def binary(self):
        self.head(200, 4)
        self.wfile.write(b"\x00\xff\xfe\x01")

    def empty(self):
        self.head(200, 0)

    def zero(self):
        """Sends a status that HTTP does not have, and a body."""
        self.wfile.write(b"HTTP/1.1 000 Zero\r\n\r\n" + CODE)
        self.close_connection = True

    def missing(self):
        self.head(404, 0)

    def redirect(self, location):
        self.head(302, 0, Location=location)

    def big(self):
        """Announces more than anybody may send."""
        self.head(200, 10_000_000)
        self.wfile.write(b"#" * 10_000_000)

    def liar(self):
        """Announces nothing and sends without end."""
        self.head(200, Connection="close")
        self.close_connection = True
        while True:
            self.wfile.write(b"#" * 65_536)

    def short(self):
        """Announces more than it sends."""
        self.head(200, 1000, Connection="close")
        self.wfile.write(CODE)
        self.close_connection = True

    def hang(self):
        """Takes the request and never answers."""
        time.sleep(600)

    def drip(self):
        """Sends one byte at a time, always just in time for a limit on single reads."""
        self.head(200, 1000)
        for _ in range(1000):
            self.wfile.write(b"#")
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, *_):
        pass


def full_queue():
    """Makes a port that takes no connection and refuses none: its queue is full and nobody empties it."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    waiting = []
    for _ in range(4):
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex(listener.getsockname())
        waiting.append(client)
    return listener, waiting


def end_with_standard_input():
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
    server.daemon_threads = True
    listener, waiting = full_queue()
    server.full_port = listener.getsockname()[1]
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    print(server.server_port, flush=True)
    server.serve_forever()
