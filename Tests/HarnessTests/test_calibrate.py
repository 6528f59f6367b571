"""Calibration: limits from known figures, what passes them, and a clean cut on a small workload."""

import json
import os
import subprocess
import sys

import pytest

from calibrate.command import lengths, parse, schedule
from calibrate.limits import HEADROOM, LIMITED, Margins, allowed_deviations, as_limits, gross_limit
from calibrate.measurement import STATISTICS, Measurement
from calibrate.recipe import Recipe
from calibrate.report import is_clean_cut, margins, passing, resolution
from host import HARNESS, SMALL


def measured(family, name=None, seed="00", others=1e-6, **deviations):
    """Returns a measurement whose deviations are all `others` but for those that are given."""
    return Measurement(name or family, family, seed, 0.0, {**dict.fromkeys(STATISTICS, others), **deviations})


def test_figures_become_deviations():
    tensors = [
        {"update_error": 0.1, "projection": 1.3, "first_moment_error": 0.5, "second_moment_error": 0.0},
        {"update_error": 0.4, "projection": 0.9, "first_moment_error": 0.2, "second_moment_error": 0.6},
    ]
    whole = {"update_error": 0.2, "projection": 0.95, "first_moment_error": 0.3, "second_moment_error": 0.25}
    figures = {**whole, "tensors": tensors, "rows": {"tensor": "a", "worst": 0.7, "row": 3}}
    deviations = Measurement.of_figures("any", "cheat", "00", 0.0, figures).deviations
    assert deviations == pytest.approx(
        {
            "update_error": 0.2,
            "projection": 0.05,
            "first_moment_error": 0.3,
            "second_moment_error": 0.25,
            "tensor_update_error": 0.4,
            "tensor_projection": 0.3,
            "tensor_first_moment_error": 0.5,
            "tensor_second_moment_error": 0.6,
            "row_update_error": 0.7,
        }
    )


def test_a_limit_is_the_geometric_mean_between_honest_and_the_nearest_cheat_over_all_seeds():
    honest = [measured("honest", update_error=error) for error in (1e-4, 2e-5)]
    cheats = [measured("cheat", seed=seed, update_error=error) for seed, error in (("00", 2e-2), ("01", 1e-2))]
    assert allowed_deviations([*honest, *cheats])["update_error"] == pytest.approx(1e-3)


def test_the_largest_few_of_a_rare_kind_may_exceed_a_limit():
    rare = [measured("rare", seed=str(index), update_error=1e-6 * (index + 1)) for index in range(40)]
    assert Margins([measured("honest"), *rare]).honest["update_error"] == pytest.approx(38e-6)
    assert Margins([measured("honest", update_error=1e-3), *rare]).honest["update_error"] == 1e-3
    allowed = allowed_deviations([measured("honest"), *rare, measured("cheat", update_error=38e-4)])
    assert allowed["update_error"] == pytest.approx(38e-5)


def test_an_honest_projection_counts_as_being_as_far_off_as_the_update():
    allowed = allowed_deviations([measured("honest", update_error=1e-4), measured("cheat", projection=0.1)])
    assert as_limits(allowed)["projection"] == pytest.approx(
        [1 - (1e-4 * 0.1) ** 0.5, 1 + (1e-4 * 0.1) ** 0.5], abs=1e-5
    )


def test_a_cheat_that_another_statistic_tells_better_does_not_move_a_limit():
    honest = measured("honest", update_error=1e-3, first_moment_error=1e-3)
    far = measured("cheat", "far", update_error=0.1, first_moment_error=0.1)
    near = measured("cheat", "near", update_error=5e-3, first_moment_error=0.09)
    allowed = allowed_deviations([honest, far, near])
    assert allowed["update_error"] == pytest.approx(1e-2)
    assert allowed["first_moment_error"] == pytest.approx((1e-3 * 0.09) ** 0.5, rel=5e-3)


def test_a_cheat_that_no_other_statistic_tells_moves_the_limit_of_the_best():
    honest = measured("honest", others=1e-3)
    near = measured("cheat", others=1e-3, first_moment_error=6e-3, update_error=5e-3)
    allowed = allowed_deviations([honest, near])
    assert allowed["first_moment_error"] == pytest.approx(HEADROOM * 1e-3)
    assert allowed["update_error"] == gross_limit(1e-3)


def test_a_cheat_within_reach_of_honest_runs_is_reported_and_not_caught():
    measurements = [measured("honest", others=1e-2), measured("cheat", others=1.9e-2)]
    allowed = allowed_deviations(measurements)
    assert set(allowed.values()) == {gross_limit(1e-2)}
    assert is_clean_cut(measurements, allowed) is False
    assert passing(measurements, allowed) == {"cheat": 1}


