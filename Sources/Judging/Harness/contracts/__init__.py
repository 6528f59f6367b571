"""Contracts: which functions a submission must define, how they are called, and what must come of it.

Each is a class with the operations of `contracts.contract.Contract`. What is checked here is the form of what comes
back, inside the submission's own process: it spares an honest competitor a puzzle, and decides nothing.
"""

from contracts.crusade_mfu import CrusadeMFU
from contracts.crusade_tps import CrusadeTPS
from contracts.tournament_v0 import TournamentV0

CONTRACTS = {contract.NAME: contract for contract in (TournamentV0, CrusadeTPS, CrusadeMFU)}
