"""A small host for the tests: starts harness roles as real processes and speaks their protocol."""

import fcntl
import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HARNESS = ROOT / "Sources/Judging/Harness"
SUBMISSIONS = ROOT / "Sources/tiltyard/Demo/Submissions"
FIXTURES = ROOT / "Tests/JudgingTests/Fixtures"
SEED = "5e" * 32
NONCE = bytes(range(16))
TIMEOUT_SECONDS = 60.0
SMALL = {
    "name": "tiny-gpt",
    "vocabulary": 64,
    "width": 32,
    "layers": 2,
    "heads": 2,
    "sequence_length": 32,
    "batch": 8,
    "learning_rate": 1e-3,
    "weight_decay": 0.1,
    "beta1": 0.9,
    "beta2": 0.95,
    "epsilon": 1e-8,
    "precision": "fp32",
}
STEPS = {"steps": 10, "warmup_steps": 2}


class Role:
    """One harness process with the host's end of its socket; use it as a context manager."""

    def __init__(self, role, python=sys.executable):
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.socket.settimeout(TIMEOUT_SECONDS)
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        # Bash (a plain sh may not know numbers over 9) moves the socket to descriptor 3, where the harness expects it.
        command = ["bash", "-c", f'exec "$@" 3<&{theirs.fileno()}', "bash", python, "-I", "-B", str(HARNESS), role]
        self.process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        theirs.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()
        try:
            self.process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
        self.temporary.cleanup()

    def send(self, payload, descriptors=()):
        socket.send_fds(self.socket, [payload], list(descriptors))

    def receive(self):
        """Returns the next frame, or b"" at the end."""
        try:
            return self.socket.recv(65536)
        except ConnectionResetError:
            return b""

    def ask(self, request, descriptors=()):
        """Sends one request and returns its JSON reply, in which NaN is an error."""
        self.send(json.dumps(request).encode(), descriptors)
        return json.loads(self.receive(), parse_constant=reject_constant)

    def hang_up(self):
        """Closes the host's end and returns the exit status."""
        self.socket.close()
        self.process.communicate(timeout=TIMEOUT_SECONDS)
        return self.process.returncode


def reject_constant(name):
    raise ValueError(f"{name} is not JSON")


def memory_file(byte_count, content=None):
    """Returns the descriptor of a new sealable memory file, filled with `content` if given."""
    descriptor = os.memfd_create("tiltyard", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(descriptor, byte_count)
    if content is not None:
        os.pwrite(descriptor, content, 0)
    return descriptor


def read_file(descriptor):
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def seal_input(descriptor):
    """Seals a file against every change; the kernel refuses while anybody maps it writable."""
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK)


class Run:
    """A referee with one prepared run: its files are sealed and the reference is trained."""

    def __init__(self, workload=SMALL):
        self.workload = workload
        self.referee = Role("referee")
        self.description = self.referee.ask({"verb": "describe", "workload": workload, **STEPS})
        sizes = [self.description[f"{name}_bytes"] for name in ("weights", "batches", "weights", "warmup_batches")]
        self.files = [memory_file(size) for size in sizes]
        assert self.referee.ask({"verb": "prepare", "seed": SEED}, self.files) == {"ok": True}
        for file in self.files:
            seal_input(file)
        self.weights, self.batches, self.warmup_weights, self.warmup_batches = self.files
        self.reference = self.referee.ask({"verb": "reference"})

    def new_output(self):
        output = memory_file(self.description["output_bytes"])
        fcntl.fcntl(output, fcntl.F_ADD_SEALS, fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK)
        return output

    def verify(self, output):
        return self.referee.ask({"verb": "verify"}, [output])

    def close(self):
        self.referee.__exit__()
        for file in self.files:
            os.close(file)

    def load(self, contestant, submission, output, contract="crusade-tps"):
        """Waits for HELLO, sends the load frame with a file's content, and returns the answer.

        That is b"R", a failure, or b"". The contestant writes the content to a folder of its own.
        """
        hello = contestant.receive()
        if hello != b"H":
            return hello
        request = {
            "verb": "load",
            "contract": contract,
            "workload": self.workload,
            **STEPS,
            "threads": 1,
            "submission": str(contestant.folder / "train.py"),
        }
        content = Path(submission).read_bytes()
        code = memory_file(len(content), content)
        inputs = [self.weights, self.warmup_weights, self.warmup_batches]
        contestant.send(json.dumps(request).encode(), [*inputs, output, code])
        os.close(code)
        return contestant.receive()

    def go(self, contestant):
        """Sends GO and returns the answer."""
        contestant.send(b"G" + NONCE, [self.batches])
        return contestant.receive()

    def play(self, contestant, submission, contract="crusade-tps"):
        """Runs a submission to its end; returns (answer to load, answer to GO, verdict), each None if never reached."""
        output = self.new_output()
        try:
            loaded = self.load(contestant, submission, output, contract)
            finished = self.go(contestant) if loaded == b"R" else None
            return loaded, finished, self.verify(output) if finished == b"D" + NONCE else None
        finally:
            os.close(output)