@pytest.mark.parametrize(("honest", "limit"), [(1e-4, 1e-3), (0.01, 0.1), (0.09, 0.3), (0.49, 0.98), (3.0, 6.0)])
def test_a_gross_limit_lies_between_honest_runs_and_no_training(honest, limit):
    assert gross_limit(honest) == pytest.approx(limit)


def test_the_resolution_is_the_largest_saving_that_passes_under_any_seed():
    recipes = [
        Recipe("whole_step", "cheat", 1.0, in_one_step=True),
        Recipe("part", "probe", 0.5, in_one_step=True),
        Recipe("small_part", "probe", 0.1, in_one_step=True),
        Recipe("same_work", "cheat"),
    ]
    measurements = [
        measured("cheat", "whole_step", update_error=0.1),
        measured("probe", "part", seed="00", update_error=0.1),
        measured("probe", "part", seed="01", update_error=0.01),
        measured("probe", "small_part", update_error=0.01),
        measured("cheat", "same_work", update_error=0.01),
    ]
    allowed = {"update_error": 0.05}
    found = resolution(recipes, measurements, allowed, steps=20)
    assert found == {
        "resolution": pytest.approx(0.025),
        "passing_with_it": "part",
        "smallest_saving_tried": pytest.approx(0.005),
    }
    assert passing(measurements, allowed) == {"part": 1, "small_part": 1, "same_work": 1}
    nothing = resolution(recipes, measurements, {"update_error": 1e-3}, steps=20)
    assert (nothing["resolution"], nothing["passing_with_it"]) == (0.0, None)


def test_margins_name_the_nearest_cheat_and_the_closest_call():
    measurements = [
        measured("honest", others=1e-3),
        measured("cheat", "by_update", others=1e-3, update_error=1.0),
        measured("cheat", "by_moment", others=1e-3, first_moment_error=0.02, update_error=0.01),
    ]
    found = margins(measurements)
    assert found["update_error"] == {"cheat": "by_moment", "margin": pytest.approx(10), "honest": 1e-3}
    assert found["closest"] == {
        "cheat": "by_moment",
        "statistic": "first_moment_error",
        "margin": pytest.approx(20),
    }
    assert Margins(measurements).best_statistic("by_update") == "update_error"


def test_the_command_divides_honest_training_from_cheats(tmp_path):
    workload = tmp_path / "workload.json"
    workload.write_text(json.dumps({**SMALL, "precision": "bf16-params"}))
    # With so many steps no gradient of the first is so near to zero that rounding could turn it.
    options = ["--workload", workload, "--precision", "fp32", "--seeds", "1", "--steps", "22", "--json"]
    command = [sys.executable, "-I", "-B", HARNESS, "calibrate", *options]
    # As the program calls it: waiting threads that spin would take the processors from the others.
    variables = {**os.environ, "OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"}
    outcome = subprocess.run(command, env=variables, capture_output=True, check=False, timeout=900)
    report = json.loads(outcome.stdout)
    assert (outcome.returncode, report["clean_cut"]) == (0, True)
    assert set(report["limits"]) == set(LIMITED)
    assert (report["resolution"], report["passing"]) == (0.0, {})
    assert {row["family"] for row in report["measurements"]} == {"honest", "rare", "precision", "cheat", "probe"}
    assert all(row.keys() >= set(STATISTICS) for row in report["measurements"])


def test_a_workload_file_that_is_missing_is_an_error(tmp_path):
    command = [sys.executable, "-I", "-B", HARNESS, "calibrate", "--workload", tmp_path / "none.json"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2


def test_honest_recipes_are_also_tried_at_both_ends_of_the_lengths_of_runs():
    recipes = [Recipe("fair", "honest"), Recipe("foul", "cheat")]
    assert lengths(recipes, 20, 0) == [(20, recipes)]
    assert lengths(recipes, 20, 2) == [(20, recipes), (18, recipes[:1]), (22, recipes[:1])]


def test_a_few_honest_recipes_are_tried_under_many_seeds_and_all_lengths():
    recipes = [Recipe("micro_batch_2", "honest"), Recipe("foul", "cheat")]
    arguments = parse(["--workload", "any", "--seeds", "1", "--honest-seeds", "3", "--steps", "9", "--spread", "1"])
    assert list(schedule(recipes, arguments)) == [
        ("calibration seed 0", 9, recipes),
        ("calibration seed 0", 8, recipes[:1]),
        ("calibration seed 0", 10, recipes[:1]),
        *((f"honest seed {index}", steps, recipes[:1]) for index, steps in enumerate((8, 9, 10))),
    ]
