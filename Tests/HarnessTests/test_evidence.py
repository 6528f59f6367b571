"""The format of evidence logs as `docs/evidence.md` describes it, against a log that the validator's code wrote."""

import contextlib
import json
import random
from pathlib import Path

import pytest

import ed25519
import evidence_check

LOG = (Path(__file__).resolve().parents[1] / "EvidenceTests/Fixtures/small.jsonl").read_bytes()
KEY = bytes.fromhex(json.loads(LOG.split(b"\n")[0])["body"]["validator"])


def test_signatures_are_those_of_the_standard():
    """The second vector of RFC 8032, section 7.1."""
    key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert ed25519.verify(key, b"\x72", signature)
    assert not ed25519.verify(key, b"\x73", signature)


def test_a_log_can_be_checked_by_the_document_alone():
    assert len(LOG.splitlines()) > 10
    assert evidence_check.problem(LOG, KEY) is None


def test_another_key_is_refused():
    assert evidence_check.problem(LOG, bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc" * 2)) == "1: bad_signature"


def test_a_cut_log_is_refused():
    assert evidence_check.problem(LOG[:-1], KEY) == "cut"


@pytest.mark.parametrize("seed", range(20))
def test_a_changed_byte_is_refused(seed):
    dice = random.Random(seed)
    place = dice.randrange(len(LOG))
    changed = LOG[:place] + bytes([LOG[place] ^ dice.randrange(1, 256)]) + LOG[place + 1 :]
    with contextlib.suppress(ValueError):  # No text, or no JSON: refused, too.
        assert evidence_check.problem(changed, KEY) is not None


def test_numbers_and_text_have_one_spelling():
    value = {"é": [1.0, 2.5, 1e-8, 2.5e19, -0.0, 10.0**300], "a": 'q"\\\n\x1f\x08', "B": [None, True]}
    text = '{"B":[null,true],"a":"q\\"\\\\\\n\\u001f\\u0008","é":[1,2.5,1e-08,2.5e+19,0,1e+300]}'
    assert evidence_check.canonical(value) == text
