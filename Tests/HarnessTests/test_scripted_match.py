"""The scripted judge's title matches, held against matches that the program itself fought."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))

import fault_cast  # noqa: E402
import scripted_match  # noqa: E402

from linting import CONTRACT, lint  # noqa: E402

# Four results of `tiltyard match --json` with a small model, each beside the rule of the crown that it was fought by.
# Of the referee's statistics only two are left. Won and lost in a row: against `exits_at_import.py`. Forfeited: by
# `nothing_trained.py`. Undecided: the baseline against its copy.
FOUGHT = json.loads((Path(__file__).parent / "fixtures/matches.json").read_text())
REQUIRED_OF_A_RUN = {"index", "started", "stopped", "freezing", "tokens", "disturbances", "statistics"}


@pytest.fixture(params=FOUGHT, ids=lambda fought: fought["result"]["outcome"])
def fought(request):
    """Returns a match that the program fought: the rule of the crown and the result."""
    return request.param["crown"], request.param["result"]


def times(pair):
    """Returns both times of a pair that count."""
    arms = [pair[side] for side in scripted_match.SIDES]
    return [None if "failure" in arm else arm["run"]["stopped"] - arm["run"]["started"] for arm in arms]


def test_signs_and_leads_are_those_of_the_program(fought):
    crown, result = fought
    for pair in result["pairs"]:
        if result["outcome"] != "forfeited":
            assert scripted_match.sign_of(*times(pair), crown["fraction"]) == pair["sign"]
        if "lead" in pair:
            assert scripted_match.lead_of(*times(pair), crown["fraction"]) == pytest.approx(pair["lead"], rel=1e-12)


def test_evidence_and_outcome_are_those_of_the_program_after_every_pair(fought):
    crown, result = fought
    signs = [pair["sign"] for pair in result["pairs"]]
    for count, pair in enumerate(result["pairs"], start=1):
        so_far = signs[:count]
        assert scripted_match.evidence(so_far) == pytest.approx(pair["evidence"], rel=1e-12)
        assert scripted_match.evidence_against(so_far) == pytest.approx(pair["evidence_against"], rel=1e-12)
        expected = result["outcome"] if count == len(signs) and result["outcome"] != "forfeited" else None
        assert scripted_match.outcome_of(so_far, crown["match"], result["error_share"]) == expected


def test_the_fixture_has_every_outcome_at_the_lengths_that_the_rules_give():
    lengths = {each["result"]["outcome"]: len(each["result"]["pairs"]) for each in FOUGHT}
    assert lengths == {"crowned": 8, "futile": 7, "exhausted": 12, "forfeited": 1}


@pytest.mark.parametrize(
    ("challenger", "champion", "sign"),
    [(1000, 1006, 1), (1000, 1004, -1), (1000, None, 1), (None, 1000, -1), (None, None, 0)],
)
def test_a_pair_counts_for_whoever_was_faster_by_the_margin(challenger, champion, sign):
    assert scripted_match.sign_of(challenger, champion, 0.005) == sign


@pytest.fixture
def match(tmp_path):
    """Returns a function that has the scripted judge fight a match; `seed` is also the attempt's token."""

    def fight(challenger, champion, seed="a", champion_hash=None, prior=()):
        folder = tmp_path / seed
        folder.mkdir()
        plan = {"match": "the match", "execution": seed, "preset_hash": "the rules", "error_share": 0.025}
        plan |= {"preset": fault_cast.match_cast().rules, "seed": seed * 64}
        plan |= {"attempt": 2 if prior else 1, "prior": list(prior)}
        for side, constants in (("challenger", challenger), ("champion", champion)):
            code = fault_cast.scripted(**constants).encode()
            (folder / f"{side}.py").write_bytes(code)
            plan[side] = {"submission": f"the {side}", "code_hash": hashlib.sha256(code).hexdigest()}
        plan["champion"]["code_hash"] = champion_hash or plan["champion"]["code_hash"]
        (folder / "match.json").write_text(json.dumps(plan))
        done = subprocess.run([fault_cast.SCRIPTED_JUDGE, folder], capture_output=True, text=True)
        result = folder / "result.json"
        return done, json.loads(result.read_text()) if result.exists() else None

    return fight


