"""Contracts: which function a submission must define, how it is called, and what it must return."""

from contracts import crusade_tps

CONTRACTS = {crusade_tps.NAME: crusade_tps}
