"""Calibration: limits from known figures, and a clean cut on a small workload."""

import json
import subprocess
import sys

import pytest

from calibrate.limits import Measurement, allowed_deviations, as_limits
from calibrate.report import is_clean_cut
from host import HARNESS, SMALL


def measured(family, error, projection):
    return Measurement(family, family, "00", 0.0, error, projection, error, "a", projection, projection)


def test_a_limit_is_the_geometric_mean_between_honest_and_cheat():
    allowed = allowed_deviations([measured("honest", 1e-4, 1.0), measured("cheat", 1e-2, 0.9)])
    assert allowed["update_error"] == pytest.approx(1e-3)
    assert as_limits(allowed)["projection"] == pytest.approx([1 - (1e-4 * 0.1) ** 0.5, 1 + (1e-4 * 0.1) ** 0.5])


def test_a_cheat_that_a_statistic_cannot_tell_does_not_move_its_limit():
    cheats = [measured("cheat", 1e-2, 0.9), measured("cheat", 1e-2, 1.0)]
    allowed = allowed_deviations([measured("honest", 1e-4, 1.0), *cheats])
    assert allowed["projection"] == pytest.approx((1e-4 * 0.1) ** 0.5)


def test_without_separation_there_is_no_limit_and_no_clean_cut():
    measurements = [measured("honest", 1e-2, 1.0), measured("cheat", 2e-2, 1.0)]
    allowed = allowed_deviations(measurements)
    assert allowed == {}
    assert is_clean_cut(measurements, allowed) is False


def test_the_command_divides_honest_training_from_cheats(tmp_path):
    workload = tmp_path / "workload.json"
    workload.write_text(json.dumps(SMALL))
    command = [sys.executable, "-I", "-B", HARNESS, "calibrate", "--workload", workload, "--seeds", "1", "--json"]
    outcome = subprocess.run(command, capture_output=True, check=False, timeout=60)
    report = json.loads(outcome.stdout)
    assert (outcome.returncode, report["clean_cut"]) == (0, True)
    assert set(report["limits"]) == {"update_error", "projection", "tensor_update_error", "tensor_projection"}
    assert {row["family"] for row in report["measurements"]} == {"honest", "precision", "cheat", "probe"}


def test_a_workload_file_that_is_missing_is_an_error(tmp_path):
    command = [sys.executable, "-I", "-B", HARNESS, "calibrate", "--workload", tmp_path / "none.json"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2
