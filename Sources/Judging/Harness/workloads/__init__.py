"""Workloads: a model, its data and its optimizer, all fixed by the plan."""

from typing import TYPE_CHECKING

from workloads.settings import TinyGPTSettings, WorkloadError

if TYPE_CHECKING:
    from workloads.tiny_gpt import TinyGPTWorkload


def make_workload(description: object) -> "TinyGPTWorkload":
    """Returns the workload that a JSON object describes.

    Raises WorkloadError when the description is wrong, before torch is imported, and ImportError without torch.
    """
    settings = TinyGPTSettings.parse(description)
    from workloads.tiny_gpt import TinyGPTWorkload

    return TinyGPTWorkload(settings)


__all__ = ["WorkloadError", "make_workload"]
