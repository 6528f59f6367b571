"""The scripted judge and the figures of fault matrix and soak."""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))

import arena_process  # noqa: E402
import arena_template  # noqa: E402
import fault_cast  # noqa: E402
import fault_places  # noqa: E402
import process_tree  # noqa: E402
import soak_sample  # noqa: E402
import trial_matrix  # noqa: E402


@pytest.fixture
def judged(tmp_path):
    """Returns a function that has the scripted judge carry out a job with this submission."""

    def judge(**constants):
        folder = tmp_path / f"job-{len(os.listdir(tmp_path))}"
        folder.mkdir()
        code = fault_cast.scripted(**constants).encode()
        plan = {key: f"the {key}" for key in ("evaluation", "execution", "submission", "preset_hash")}
        plan |= {"code_hash": hashlib.sha256(code).hexdigest(), "preset": fault_cast.demo_rules("r", 1.0, 10, 2)}
        (folder / "plan.json").write_text(json.dumps(plan))
        (folder / "submission.py").write_bytes(code)
        return folder

    return judge


def carry_out(folder):
    """Runs the scripted judge and returns its status, its progress and its result."""
    done = subprocess.run([fault_cast.SCRIPTED_JUDGE, folder], capture_output=True, text=True)
    result = folder / "result.json"
    return done.returncode, done.stdout.splitlines(), json.loads(result.read_text()) if result.exists() else None


def test_the_score_is_the_median_of_the_rates_in_the_runs(judged):
    status, progress, result = carry_out(judged(RATE=200.0))
    rates = [run["tokens"] / (run["stopped"] - run["started"]) * 1e9 for run in result["runs"]]
    assert status == 0
    assert rates == pytest.approx([200.0, 204.0, 196.0])
    assert result["score"]["tokens_per_second"] == pytest.approx(200.0)
    assert result["verdict"]["responsibility"] == "nobody"
    assert len(progress) == 1 + len(rates)


def test_the_same_submission_gets_the_same_result(judged):
    assert carry_out(judged(RATE=3.0))[2] == carry_out(judged(RATE=3.0))[2]


@pytest.mark.parametrize(
    ("code", "responsibility"),
    [("update_error", "competitor"), ("host_busy", "infrastructure"), ("bad_plan", "task")],
)
def test_a_verdict_that_is_asked_for_has_no_score(judged, code, responsibility):
    result = carry_out(judged(OUTCOME=code))[2]
    assert "score" not in result
    assert (result["verdict"]["code"], result["verdict"]["responsibility"]) == (code, responsibility)


def test_a_locked_job_is_left_to_the_judge_that_has_it(judged):
    folder = judged(RATE=1.0)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert carry_out(folder)[::2] == (1, None)
    assert carry_out(folder)[0] == 0


def test_code_of_another_hash_is_refused(judged):
    folder = judged(RATE=1.0)
    (folder / "submission.py").write_text("RATE = 1e9\n")
    assert carry_out(folder)[::2] == (1, None)


def test_the_holder_of_a_lock_is_found_without_trying_the_lock(tmp_path):
    path = tmp_path / "lock"
    path.write_text("4711\n")
    assert arena_process.held_by(str(path)) is None
    with open(path) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert arena_process.held_by(str(path)) == 4711


def test_a_process_of_a_process_is_found_and_an_ended_one_is_not():
    child = subprocess.Popen(["sh", "-c", "sh -c 'echo; read nothing; :'; :"], stdin=-1, stdout=-1)
    child.stdout.readline()
    found = process_tree.descendants(child.pid)
    assert len(found) == 1
    assert {child.pid, *found} <= set(process_tree.descendants(os.getpid()))
    child.communicate(b"\n")
    assert not {child.pid, *found} & set(process_tree.descendants(os.getpid()))


def test_user_numbers_that_others_hold_are_not_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(soak_sample, "USERS", str(tmp_path))
    (tmp_path / "200001").touch()
    with open(tmp_path / "200001") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        assert soak_sample.held_users({os.getpid()}) == 1
        assert soak_sample.held_users({os.getppid()}) == 0
    assert soak_sample.held_users({os.getpid()}) == 0


def sample(submissions, **held):
    """Returns a sample that holds nothing but what is named."""
    values = dict.fromkeys(soak_sample.Sample.__dataclass_fields__, 0) | {"submissions": submissions} | held
    return soak_sample.Sample(**values)


def test_one_file_leaked_in_fifty_submissions_breaks_its_bound():
    bound = next(bound for bound in soak_sample.BOUNDS if bound.name == "descriptors")
    leaking = [sample(count, descriptors=30 + count // 50) for count in range(20, 320, 20)]
    steady = [sample(count, descriptors=30 + (count // 20) % 2) for count in range(20, 320, 20)]
    assert not bound.is_kept(leaking)
    assert bound.is_kept(steady)


def test_what_grows_at_first_only_keeps_its_bound():
    bound = next(bound for bound in soak_sample.BOUNDS if bound.name == "memory")
    filling = [sample(count, memory=min(count, 100) * 1000) for count in range(20, 320, 20)]
    assert bound.is_kept(filling)


def test_the_first_difference_is_named():
    before = {"rows": [{"rank": 1, "score": 2.0}], "preset": "p"}
    after = {"rows": [{"rank": 1, "score": 3.0}], "preset": "p"}
    assert trial_matrix.difference(before, after) == "rows: 0: score: 2.0 became 3.0"
    assert trial_matrix.difference([("a", [1, 2])], [("a", [1, 3])]) == "0: 1: 1: 2 became 3"


def test_the_labels_are_those_of_the_programs():
    text = (SCRIPTS.parent / "Sources/Arena/Crusade/FaultPoint.swift").read_text()
    labels = [line.split('"')[1] for line in text.splitlines() if line.strip().startswith("case ")]
    assert [*arena_template.COMPETITORS_PLACES, *fault_places.PLACES] == labels
