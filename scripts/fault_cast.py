"""Submissions and rules of the fault matrix: one cast whose run times are written down, and one that really runs."""

import json
from pathlib import Path

from arena_template import Entry

REPOSITORY = Path(__file__).resolve().parent.parent
PRESETS = REPOSITORY / "Sources/Rules/Presets"
SCRIPTED_JUDGE = str(REPOSITORY / "scripts/scripted_judge.py")
TRAINER = "def inner_steps(model, data_iterator, optimizer, num_steps, device):\n    return None\n"


def scripted(**constants: object) -> str:
    """Returns a submission for the scripted judge."""
    return "".join(f"{name} = {value!r}\n" for name, value in constants.items()) + "\n\n" + TRAINER


def scripted_cast() -> list[Entry]:
    """Returns nine submissions: six are judged, three of them take the crown, three are refused at intake."""
    better = scripted(RATE=110.0, SLEEP=0.15)
    return [
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


def real_cast() -> list[Entry]:
    """Returns five submissions that train, or should: two honest, one that does nothing, two that cannot be run."""
    fixtures = REPOSITORY / "Tests/JudgingTests/Fixtures"
    return [
        Entry("plain", (REPOSITORY / "examples/crusade-tps/baseline.py").read_text(), 0),
        Entry("quick", (REPOSITORY / "examples/crusade-tps/faster.py").read_text(), 1),
        Entry("idle", (fixtures / "nothing_trained.py").read_text(), 1),
        Entry("missing", (fixtures / "missing_function.py").read_text(), 2),
        Entry("broken", "def inner_steps(:\n", 3),
    ]


def demo_rules(name: str, block_seconds: float, tempo_blocks: int, reveal_blocks: int) -> dict:
    """Returns the demo's rules in another rhythm, without the calibration that belongs to its limits."""
    preset = json.loads((PRESETS / "demo.json").read_text())
    preset["name"] = name
    preset["verification"].pop("calibration", None)
    preset["schedule"] |= {
        "block_seconds": block_seconds,
        "tempo_blocks": tempo_blocks,
        "reveal_blocks": reveal_blocks,
    }
    return preset


def scripted_rules() -> dict:
    """Returns rules with five blocks a second and a tempo each second."""
    return demo_rules("faults", 0.2, 5, 20)


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
