"""Submissions and rules of the fault matrix: two casts whose run times are written down, and one that really runs."""

import json
from dataclasses import dataclass
from pathlib import Path

from arena_template import Entry
from fault_places import MATCHES, SCORES

REPOSITORY = Path(__file__).resolve().parent.parent
PRESETS = REPOSITORY / "Sources/Rules/Presets"
SCRIPTED_JUDGE = str(REPOSITORY / "scripts/scripted_judge.py")
TRAINER = "def inner_steps(model, data_iterator, optimizer, num_steps, device):\n"


@dataclass(frozen=True)
class Cast:
    """Submissions, the rules that they are judged by, and what has to come out alike in every trial."""

    name: str
    rules: dict
    entries: list[Entry]
    # What stands in the judge's place; None for the program's own.
    judge: str | None = SCRIPTED_JUDGE
    # How many title matches there are, inherited ones among them.
    matches: int = 0
    # The parts of an arena's state that are compared with the undisturbed trial's.
    compared: tuple[str, ...] = ("board", "crowns", "runs", "matches")
    # Seconds that a trial may take.
    patience: float = 120.0


def scripted(steps: int = 0, **constants: object) -> str:
    """Returns a submission for the scripted judge. Those with other `steps` in their text have another structure."""
    words = "".join(f"{name} = {value!r}\n" for name, value in constants.items())
    return f"{words}\n\n{TRAINER}" + "    optimizer.step()\n" * steps + "    return None\n"


def score_cast() -> Cast:
    """Returns nine submissions that cost a fee: six are judged, three of these take the crown, three are refused."""
    better = scripted(RATE=110.0, SLEEP=0.15)
    entries = [
        Entry("first", scripted(RATE=100.0, SLEEP=0.15), 0),
        Entry("better", better, 2),
        Entry("noise-level", scripted(RATE=110.5, SLEEP=0.15), 2),
        Entry("cheat", scripted(OUTCOME="update_error", SLEEP=0.15), 9),
        Entry("copy", f"# my own work\n{better}", 10),
        Entry("broken", "def inner_steps(:\n", 11),
        Entry("swapped", scripted(RATE=900.0), 19, is_replaced=True),
        Entry("slower", scripted(RATE=90.0, SLEEP=0.15), 20),
        Entry("best", scripted(RATE=125.0, SLEEP=0.3), 21),
    ]
    rules = demo_rules("faults", 0.2, 5, 20)
    rules["fee"] = {"rao": 1000, "least_share": 0.9}
    return Cast(SCORES, rules, entries, compared=("board", "crowns", "runs", "matches", "fees"))


def match_cast() -> Cast:
    """Returns ten submissions under rules with title matches.

    Eight are accepted. The first takes the crown, and two win it in a match, one of them after the machine failed in
    the middle. One gets no answer in 30 pairs, and a near copy inherits that. Two are fast, but one of them loses every
    run of its match and the other forfeits. One is too slow to have a match. One is rejected, one is a copy.
    """
    better = scripted(2, RATE=110.0, SLEEP=0.15)
    entries = [
        Entry("first", scripted(RATE=100.0, SLEEP=0.15), 0),
        Entry("noise-level", scripted(1, RATE=100.2, SLEEP=0.15), 1),
        Entry("near-copy", scripted(1, RATE=100.3, SLEEP=0.15), 2),
        Entry("better", better, 2),
        Entry("copy", better, 5),
        Entry("cheat", scripted(3, OUTCOME="update_error", SLEEP=0.15), 6),
        Entry("far-behind", scripted(4, RATE=80.0, SLEEP=0.15), 9),
        Entry("breaks", scripted(5, RATE=118.0, IN_MATCH="run_timed_out", SLEEP=0.15), 10),
        Entry("forfeits", scripted(6, RATE=140.0, IN_MATCH="update_error", SLEEP=0.15), 11),
        Entry("best", scripted(7, RATE=125.0, HALTS=3, SLEEP=0.2), 12),
    ]
    rules = demo_rules("faults-title", 0.2, 5, 20)
    match = {"error_budget": 0.05, "futility": 20, "inherits": "structure", "most_pairs": 30, "qualify_within": 0.1}
    rules["crown"] = {"rule": "title-match", "fraction": 0.005, "match": match}
    rules["intake"]["copies"] = "exact"
    return Cast(MATCHES, rules, entries, matches=6)


def real_cast() -> Cast:
    """Returns five submissions that train, or should: two honest, one that does nothing, two that cannot be run.

    Their times differ from trial to trial, so only the codes of their ends are compared.
    """
    fixtures = REPOSITORY / "Tests/JudgingTests/Fixtures"
    entries = [
        Entry("plain", (REPOSITORY / "examples/crusade-tps/baseline.py").read_text(), 0),
        Entry("quick", (REPOSITORY / "examples/crusade-tps/faster.py").read_text(), 1),
        Entry("idle", (fixtures / "nothing_trained.py").read_text(), 1),
        Entry("missing", (fixtures / "missing_function.py").read_text(), 2),
        Entry("broken", "def inner_steps(:\n", 3),
    ]
    return Cast("real", small_rules(), entries, judge=None, compared=("codes",), patience=400.0)


def demo_rules(name: str, block_seconds: float, tempo_blocks: int, reveal_blocks: int) -> dict:
    """Returns the demo's rules in another rhythm, without the calibration that belongs to its limits."""
    preset = json.loads((PRESETS / "demo.json").read_text())
    preset |= {"name": name, "step_spread": 0}
    preset["verification"].pop("calibration", None)
    preset["schedule"] |= {
        "block_seconds": block_seconds,
        "tempo_blocks": tempo_blocks,
        "reveal_blocks": reveal_blocks,
    }
    return preset


def small_rules() -> dict:
    """Returns rules with a model so small that a judgement takes seconds, and limits wide enough for it."""
    preset = demo_rules("faults-real", 0.5, 10, 20) | {"runs": 1, "steps": 6, "warmup_steps": 1, "step_spread": 0}
    preset["workload"] |= {"vocabulary": 64, "width": 32, "layers": 2, "heads": 4, "sequence_length": 32, "batch": 4}
    preset["contestant"] |= {"load_seconds": 60, "run_seconds": 20}
    preset["verification"] |= {
        "update_error": 0.01,
        "first_moment_error": 0.01,
        "second_moment_error": 0.01,
        "tensor_first_moment_error": 0.05,
        "tensor_update_error": 0.05,
        "row_update_error": 0.1,
        "projection": [0.99, 1.01],
        "tensor_projection": [0.9, 1.1],
    }
    return preset
