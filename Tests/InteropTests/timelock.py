"""Seals and opens time-locked messages with Tiltyard and with bittensor-drand, each opening what the other sealed.

    python Tests/InteropTests/timelock.py --program "PROGRAM ARGUMENTS" [--count 500] [--mutations 200]

The program answers one line for every line that it reads:

    seal ROUND MESSAGE                         ok CIPHERTEXT
    open ROUND SIGNATURE CIPHERTEXT            ok MESSAGE    or    error CODE
    weights ROUND HOTKEY UIDS VALUES VERSION   ok CIPHERTEXT
    commitment, legacy, stateful               ok ROUND; see Sources/tiltyard/Timelock/TimelockLine.swift

Bytes are written in hexadecimal, lists with commas, and nothing as a dash. The package bittensor-drand is to be
installed; 1.1.0 and 2.0.0 are known to work. No network is needed: all is sealed to round 1000 of quicknet, whose
signature has long been published.
"""

import argparse
import collections
import random
import shlex
import subprocess
import sys
import time

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
    parser.add_argument("--weights", type=int, default=200, help="payloads of weights, and rounds (default 200)")
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
    weights = sum(weights_agree(program, source) for _ in range(arguments.weights))
    print(f"weights by Tiltyard, opened by bittensor-drand {weights} of {arguments.weights}")
    schedule = legacy if hasattr(bittensor_drand, "get_encrypted_commit") else stateful
    rounds = sum(rounds_agree(program, source, schedule) for _ in range(arguments.weights))
    print(f"reveal rounds that agree, epochs {schedule.__name__:<14} {rounds} of {arguments.weights}")
    if opened_by_wheel + opened_by_program != 2 * arguments.count or codes["opened"]:
        sys.exit(1)
    if weights + rounds != 2 * arguments.weights:
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


def weights_agree(program: Program, source: random.Random) -> bool:
    """Returns whether the wheel unseals the payload of weights that the program was told to seal."""
    hotkey, version = source.randbytes(32), source.randrange(2**64)
    uids = source.sample(range(2**16), source.randrange(1, 257))
    values = [source.randrange(2**16) for _ in uids]
    lists = [",".join(map(str, numbers)) for numbers in (uids, values)]
    verdict, rest = program.ask("weights", str(ROUND), hotkey.hex(), *lists, str(version))
    if verdict != "ok":
        return False
    user_data = compact(bytes.fromhex(rest)) + ROUND.to_bytes(8, "little")
    payload = compact(hotkey) + b"".join(
        compact_number(len(numbers)) + b"".join(number.to_bytes(2, "little") for number in numbers)
        for numbers in (uids, values)
    )
    opened = bytes(bittensor_drand.decrypt_with_signature(user_data, SIGNATURE))
    return opened == payload + version.to_bytes(8, "little")


def rounds_agree(program: Program, source: random.Random, schedule: object) -> bool:
    """Returns whether the program seals to the rounds to which the wheel does.

    The wheel reads the clock itself. The program is told the time before and the time after, and one of both answers is
    to be the wheel's; they hardly ever differ.
    """
    blocks, block_time = source.randrange(5000), source.choice([0.25, 1.0, 12.0])
    before = time.time()
    _, theirs = bittensor_drand.get_encrypted_commitment("x", blocks, block_time)
    ours = {ask_round(program, "commitment", now, blocks, block_time) for now in (before, time.time())}
    if theirs not in ours:
        return False
    words, wheel = schedule(source, block_time)
    before = time.time()
    theirs = wheel()
    return theirs in {ask_round(program, schedule.__name__, now, *words) for now in (before, time.time())}


def legacy(source: random.Random, block_time: float) -> tuple[list[object], object]:
    """Epochs that follow from the block's number, as version 1.1 counts them."""
    block, netuid, tempo = source.randrange(10**7), source.randrange(4096), source.choice([10, 99, 360])
    period = source.randrange(1, 6)

    def wheel() -> int:
        return bittensor_drand.get_encrypted_commit([1], [2], 0, tempo, block, netuid, period, block_time, bytes(32))[1]

    return [block, netuid, tempo, period, block_time], wheel


def stateful(source: random.Random, block_time: float) -> tuple[list[object], object]:
    """Epochs that the chain keeps in its state, as version 2.0 takes them."""
    tempo, last, period = source.choice([10, 99, 360]), source.randrange(10**7), source.randrange(1, 6)
    block = last + source.randrange(2 * tempo)
    pending = source.choice([0, block + source.randrange(tempo)])

    def wheel() -> int:
        return bittensor_drand.get_encrypted_commit_v2(
            [1], [2], 0, last, pending, 7, tempo, block - last, block, period, block_time, bytes(32)
        )[1]

    return [block, last, pending, tempo, block - last, period, block_time], wheel


def ask_round(program: Program, name: str, now: float, *words: object) -> int:
    """Returns the round to which the program would seal."""
    verdict, rest = program.ask(name, f"{now:.6f}", *map(str, words))
    return int(rest) if verdict == "ok" else -1


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
    return compact_number(len(content)) + content


def compact_number(number: int) -> bytes:
    """Returns a number below 2^14 as SCALE writes lengths."""
    return bytes([number << 2]) if number < 64 else ((number << 2) | 1).to_bytes(2, "little")


def random_message(source: random.Random) -> bytes:
    """Returns random bytes of a random length that fits a commitment."""
    return source.randbytes(source.randrange(1, MAX_MESSAGE_BYTES + 1))


if __name__ == "__main__":
    main()
