"""Fingerprints by which copies are known.

`exact` is that of the bytes. `normalised` leaves out layout, comments, docstrings, annotations
and statements that do nothing. `structure` also
leaves out how a file calls its own names, what its numbers and texts are, the order of its functions and imports, and
what runs only in a main program.
"""

import ast

from lint.outline import FUNCTIONS, Outline
from lint.reading import Reading, outline_without_guards
from lint.serialise import Serialiser, joined_bytes
from lint.structure import StructureSerialiser

try:
    # Loading OpenSSL for one hash function takes as long as reading an ordinary submission.
    from _sha256 import sha256
except ImportError:
    from hashlib import sha256

ROUNDS = 3
"""How far, in calls, functions are told apart by the functions that they use."""


def fingerprints(data: bytes, reading: Reading, kept: frozenset[str]) -> dict[str, str]:
    """Returns the three fingerprints in hexadecimal; `kept` are the names that the contract gives."""
    return {
        "exact": sha256(data).hexdigest(),
        "normalised": sha256(joined_bytes(Serialiser().tokens(reading.tree))).hexdigest(),
        "structure": structure(outline_without_guards(reading.tree), kept).hex(),
    }


class Unit:
    """One statement of the top level, written with its names of the file's own scope left open."""

    def __init__(self, statement: ast.stmt, serialiser: StructureSerialiser) -> None:
        serialiser.start(statement)
        self.is_definition = isinstance(statement, (*FUNCTIONS, ast.ClassDef))
        self.text = sha256(joined_bytes(serialiser.tokens(statement))).digest()
        self.slots = serialiser.slots
        self.bound = dict(serialiser.bound)
        if self.is_definition:
            self.bound.setdefault(statement.name, len(self.bound))

    def digest(self, names: dict[str, bytes]) -> bytes:
        """Returns a hash of the statement, given hashes of what the names stand for."""
        return sha256(self.text + b"".join(names.get(slot, b"?") for slot in self.slots)).digest()


def structure(outline: Outline, kept: frozenset[str]) -> bytes:
    """Returns the structural fingerprint."""
    serialiser = StructureSerialiser(outline, dict(outline.places), kept)
    units = [Unit(statement, serialiser) for statement in serialiser.statements(outline.tree.body, is_class=False)]
    names: dict[str, bytes] = {}
    for _ in range(ROUNDS):
        names = name_digests(units, names)
    definitions = sorted(unit.digest(names) for unit in units if unit.is_definition)
    others = [unit.digest(names) for unit in units if not unit.is_definition]
    return sha256(b"".join([*definitions, b"|", *others])).digest()


def name_digests(units: list[Unit], names: dict[str, bytes]) -> dict[str, bytes]:
    """Returns a hash for each name, of the statements that bind it."""
    found: dict[str, list[bytes]] = {}
    for unit in units:
        digest = unit.digest(names)
        for name, index in unit.bound.items():
            found.setdefault(name, []).append(digest + index.to_bytes(4, "big"))
    return {name: sha256(b"".join(sorted(digests))).digest() for name, digests in found.items()}
