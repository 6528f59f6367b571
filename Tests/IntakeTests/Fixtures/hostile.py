"""A SOCKS server that stands for the whole web, and a hostile one.

It notes every address that it is asked to connect to, connects to nothing, and plays the server at that address itself:
the port says what becomes of the connection, the path what is answered.

It takes a free port on loopback, prints it as the first line on standard output, and ends when standard input is
closed. A client that does not speak SOCKS gets the notes.
"""

import contextlib
import os
import re
import socket
import socketserver
import ssl
import struct
import sys
import threading
import time
from pathlib import Path
from urllib.parse import unquote_to_bytes

CODE = b"def inner_steps():\n    return 1\n"
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(CODE), CODE)
HEAD = b"HTTP/1.1 200 OK\r\n"

notes = []


def asked_for(connection):
    """Reads the target of a SOCKS request as `address port`."""
    _, _, _, kind = connection.recv_exactly(4)
    if kind == 1:
        host = socket.inet_ntop(socket.AF_INET, connection.recv_exactly(4))
    elif kind == 4:
        host = socket.inet_ntop(socket.AF_INET6, connection.recv_exactly(16))
    else:
        host = connection.recv_exactly(connection.recv_exactly(1)[0]).decode()
    return host, struct.unpack("!H", connection.recv_exactly(2))[0]


class Connection:
    """A socket with the few ways of reading, writing and ending that are needed here."""

    def __init__(self, sock):
        self.sock = sock

    def recv_exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.sock.recv(count - len(data))
            if not part:
                raise ConnectionResetError
            data += part
        return data

    def head(self):
        data = b""
        while b"\r\n\r\n" not in data:
            part = self.sock.recv(65_536)
            if not part:
                raise ConnectionResetError
            data += part
        return data

    def send(self, data):
        self.sock.sendall(data)

    def drip(self, data, pause=0.02):
        for byte in data:
            self.send(bytes([byte]))
            time.sleep(pause)

    def for_ever(self, data):
        """Sends the same again and again, slowly enough to leave the processor to others."""
        while True:
            self.send(data)
            time.sleep(0.001)

    def wait(self):
        """Keeps the connection open until the other side closes it."""
        while self.sock.recv(65_536):
            pass

    def reset(self):
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def end(self, how):
        {"wait": self.wait, "reset": self.reset, "close": lambda: None}[how]()


def endless(connection, kind):
    """Sends something of a good answer without end."""
    start, again = {
        "status": (b"HTTP/1.1 200 ", b"O" * 4096),
        "headers": (HEAD, b"X-Again: and again\r\n" * 20),
        "header": (HEAD + b"X-Long: ", b"a" * 4096),
        "name": (HEAD, b"a" * 4096),
        "interim": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 20),
        "hints": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 20),
        "body": (HEAD + b"\r\n", b"#" * 16_384),
        "announced": (HEAD + b"Content-Length: 99999\r\n\r\n", b"#"),
        "chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"#" * 4096 + b"\r\n"),
        "tiny": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n#\r\n" * 16),
        "extension": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;x=", b"a" * 4096),
        "size": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 4096),
        "trailers": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-Again: and again\r\n" * 20),
        "lines": (b"", b"\r\n" * 1024),
    }[kind]
    connection.send(start)
    connection.for_ever(again)


def moved(status, location):
    return b"HTTP/1.1 %s Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % (status.encode(), location)


def answer(connection):
    """Answers one request by its path."""
    request = connection.head()
    path, _, query = request.split(b" ", 2)[1].decode().partition("?")
    steps = path.split("/")[1:]
    if steps[0] == "code":
        connection.send(GOOD)
    elif steps[0] == "request":
        connection.send(HEAD + b"Content-Length: %d\r\n\r\n%s" % (len(request), request))
    elif steps[0] == "raw":
        connection.send(unquote_to_bytes(query))
        connection.end(steps[1])
    elif steps[0] == "drip":
        connection.drip(unquote_to_bytes(query))
    elif steps[0] == "endless":
        endless(connection, steps[1])
    elif steps[0] == "to":
        connection.send(moved(steps[1], unquote_to_bytes(query)))
    elif steps[0] == "hops" and steps[1] != "0":
        connection.send(moved("302", b"/hops/%d?%s" % (int(steps[1]) - 1, query.encode())))
    elif steps[0] == "hops":
        connection.send(moved("302", unquote_to_bytes(query)))
    else:
        connection.send(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")


def self_signed(connection):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("self-signed.pem"))
    with context.wrap_socket(connection.sock, server_side=True) as secure:
        answer(Connection(secure))


def hello(connection, reply):
    """Takes the first message of a TLS client, notes the name in it, and answers with nonsense."""
    first = connection.sock.recv(65_536)
    names = re.findall(rb"[a-z0-9-]+\.example", first)
    notes.append("name " + (names[0].decode() if names else "none"))
    connection.send(reply)


def slow_hello(connection, reply):
    connection.sock.recv(65_536)
    connection.drip(reply)


def play(connection, port):
    """Does with a connection what its port stands for."""
    plays = {
        3: connection.reset,
        4: lambda: None,
        6: lambda: connection.send(b"\x00\xff" * 4096),
        7: lambda: time.sleep(60),
        8: lambda: (connection.head(), connection.reset()),
        9: lambda: (connection.head(), connection.wait()),
        443: lambda: hello(connection, os.urandom(4096)),
        1443: lambda: self_signed(connection),
        2443: lambda: hello(connection, GOOD),
        3443: connection.wait,
        4443: lambda: hello(connection, b"\x15\x03\x03\x00\x02\x02\x28"),
        5443: lambda: hello(connection, b"\x16\x03\x03\x40\x00" + b"\x02" * 100),
        6443: lambda: (connection.sock.recv(65_536), connection.reset()),
        7443: lambda: slow_hello(connection, b"\x16\x03\x03\x10\x04\x02\x00\x10\x00\x03\x03" + b"\x00" * 4094),
    }
    plays.get(port, lambda: answer(connection))()


class Relay(socketserver.BaseRequestHandler):
    """One connection of the client."""

    def handle(self):
        connection = Connection(self.request)
        with contextlib.suppress(OSError):
            self.speak(connection)

    def speak(self, connection):
        first = connection.recv_exactly(1)
        if first != b"\x05":
            connection.head()
            text = "\n".join([*notes, ""]).encode()
            return connection.send(HEAD + b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
        connection.recv_exactly(connection.recv_exactly(1)[0])
        connection.send(b"\x05\x00")
        host, port = asked_for(connection)
        notes.append(f"{host} {port}")
        if port == 1:
            return connection.send(b"\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00")
        if port == 2:
            return connection.wait()
        connection.send(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        play(connection, port)


class Server(socketserver.ThreadingTCPServer):
    """As many threads as connections; none outlives the process."""

    daemon_threads = True
    request_queue_size = 256


def end_with_standard_input():
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    with Server(("127.0.0.1", 0), Relay) as server:
        threading.Thread(target=end_with_standard_input, daemon=True).start()
        print(server.server_address[1], flush=True)
        server.serve_forever()
