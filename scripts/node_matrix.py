"""Kills the validator and the node whose chain it is on, and compares what comes of it.

The submissions of the template were paid for and committed through kills, too: `miner submit` was killed at each of its
labelled places and the node after it, and then the node while `miner submit` was at work. Every trial begins with a
copy of arena and node. At a labelled place the validator is killed, then the node; both are started again. At random
instants the node is killed under the validator, which has to live on, or both are. Board, crowns, fees and times of all
runs have to be those of the undisturbed trial; each commitment was revealed once, each fee paid and credited once, and
each submission has exactly one end.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import arena_state
import fault_places
import fee_state
import node_arena
import process_tree
from arena_template import Entry
from fault_cast import SCRIPTED_JUDGE, Cast, demo_rules, scripted
from fault_places import SCORES
from fault_trial import LEFTOVER_SECONDS, POLL_SECONDS, Outcome, Stage, clear
from kill_trial import Kill, wait_for_death
from node_arena import NodeArena, node_folder
from node_process import Node
from trial_matrix import Matrix, conclude

REVEAL_BLOCKS = 60
PATIENCE_SECONDS = 150.0
# A little more than the least that the chain moves.
FEE_RAO = 3_000_000


def node_cast() -> Cast:
    """Returns five submissions that cost a fee: three get onto the board, one is rejected, one cannot be parsed."""
    entries = [
        Entry("first", scripted(RATE=100.0, SLEEP=0.15), 0),
        Entry("best", scripted(1, RATE=125.0, SLEEP=0.3), 0),
        Entry("cheat", scripted(2, OUTCOME="update_error", SLEEP=0.15), 0),
        Entry("slower", scripted(3, RATE=90.0, SLEEP=0.15), 0),
        Entry("broken", "def inner_steps(:\n", 0),
    ]
    rules = demo_rules("faults-node", node_arena.BLOCK_SECONDS, 11, REVEAL_BLOCKS)
    rules["fee"] = {"rao": FEE_RAO, "least_share": 0.9}
    return Cast(SCORES, rules, entries, compared=("board", "crowns", "runs", "fees"), patience=PATIENCE_SECONDS)


@dataclass(frozen=True)
class NodeKill(Kill):
    """When the validator is killed, or the node, or first the one and then the other."""

    spares_validator: bool = False

    def __str__(self) -> str:
        if self.label:
            return f"killed at {self.label}:{self.passes}, then the node"
        return "undisturbed" if self.delay is None else f"{self.victims} killed after {self.delay:.2f} s"

    @property
    def victims(self) -> str:
        """Who is killed at an instant."""
        return "node" if self.spares_validator else "validator and node"

    def disturb(self, arena: NodeArena, outcome: Outcome, stage: Stage) -> None:
        """Starts the validator, has it and the node killed, and starts them again."""
        if self.label:
            arena.start(TILTYARD_KILL_AT=f"{self.label}:{self.passes}")
            outcome.is_disturbed = wait_for_death(arena, self.label, stage)
        else:
            arena.start()
            if self.delay is None:
                return
            time.sleep(self.delay)
            if not self.spares_validator:
                arena.kill_validator()
            outcome.is_disturbed = True
        if outcome.is_disturbed:
            arena.restart_node()
            if not self.spares_validator:
                arena.start()


def play(stage: Stage, disturbance: NodeKill) -> Outcome:
    """Plays one trial in a process of its own, whose descendants are then all the trial's."""
    process_tree.adopt_orphans()
    outcome = Outcome(disturbance, stage)
    stage.template.copy(stage.home)
    node = Node(stage.program, Path(node_folder(stage.home)), node_arena.BLOCK_SECONDS)
    arena = NodeArena(stage.program, stage.home, stage.template.preset, stage.judge, node)
    began = time.monotonic()
    try:
        node.start()
        disturbance.disturb(arena, outcome, stage)
        finish(arena, outcome, stage)
        outcome.seconds = time.monotonic() - began
        if not outcome.problems:
            examine(arena, outcome)
        if (took := arena.stop()) > 30:
            outcome.problems.append(f"the validator took {took:.0f} s to stop")
        outcome.problems += arena_state.leftovers(arena)
        node.kill()
        outcome.problems += process_tree.wait_for_none(LEFTOVER_SECONDS)
    except (RuntimeError, OSError) as error:
        outcome.problems.append(str(error))
    finally:
        process_tree.end_all()
    return outcome


