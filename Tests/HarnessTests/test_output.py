"""The contestant's output file: what lands where, and what is refused."""

import os

import numpy
import pytest
import torch

from contestant.failure import ContestantError
from contestant.output import OutputFile
from host import SMALL, memory_file, read_file
from layout import ALIGNMENT_BYTES
from referee.files import unpack_output
from workloads import make_workload
from workloads.tiny_gpt import load_weights, next_token_loss
from workloads.trained import TrainedState

BATCH = torch.arange(8 * 32).view(8, 32) % 64


def trained(precision):
    """Returns (workload, model, optimizer) after one step."""
    workload = make_workload({**SMALL, "precision": precision})
    model = workload.make_model()
    load_weights(model, workload.initial_weights(numpy.random.default_rng(1)))
    optimizer = workload.make_optimizer(model)
    next_token_loss(workload.forward_of(model), BATCH).backward()
    optimizer.step()
    return workload, model, optimizer


def written(workload, model, optimizer):
    """Returns what is read back from a file that was full of ones before."""
    descriptor = memory_file(workload.layout.output_byte_count)
    os.pwrite(descriptor, numpy.ones(workload.layout.output_byte_count // 4, dtype="<f4").tobytes(), 0)
    OutputFile(descriptor, workload.layout).write(model, optimizer)
    data = read_file(descriptor)
    os.close(descriptor)
    return unpack_output(workload.layout, data)


def test_sections_follow_one_another_at_aligned_offsets():
    layout = make_workload(SMALL).layout
    offsets = [layout.section_offset(name) for name in ("weights", "exp_avg", "exp_avg_sq")]
    assert offsets == [0, layout.byte_count, 2 * layout.byte_count]
    assert all(offset % ALIGNMENT_BYTES == 0 for offset in offsets)
    assert layout.output_byte_count == 3 * layout.byte_count


@pytest.mark.parametrize("precision", ["fp32", "bf16-autocast", "bf16-params"])
def test_weights_and_moments_arrive_exactly(precision):
    workload, model, optimizer = trained(precision)
    expected, found = TrainedState.of(model, optimizer), written(workload, model, optimizer)
    for section in ("weights", "first_moments", "second_moments"):
        for mine, theirs in zip(getattr(expected, section), getattr(found, section), strict=True):
            numpy.testing.assert_array_equal(mine, theirs)
    assert all(array.any() for array in found.second_moments)


def test_a_transposed_parameter_arrives_in_order():
    workload, model, optimizer = trained("fp32")
    weight = model.head.weight
    expected = weight.detach().numpy().copy()
    weight.data = weight.detach().t().contiguous().t()
    numpy.testing.assert_array_equal(written(workload, model, optimizer).weights[-1], expected)


def test_moments_that_do_not_exist_are_zeros():
    workload, model, optimizer = trained("fp32")
    del optimizer.state[model.head.weight]
    del optimizer.state[model.norm.weight]["exp_avg_sq"]
    found = written(workload, model, optimizer)
    assert not found.first_moments[-1].any() and not found.second_moments[-1].any()
    assert found.first_moments[-2].any() and not found.second_moments[-2].any()
    assert model.head.weight not in optimizer.state, "looking does not make a state"


@pytest.mark.parametrize(
    "moment",
    [torch.ones(32), torch.ones(64, 32, dtype=torch.int64), torch.ones(64, 32, dtype=torch.complex64), [[1.0]], 0.0],
    ids=["shape", "whole numbers", "complex", "list", "number"],
)
def test_refuses_a_moment(moment):
    workload, model, optimizer = trained("fp32")
    optimizer.state[model.head.weight]["exp_avg"] = moment
    with pytest.raises(ContestantError, match=r"exp_avg of head\.weight") as caught:
        written(workload, model, optimizer)
    assert caught.value.code == "bad_result"


def test_a_file_of_another_size_is_a_bad_request():
    layout = make_workload(SMALL).layout
    descriptor = memory_file(layout.byte_count)
    with pytest.raises(ContestantError) as caught:
        OutputFile(descriptor, layout)
    os.close(descriptor)
    assert caught.value.code == "bad_request"
