"""Updates from gradients that were made smaller to move or to store, and updates of a part of the parameters."""

import torch

from calibrate.quantised import rounded_rows

MOMENTS = ("exp_avg", "exp_avg_sq")


def parameters_of(optimizer: torch.optim.Optimizer) -> list[torch.nn.Parameter]:
    """Returns every parameter that has a gradient."""
    return [
        parameter for group in optimizer.param_groups for parameter in group["params"] if parameter.grad is not None
    ]


def low_rank_update(rank: int):
    """Returns a step that keeps the largest `rank` singular directions of every matrix's gradient."""

    def update(optimizer: torch.optim.Optimizer) -> None:
        for parameter in parameters_of(optimizer):
            if parameter.dim() == 2:
                parameter.grad.copy_(of_rank(parameter.grad.float(), rank))
        optimizer.step()

    return update


def of_rank(matrix: torch.Tensor, rank: int) -> torch.Tensor:
    """Returns the nearest matrix of a rank."""
    if matrix.shape[0] < matrix.shape[1]:
        return of_rank(matrix.t(), rank).t()
    directions = torch.linalg.eigh(matrix.t() @ matrix).eigenvectors[:, -rank:]
    return matrix @ directions @ directions.t()


def int8_update(optimizer: torch.optim.Optimizer) -> None:
    """Takes a step with every tensor's gradient rounded to 255 evenly spaced values."""
    for parameter in parameters_of(optimizer):
        gradient = parameter.grad.float()
        spacing = (gradient.abs().max() / 127).clamp_min(torch.finfo(torch.float32).tiny)
        parameter.grad.copy_((gradient / spacing).round() * spacing)
    optimizer.step()


def int8_rows_update(optimizer: torch.optim.Optimizer) -> None:
    """Takes a step with every row of every gradient rounded to 255 evenly spaced values."""
    for parameter in parameters_of(optimizer):
        parameter.grad.copy_(rounded_rows(parameter.grad))
    optimizer.step()


def partial_update(optimizer: torch.optim.Optimizer) -> None:
    """Takes a step after which a tenth of each tensor's elements, and their moments, are as they were."""
    kept = []
    for parameter in parameters_of(optimizer):
        tenth = slice(parameter.numel() // 10)
        state = optimizer.state.get(parameter, {})
        moments = [state[key].flatten()[tenth].clone() if key in state else 0.0 for key in MOMENTS]
        kept.append((parameter, tenth, parameter.detach().flatten()[tenth].clone(), moments))
    optimizer.step()
    for parameter, tenth, values, moments in kept:
        parameter.data.view(-1)[tenth] = values
        for key, moment in zip(MOMENTS, moments, strict=True):
            optimizer.state[parameter][key].view(-1)[tenth] = moment
