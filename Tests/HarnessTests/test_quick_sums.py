"""The quick sums against float64, and what makes them give way to it."""

import tracemalloc

import numpy
import pytest

from referee import exact
from referee.comparison import compare
from referee.measure import Measure
from referee.pieces import PIECE_ELEMENTS, pieces
from referee.quick import ImpreciseError, Quick
from workloads.trained import TrainedState

SHAPES = ((300, 1000), (2, PIECE_ELEMENTS), (3, 5), (7,), (4097,), ())
SPREADS = {"equal": 0.0, "near": 1e-6, "far": 1.0}


def made_states(spread, shapes=SHAPES):
    """Returns (initial, reference, final) in which the update is off by about `spread`, and the moments too."""
    generator = numpy.random.default_rng(6)

    def normal(shape, size):
        return (generator.standard_normal(shape) * size).astype(numpy.float32)

    initial = [normal(shape, 0.02) for shape in shapes]
    weights = [start + normal(start.shape, 1e-4) for start in initial]
    moments = [normal(shape, 1e-6) for shape in shapes]
    reference = TrainedState(weights, moments, [moment**2 for moment in moments])
    factors = [1 + normal(shape, spread) for shape in shapes]
    final = TrainedState(
        [start + (end - start) * factor for start, end, factor in zip(initial, weights, factors, strict=True)],
        [moment * factor for moment, factor in zip(moments, factors, strict=True)],
        [(moment * factor) ** 2 for moment, factor in zip(moments, factors, strict=True)],
    )
    return [[numpy.asarray(array) for array in initial], *(as_arrays(state) for state in (reference, final))]


def as_arrays(state):
    """Returns a state without scalars, which numpy makes of arrays of no dimension."""
    sections = (state.weights, state.first_moments, state.second_moments)
    return TrainedState(*([numpy.asarray(array) for array in section] for section in sections))


def sums_in_float64(start, due, found):
    """Returns |x - x_ref|^2, <x, x_ref> and |x_ref|^2 of changes from a start."""
    start, due, found = (numpy.asarray(array, dtype=numpy.float64).ravel() for array in (start, due, found))
    expected, made = due - start, found - start
    return float(((made - expected) ** 2).sum()), float(made @ expected), float(expected @ expected)


@pytest.mark.parametrize("spread", SPREADS.values(), ids=SPREADS.keys())
def test_every_sum_is_as_good_as_in_float64(spread):
    initial, reference, final = made_states(spread)
    measure = Measure(initial, reference, final)
    for index, start in enumerate(initial):
        sums, rows = measure.tensor(index, is_table=start.ndim == 2)
        zero = numpy.zeros_like(start)
        roots = [numpy.sqrt(state.second_moments[index].astype(numpy.float64)) for state in (reference, final)]
        for found, expected in (
            (sums.update, sums_in_float64(start, reference.weights[index], final.weights[index])),
            (sums.weights, sums_in_float64(zero, reference.weights[index], final.weights[index])),
            (sums.first_moment, sums_in_float64(zero, reference.first_moments[index], final.first_moments[index])),
            (sums.second_moment, sums_in_float64(zero, *roots)),
        ):
            assert (found.difference, found.reference) == pytest.approx(expected[::2], rel=1e-5)
        product = sums_in_float64(start, reference.weights[index], final.weights[index])[1]
        assert sums.update.product + sums.update.reference == pytest.approx(product, rel=1e-5)
        assert sums.elements == start.size
        assert float(rows.differences.sum()) == pytest.approx(sums.update.difference, rel=1e-12)
        if start.ndim == 2:
            moves = reference.weights[index].astype(numpy.float64) - start
            assert rows.references == pytest.approx((moves**2).sum(axis=1), rel=1e-5)


@pytest.mark.parametrize("spread", SPREADS.values(), ids=SPREADS.keys())
def test_statistics_are_as_good_as_in_float64(spread):
    initial, reference, final = made_states(spread)
    figures = compare([str(index) for index in range(len(initial))], initial, reference, final, {})
    flat = (
        numpy.concatenate([array.ravel() for array in arrays]) for arrays in (initial, reference.weights, final.weights)
    )
    start, due, found = (values.astype(numpy.float64) for values in flat)
    difference, product, reference_sum = sums_in_float64(start, due, found)
    assert figures["update_error"] == pytest.approx((difference / reference_sum) ** 0.5, rel=1e-4)
    assert figures["projection"] == pytest.approx(product / reference_sum, abs=1e-7)
    assert figures["weight_error"] == pytest.approx((difference / float(due @ due)) ** 0.5, rel=1e-5)
    assert figures["changed"] == pytest.approx((abs(found - start) > 1e-6).mean(), abs=1e-5)