def finish(arena: NodeArena, outcome: Outcome, stage: Stage) -> None:
    """Waits until everything is judged and the champion was paid."""
    deadline = time.monotonic() + stage.patience
    while not (stage.is_settled(arena) and is_paid(arena)):
        process_tree.reap({arena.validator.pid, arena.node.process.pid})
        if arena.validator.poll() is not None:
            outcome.problems.append(f"the validator ended with status {arena.validator.returncode}")
            return
        if time.monotonic() > deadline:
            outcome.problems.append(f"not everything was judged and paid within {stage.patience:.0f} s")
            return
        time.sleep(POLL_SECONDS)


def is_paid(arena: NodeArena) -> bool:
    """Whether weights were set for the champion, and the last epoch that paid has paid it."""
    if not arena.rows("SELECT 1 FROM weights_set LIMIT 1"):
        return False
    board = arena.board()
    champions = {row["hotkey"] for row in board["rows"] if row["champion"]}
    paid = {payment.get("hotkey") for payout in board["payouts"][-1:] for payment in payout["payments"]}
    return len(champions) == 1 and champions <= paid


def examine(arena: NodeArena, outcome: Outcome) -> None:
    """Notes what the arena came to, and what is wrong with it by itself."""
    outcome.problems += arena_state.judgement_problems(arena) + fee_state.fee_problems(arena)
    if (paid := len(arena.payments())) != outcome.stage.template.count:
        outcome.problems.append(f"{paid} fees were paid, not one for each submission")
    reveals = arena.node.reveals()
    if sorted(reveals.values()) != [1] * outcome.stage.template.count:
        outcome.problems.append(f"hotkeys have {sorted(reveals.values())} reveals, not one each")
    outcome.state = {
        "board": arena_state.board(arena),
        "crowns": arena_state.crowns(arena),
        "runs": arena_state.runs(arena),
        "fees": fee_state.fees(arena),
    }
    outcome.passes = fault_places.passes(arena)


def clear_both(stage: Stage) -> None:
    """Removes the folders of a trial and the files beside them."""
    shutil.rmtree(node_folder(stage.home), ignore_errors=True)
    clear(stage)


def play_all(options: argparse.Namespace, folder: Path, dice: random.Random) -> list[tuple[str, int, int]]:
    """Prepares the template, plays all trials, and returns how many went well, and of how many."""
    cast, program = node_cast(), os.path.abspath(options.program)
    template = node_arena.prepare(program, SCRIPTED_JUDGE, folder, cast.rules, cast.entries, dice)
    stage = Stage(program, SCRIPTED_JUDGE, template, str(folder), cast.patience)
    matrix = Matrix(cast, stage, options.parallel, options.keep, NodeKill, play, clear_both)
    counts = [] if options.no_labels else [("labels, validator and node", *matrix.label_trials())]
    for spares_validator in (True, False):
        kills = [
            NodeKill(delay=dice.uniform(0, matrix.reference.seconds), spares_validator=spares_validator)
            for _ in range(options.random)
        ]
        good = sum(matrix.judge(outcome) for outcome in matrix.trials(kills))
        counts.append((f"random instants, {NodeKill(spares_validator=spares_validator).victims}", good, len(kills)))
    return counts


def main() -> int:
    """Plays all trials, prints a line for each and the counts at the end, and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/debug/tiltyard")
    parser.add_argument("--random", type=int, default=6, help="how many random instants, of either kind")
    parser.add_argument("--no-labels", action="store_true", help="leave out the labelled places")
    parser.add_argument("--parallel", type=int, default=4, help="trials at a time")
    parser.add_argument("--keep", action="store_true", help="keep the folders of all trials")
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    folder, began = Path(tempfile.mkdtemp(prefix="tiltyard-node-faults-")), time.monotonic()
    counts = play_all(options, folder, random.Random(seed))
    return conclude(counts, folder, began, options.keep)


if __name__ == "__main__":
    sys.exit(main())
