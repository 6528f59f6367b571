"""Checks an evidence log by `docs/evidence.md`, with nothing but Python: spelling, hashes, chain, signatures."""

import hashlib
import json
import re

import ed25519

ENTRY = re.compile(
    rb'(?s)(\{"body":.*),"hash":"([0-9a-f]{64})"'
    rb'(,"kind":"[a-z_]+","previous":"([0-9a-f]{64})","sequence":([0-9]+)),"signature":"([0-9a-f]{128})"\}'
)


def canonical(value: object) -> str:
    """Returns the one spelling of a value."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode())
        return "{" + ",".join(f"{canonical(key)}:{canonical(each)}" for key, each in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, str):
        text = json.dumps(value, ensure_ascii=False)
        return text.replace("\\b", "\\u0008").replace("\\f", "\\u000c") if "\\" in text else text
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**63 else repr(value)
    return json.dumps(value)


def problem(log: bytes, key: bytes) -> str | None:
    """Returns the first thing that is wrong with a log, or None."""
    previous = b"0" * 64
    for number, line in enumerate(log.split(b"\n")[:-1], start=1):
        match = ENTRY.fullmatch(line)
        if not match or canonical(json.loads(line)).encode() != line:
            return f"{number}: not_canonical"
        body, digest, rest, before, sequence, signature = match.groups()
        if hashlib.sha256(b"tiltyard evidence entry 1\n" + body + rest + b"}").hexdigest().encode() != digest:
            return f"{number}: changed"
        if int(sequence) != number or before != previous:
            return f"{number}: out of place"
        message = b"tiltyard evidence signature 1\n" + digest
        if not ed25519.verify(key, message, bytes.fromhex(signature.decode())):
            return f"{number}: bad_signature"
        previous = digest
    return None if log.endswith(b"\n") else "cut"