def test_figures_do_not_depend_on_where_arrays_lie():
    initial, reference, final = made_states(1e-6)

    def moved(arrays):
        buffers = [numpy.empty(array.size + 1, dtype=numpy.float32) for array in arrays]
        for buffer, array in zip(buffers, arrays, strict=True):
            buffer[1:] = array.ravel()
        return [buffer[1:].reshape(array.shape) for buffer, array in zip(buffers, arrays, strict=True)]

    def moved_state(state):
        return TrainedState(moved(state.weights), moved(state.first_moments), moved(state.second_moments))

    names, touched = [str(index) for index in range(len(initial))], {"0": numpy.ones(300, dtype=bool)}
    figures = compare(names, initial, reference, final, touched)
    assert compare(names, moved(initial), moved_state(reference), moved_state(final), touched) == figures


@pytest.mark.parametrize("size", [1e25, 1e-25, 1e-40], ids=["large", "small", "smaller than normal"])
def test_values_that_float32_cannot_square_are_measured_all_the_same(size):
    initial, due, found = (numpy.full((2, 3), value * size, dtype=numpy.float32) for value in (1, 3, 2))
    quick = Quick(6)
    with numpy.errstate(all="ignore"):
        for attempt in (lambda: quick.update(initial, due, found), lambda: quick.first_moment(due, found)):
            with pytest.raises(ImpreciseError):
                attempt()
    figures = compare(["a"], [initial], TrainedState([due], [due], [due]), TrainedState([found], [found], [found]), {})
    assert (figures["update_error"], figures["projection"]) == pytest.approx((0.5, 0.5), rel=1e-3)
    assert figures["first_moment_error"] == pytest.approx(1 / 3, rel=1e-3)
    assert figures["second_moment_error"] == pytest.approx(1 - (2 / 3) ** 0.5, rel=1e-3)


def test_the_quick_and_the_exact_sums_are_the_same_quantities():
    initial, reference, final = made_states(0.5, shapes=((4, 64),))
    quick = Quick(256)
    weights = initial[0], reference.weights[0], final.weights[0]
    one, other = quick.update(*weights), exact.update(*weights)
    assert (one.product, one.weights, one.changed) == pytest.approx((other.product, other.weights, other.changed))
    assert one.differences == pytest.approx(other.differences)
    assert one.references == pytest.approx(other.references)
    for kind, section in (("first_moment", "first_moments"), ("second_moment", "second_moments")):
        pair = getattr(reference, section)[0], getattr(final, section)[0]
        assert getattr(quick, kind)(*pair) == pytest.approx(getattr(exact, kind)(*pair))


@pytest.mark.parametrize("place", [0, PIECE_ELEMENTS - 1, PIECE_ELEMENTS, 2 * PIECE_ELEMENTS + 16])
def test_one_value_that_is_not_finite_is_found_anywhere(place):
    shapes = ((2 * PIECE_ELEMENTS + 17,),)
    for section in ("weights", "first_moments", "second_moments"):
        initial, reference, final = made_states(0.0, shapes)
        getattr(final, section)[0][place] = numpy.nan
        with pytest.raises(exact.ImpossibleStateError):
            compare(["a"], initial, reference, final, {})


def test_moments_of_zero_are_possible():
    initial, reference, final = made_states(0.0)
    zeros = [numpy.zeros_like(array) for array in initial]
    negative_zeros = [-array for array in zeros]
    without = TrainedState(final.weights, zeros, negative_zeros)
    figures = compare(list("abcdef"), initial, TrainedState(reference.weights, zeros, zeros), without, {})
    assert (figures["first_moment_error"], figures["second_moment_error"]) == (0, 0)


@pytest.mark.parametrize(
    ("count", "width"), [(10, 4), (8, 4), (3, 4), (PIECE_ELEMENTS * 2 + 5, 64), (200_000, 100_000)]
)
def test_pieces_hold_every_element_once(count, width):
    numbers = numpy.arange(count)
    found = [piece.of(numbers) for piece in pieces(count, width)]
    assert numpy.concatenate([rows.ravel() for rows in found]).tolist() == numbers.tolist()
    assert all(rows.shape[1] == width for rows in found[:-1])
    assert all(rows.size <= max(PIECE_ELEMENTS, width) for rows in found)


def test_a_comparison_needs_little_memory():
    initial, reference, final = made_states(1e-6, shapes=((2048, 1024),))
    tracemalloc.start()
    compare(["a"], initial, reference, final, {"a": numpy.ones(2048, dtype=bool)})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < initial[0].nbytes / 4
