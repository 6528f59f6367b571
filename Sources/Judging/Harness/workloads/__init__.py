"""Workloads: a model, its data and its optimizer, all fixed by the plan."""

from typing import TYPE_CHECKING

from workloads.hf_settings import NAME as HF_CAUSAL_LM
from workloads.hf_settings import HFSettings
from workloads.settings import TinyGPTSettings, WorkloadError

if TYPE_CHECKING:
    from workloads.workload import Workload


def make_workload(description: object, assets: str | None = None) -> "Workload":
    """Returns the workload that a JSON object describes.

    `assets` is the folder with the files that the description refers to; a contestant has none. Raises WorkloadError
    when the description, a file, or this machine is not right: one sentence. Raises ImportError without torch.
    """
    if isinstance(description, dict) and description.get("name") == HF_CAUSAL_LM:
        hf_settings = HFSettings.parse(description)
        from workloads.hf_causal_lm import HFWorkload

        return HFWorkload(hf_settings, assets)
    settings = TinyGPTSettings.parse(description)
    from workloads.tiny_gpt import TinyGPTWorkload

    return TinyGPTWorkload(settings)


__all__ = ["WorkloadError", "make_workload"]
