"""Seals and opens time-locked messages with Tiltyard and with bittensor-drand, each opening what the other sealed.

    python Tests/InteropTests/timelock.py --program "PROGRAM ARGUMENTS" [--count 500] [--mutations 200]

The program answers one line for every line that it reads:

    seal ROUND MESSAGE              ok CIPHERTEXT
    open ROUND SIGNATURE CIPHERTEXT ok MESSAGE    or    error CODE

Bytes are written in hexadecimal, and nothing as a dash. The package bittensor-drand is to be installed; 1.1.0 is known
to work. No network is needed: everything is sealed to round 1000 of quicknet, whose signature has long been published.
"""

import argparse
import collections
import random
import shlex
import subprocess
import sys

import bittensor_drand

ROUND = 1000
SIGNATURE = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
OVERHEAD_BYTES = 244
MAX_MESSAGE_BYTES = 780


class Program:
    """The program under test, which answers line by line."""

    def __init__(self, command: str) -> None:
        self.process = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words: str) -> tuple[str, str]:
        """Returns the answer's first word and the rest."""
        self.process.stdin.write(" ".join(words) + "\n")
        self.process.stdin.flush()
        verdict, _, rest = self.process.stdout.readline().strip().partition(" ")
        if not verdict:
            sys.exit(f"the program ended at {words[0]}")
        return verdict, rest

    def seal(self, message: bytes) -> bytes:
        """Returns a ciphertext."""
        verdict, rest = self.ask("seal", str(ROUND), message.hex() or "-")
        if verdict != "ok":
            sys.exit(f"cannot seal {message.hex()}: {rest}")
        return bytes.fromhex(rest)

    def open(self, ciphertext: bytes) -> tuple[str, str]:
        """Returns `ok` and the message, or `error` and the code."""
        return self.ask("open", str(ROUND), SIGNATURE, ciphertext.hex() or "-")


def main() -> None:
    """Runs all three parts and prints a line for each."""
    parser = argparse.ArgumentParser(description="Tries Tiltyard's time-lock against bittensor-drand.")
    parser.add_argument("--program", required=True, help="command line of the program under test")
    parser.add_argument("--count", type=int, default=500, help="ciphertexts each way (default 500)")
    parser.add_argument("--mutations", type=int, default=200, help="altered ciphertexts (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="of lengths, messages and alterations")
    arguments = parser.parse_args()
    program, source = Program(arguments.program), random.Random(arguments.seed)
    opened_by_wheel = sum(wheel_opens(program, source) for _ in range(arguments.count))
    print(f"sealed by Tiltyard, opened by bittensor-drand  {opened_by_wheel} of {arguments.count}")
    opened_by_program = sum(program_opens(program, source) for _ in range(arguments.count))
    print(f"sealed by bittensor-drand, opened by Tiltyard  {opened_by_program} of {arguments.count}")
    codes = collections.Counter(open_mutated(program, source) for _ in range(arguments.mutations))
    refused = arguments.mutations - codes["opened"]
    print(f"altered, refused by Tiltyard                   {refused} of {arguments.mutations}")
    print("  " + ", ".join(f"{code} {count}" for code, count in codes.most_common()))
    if opened_by_wheel + opened_by_program != 2 * arguments.count or codes["opened"]:
        sys.exit(1)


def wheel_opens(program: Program, source: random.Random) -> bool:
    """Returns whether the wheel opens what the program sealed."""
    message = random_message(source)
    user_data = compact(program.seal(message)) + ROUND.to_bytes(8, "little")
    return bytes(bittensor_drand.decrypt_with_signature(user_data, SIGNATURE)) == message


def program_opens(program: Program, source: random.Random) -> bool:
    """Returns whether the program opens what the wheel sealed."""
    message = random_message(source)
    return program.open(wheel_seals(message)) == ("ok", message.hex() or "-")


def open_mutated(program: Program, source: random.Random) -> str:
    """Returns the code with which the program refuses an altered ciphertext, or `opened`."""
    verdict, rest = program.open(mutated(wheel_seals(random_message(source)), source))
    return "opened" if verdict == "ok" else rest


def mutated(ciphertext: bytes, source: random.Random) -> bytes:
    """Returns a ciphertext with a bit flipped, a byte replaced, cut short, extended, or with two bytes exchanged."""
    altered = bytearray(ciphertext)
    kind = source.randrange(5)
    if kind == 0:
        altered[source.randrange(len(altered))] ^= 1 << source.randrange(8)
    elif kind == 1:
        altered[source.randrange(len(altered))] ^= source.randrange(1, 256)
    elif kind == 2:
        del altered[source.randrange(len(altered)) :]
    elif kind == 3:
        altered += source.randbytes(source.randrange(1, 64))
    else:
        pairs = [(i, i + 1) for i in range(len(altered) - 1) if altered[i] != altered[i + 1]]
        first, second = source.choice(pairs)
        altered[first], altered[second] = altered[second], altered[first]
    return bytes(altered)


def wheel_seals(message: bytes) -> bytes:
    """Returns the ciphertext inside what the wheel answers: its length, itself, and the round."""
    user_data, _ = bittensor_drand.encrypt_at_round(message, ROUND)
    length = len(message) + OVERHEAD_BYTES
    prefix_bytes = len(user_data) - length - 8
    if user_data[: prefix_bytes + length] != compact(user_data[prefix_bytes : prefix_bytes + length]):
        sys.exit("the wheel's answer has another shape than the one known")
    return user_data[prefix_bytes : prefix_bytes + length]


def compact(content: bytes) -> bytes:
    """Returns bytes with their length before them, as SCALE writes lengths below 2^14."""
    length = len(content)
    return (bytes([length << 2]) if length < 64 else ((length << 2) | 1).to_bytes(2, "little")) + content


def random_message(source: random.Random) -> bytes:
    """Returns random bytes of a random length that fits a commitment."""
    return source.randbytes(source.randrange(1, MAX_MESSAGE_BYTES + 1))


if __name__ == "__main__":
    main()
