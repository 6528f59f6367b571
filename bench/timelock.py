"""Times Tiltyard's pairing, sealing and opening beside blst, in one run and by turns.

    python bench/timelock.py --program "PROGRAM ARGUMENTS" [--rounds 20] [--repeats 20]

The program answers `time OPERATION REPEATS` with `ok SECONDS` of processor time, for the operations named below. blst
is the one inside the package ckzg (2.1.8 is known to work), called through ctypes. Both do the same work on one thread,
except that the side of blst has no AES, a few microseconds in its favour. The best of all turns counts; the ratio is of
the bests.
"""

import argparse
import ctypes
import hashlib
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec

ROUND = 1000
SIGNATURE = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
PUBLIC_KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
TAG = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
SCALAR_BITS = 255
SIZES = {"p1": 144, "p1_affine": 96, "p2": 288, "p2_affine": 192, "fp12": 576}


class Blst:
    """The operations of time-locking in blst."""

    def __init__(self) -> None:
        self.library = ctypes.PyDLL(find_spec("ckzg").origin)
        for name in ("blst_p2_generator", "blst_p2_affine_generator"):
            getattr(self.library, name).restype = ctypes.c_void_p
        self.scalar = hashlib.sha256(b"scalar").digest()[:31] + b"\0"
        self.key = self.uncompress("p2", bytes.fromhex(PUBLIC_KEY))
        self.signature = self.uncompress("p1", bytes.fromhex(SIGNATURE))
        self.commitment = self.compressed_multiple()

    def call(self, name: str, result: str, *inputs: object) -> ctypes.Array:
        """Returns what a function of blst writes to its first parameter."""
        output = ctypes.create_string_buffer(SIZES[result])
        getattr(self.library, f"blst_{name}")(output, *inputs)
        return output

    def uncompress(self, group: str, encoded: bytes) -> ctypes.Array:
        """Returns a point, checked to be in its group."""
        point = ctypes.create_string_buffer(SIZES[f"{group}_affine"])
        in_group = getattr(self.library, f"blst_{group}_affine_in_g{group[1]}")
        if getattr(self.library, f"blst_{group}_uncompress")(point, encoded) or not in_group(point):
            sys.exit("blst does not take a point")
        return point

    def message(self) -> ctypes.Array:
        """Returns the point of G1 of the round."""
        digest = hashlib.sha256(ROUND.to_bytes(8, "big")).digest()
        return self.call(
            "hash_to_g1",
            "p1",
            digest,
            ctypes.c_size_t(len(digest)),
            TAG,
            ctypes.c_size_t(len(TAG)),
            b"",
            ctypes.c_size_t(0),
        )

    def compressed_multiple(self) -> bytes:
        """Returns the scalar times the generator of G2, compressed."""
        generator = ctypes.c_void_p(self.library.blst_p2_generator())
        multiple = self.call("p2_mult", "p2", generator, self.scalar, ctypes.c_size_t(SCALAR_BITS))
        compressed = ctypes.create_string_buffer(96)
        self.library.blst_p2_compress(compressed, multiple)
        return compressed.raw

    def pairing(self, p1: ctypes.Array, p2: ctypes.Array) -> ctypes.Array:
        """Returns the pairing of two affine points."""
        return self.call("final_exp", "fp12", self.call("miller_loop", "fp12", p2, p1))

    def pair(self) -> None:
        """A pairing."""
        self.pairing(self.signature, self.key)

    def verify(self) -> None:
        """A pulse: read, hash, two Miller loops, one final exponentiation."""
        signature = self.uncompress("p1", bytes.fromhex(SIGNATURE))
        message = self.call("p1_to_affine", "p1_affine", self.message())
        generator = ctypes.c_void_p(self.library.blst_p2_affine_generator())
        left = self.call("miller_loop", "fp12", generator, signature)
        right = self.call("miller_loop", "fp12", self.key, message)
        self.call("final_exp", "fp12", self.call("fp12_mul", "fp12", left, right))

    def seal(self) -> None:
        """Hash, two multiplications, a pairing."""
        multiple = self.call("p1_mult", "p1", self.message(), self.scalar, ctypes.c_size_t(SCALAR_BITS))
        self.pairing(self.call("p1_to_affine", "p1_affine", multiple), self.key)
        self.compressed_multiple()

    def open(self) -> None:
        """Read a point, a pairing, a multiplication."""
        self.pairing(self.signature, self.uncompress("p2", self.commitment))
        self.compressed_multiple()


def main() -> None:
    """Times all operations by turns and prints a line for each."""
    parser = argparse.ArgumentParser(description="Times Tiltyard's time-lock beside blst.")
    parser.add_argument("--program", required=True, help="command line of the program under test")
    parser.add_argument("--rounds", type=int, default=20, help="turns of each side (default 20)")
    parser.add_argument("--repeats", type=int, default=20, help="operations a turn (default 20)")
    arguments = parser.parse_args()
    process = subprocess.Popen(
        shlex.split(arguments.program), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    blst = Blst()
    operations = {"pairing": blst.pair, "verify": blst.verify, "seal": blst.seal, "open": blst.open}
    print("operation   Tiltyard ms   blst ms   ratio")
    for name, operation in operations.items():
        ours, theirs = [], []
        for _ in range(arguments.rounds):
            ours.append(ask(process, name, arguments.repeats) / arguments.repeats)
            theirs.append(elapsed(operation, arguments.repeats) / arguments.repeats)
        print(f"{name:10}  {min(ours) * 1e3:11.3f}  {min(theirs) * 1e3:8.3f}  {min(ours) / min(theirs):6.2f}")


def ask(process: subprocess.Popen, name: str, repeats: int) -> float:
    """Returns how many seconds of processor time the program took."""
    process.stdin.write(f"time {name} {repeats}\n")
    verdict, _, rest = process.stdout.readline().strip().partition(" ")
    if verdict != "ok":
        sys.exit(f"the program cannot time {name}")
    return float(rest)


def elapsed(operation: Callable[[], None], repeats: int) -> float:
    """Returns how many seconds of processor time blst took."""
    start = time.process_time()
    for _ in range(repeats):
        operation()
    return time.process_time() - start


if __name__ == "__main__":
    main()