@pytest.mark.parametrize(
    ("challenger", "outcome", "pairs"),
    [
        ({"RATE": 110.0}, "crowned", 8),
        ({"RATE": 118.0, "IN_MATCH": "run_timed_out"}, "futile", 7),
        ({"RATE": 118.0, "IN_MATCH": "update_error"}, "forfeited", 1),
        ({"RATE": 95.0}, "futile", 7),
        ({"RATE": 100.2}, "exhausted", 30),
    ],
)
def test_the_rates_decide_the_match(match, challenger, outcome, pairs):
    done, result = match(challenger, {"RATE": 100.0})
    assert (done.returncode, result["outcome"], len(result["pairs"])) == (0, outcome, pairs)
    assert len(done.stdout.splitlines()) == 1 + pairs


@pytest.mark.parametrize(("champion", "outcome"), [("update_error", "exhausted"), ("projection", "forfeited")])
def test_a_pair_in_which_both_break_the_same_rule_says_nothing(match, champion, outcome):
    done, result = match({"IN_MATCH": "update_error"}, {"IN_MATCH": champion})
    assert (done.returncode, result["outcome"]) == (0, outcome)
    assert {pair["sign"] for pair in result["pairs"]} == {0 if outcome == "exhausted" else -1}


def test_a_repeated_attempt_fights_the_same_pairs(match):
    (_, one), (_, other) = (match({"RATE": 100.2}, {"RATE": 100.0}, seed) for seed in ("a", "b"))
    assert one["pairs"] == other["pairs"]
    assert (one["execution"], other["execution"]) == ("a", "b")


def test_an_attempt_goes_on_from_the_pairs_that_a_failure_of_the_machine_left(match):
    _, halted = match({"RATE": 110.0, "HALTS": 3}, {"RATE": 100.0}, "a")
    assert ("outcome" in halted, halted["failure"]["responsibility"]) == (False, "infrastructure")
    _, ended = match({"RATE": 110.0, "HALTS": 3}, {"RATE": 100.0}, "b", prior=halted["pairs"])
    assert (ended["outcome"], [pair["attempt"] for pair in ended["pairs"]]) == ("crowned", [1] * 3 + [2] * 5)
    _, whole = match({"RATE": 110.0}, {"RATE": 100.0}, "c")
    assert [pair | {"attempt": 1} for pair in ended["pairs"]] == whole["pairs"]


def test_results_have_the_members_that_the_program_writes(match):
    _, lost = match({"RATE": 118.0, "IN_MATCH": "ended_before_ready"}, {"RATE": 100.0}, "a")
    _, forfeited = match({"RATE": 118.0, "IN_MATCH": "update_error"}, {"RATE": 100.0}, "b")
    _, undecided = match({"RATE": 100.2}, {"RATE": 100.0}, "c")
    real = {each["result"]["outcome"]: each["result"] for each in FOUGHT}
    for scripted in (lost, forfeited, undecided):
        program = real[scripted["outcome"]]
        pair, model = scripted["pairs"][0], program["pairs"][0]
        assert scripted.keys() == program.keys()
        assert pair.keys() == model.keys()
        for side in scripted_match.SIDES:
            assert pair[side].keys() == model[side].keys()
            assert "run" not in pair[side] or pair[side]["run"].keys() == REQUIRED_OF_A_RUN <= model[side]["run"].keys()
        assert pair["challenger"].get("failure", {}).keys() == model["challenger"].get("failure", {}).keys()


def test_what_forfeits_a_match_is_what_the_program_says():
    text = (SCRIPTS.parent / "Sources/Judging/Verdict/VerdictCode.swift").read_text()
    words = dict(re.findall(r'^    case (\w+)(?: = "(\w+)")?$', text, re.MULTILINE))
    answer = text[text.index("var forfeitsMatch") :]
    names = re.findall(r"\.(\w+)", answer[: answer.index("default")])
    assert {words[name] or name for name in names} == scripted_match.FORFEITS


def test_a_champion_of_another_hash_is_refused(match):
    done, result = match({"RATE": 110.0}, {"RATE": 100.0}, champion_hash="0" * 64)
    assert (done.returncode, result) == (1, None)
    assert "champion.py" in done.stderr


def test_only_the_near_copy_has_the_structure_of_another(tmp_path):
    entries = [entry for entry in fault_cast.match_cast().entries if entry.name != "copy"]
    found = {entry.name: lint(tmp_path, entry.code, None, CONTRACT)["fingerprints"] for entry in entries}
    assert found["near-copy"]["structure"] == found["noise-level"]["structure"]
    assert found["near-copy"]["exact"] != found["noise-level"]["exact"]
    assert len({prints["structure"] for prints in found.values()}) == len(entries) - 1
