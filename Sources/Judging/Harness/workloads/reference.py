"""The training that everybody's result is compared with."""

import numpy
import torch

from workloads.trained import Arrays, TrainedState
from workloads.training import load_weights, next_token_loss
from workloads.workload import Workload


def train_reference(workload: Workload, initial: Arrays, batches: numpy.ndarray) -> TrainedState:
    """Trains one model plainly in its precision class, whole batch by whole batch, and returns what is left behind.

    `initial` are float32 arrays in the layout's order, `batches` int64 of shape (steps, batch, sequence_length).
    """
    model = workload.make_model()
    load_weights(model, initial)
    forward, optimizer = workload.forward_of(model), workload.make_optimizer(model)
    for batch in torch.from_numpy(batches).to(workload.device):
        optimizer.zero_grad()
        next_token_loss(forward, batch).backward()
        optimizer.step()
    return TrainedState.of(model, optimizer)
