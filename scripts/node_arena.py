"""An arena on the chain of a node, and the template that trials there begin from."""

import os
import random
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from arena_process import Arena
from arena_template import COMPETITORS_PLACES, Entry, write_rules
from node_process import REVEALED, SEALED, Node

BLOCK_SECONDS = 0.5
SUBMISSION_SECONDS = 120.0
# How long a node stays away.
AWAY_SECONDS = 1.0
# The status of a command that reaches no node.
UNREACHABLE = 4
# The call `SubtensorModule.transfer_stake` by its numbers, and how long it is with two accounts, two subnets and a sum.
TRANSFER_STAKE = bytes([7, 86])
TRANSFER_STAKE_BYTES = len(TRANSFER_STAKE) + 32 + 32 + 2 + 2 + 8
# The hotkey //BobHot of development chains, which has a uid and a permit. Its secret is known to everybody.
VALIDATOR_KEYFILE = (
    '{"publicKey":"0xe0f8229db449c6714f343da489f5c43dce315d662bf0de53ffe494d3f67b9c58",'
    '"privateKey":"0x58cc86e3a475d49e6f91618b0447783075be0785ca35dc53215f20856df86e0c'
    '1b3dcd8245bc76b29bef34847a6a0d57f516b987065c5df79cd184ce3eceff3a",'
    '"ss58Address":"5H9gJ4GQwxJL81kF7EE8DKWKotF5mwVFJ44sWRazGokkcj32"}'
)


class NodeArena(Arena):
    """An arena, and the node whose chain it is on."""

    def __init__(self, program: str, home: str, preset: str, judge: str | None, node: Node) -> None:
        super().__init__(program, home, preset, judge)
        self.node, self.paying = node, ["--payer", "//Dave"]

    @property
    def network(self) -> list[str]:
        """The options by which commands find the chain."""
        return ["--network", self.node.address]

    def payments(self) -> list[tuple[int, int]]:
        """Returns the block and the place in it of every extrinsic that gives stake away."""
        return [
            (number, index)
            for number, extrinsics in enumerate(self.node.blocks())
            for index, extrinsic in enumerate(extrinsics)
            if extrinsic[-TRANSFER_STAKE_BYTES:].startswith(TRANSFER_STAKE)
        ]

    def restart_node(self) -> None:
        """Kills the node and starts it again after a while."""
        self.node.kill()
        time.sleep(AWAY_SECONDS)
        self.node.start()

    def submit_through_fault(self, code: Path, hotkey: str, delay: float) -> str:
        """Commits to a file while the node is killed after a delay and comes back, and says how that went.

        A command that finds no node at its beginning says so and has sent nothing; then it is given again.
        """
        with subprocess.Popen(self.submission(code, hotkey), stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as miner:
            time.sleep(delay)
            self.restart_node()
            said, _ = miner.communicate(timeout=SUBMISSION_SECONDS)
        if miner.returncode == UNREACHABLE and b"no node answers" in said:
            self.submit(code, hotkey)
            return "found no node and was repeated"
        if miner.returncode != 0:
            raise RuntimeError(f"miner submit ended with status {miner.returncode}: {said.decode()[-300:]}")
        return "went on"


@dataclass(frozen=True)
class NodeTemplate:
    """A prepared arena and its node's folder: everything is committed, and the rounds of all seals have come."""

    home: str
    preset: str
    count: int
    node: str
    # Title matches.
    matches: int = 0

    def copy(self, home: str) -> None:
        """Copies both."""
        shutil.copytree(self.home, home)
        shutil.copytree(self.node, node_folder(home))


def node_folder(home: str) -> str:
    """Returns where the node of an arena keeps its chain."""
    return f"{home}.node"


def prepare(
    program: str, judge: str, folder: Path, rules: dict, cast: list[Entry], dice: random.Random
) -> NodeTemplate:
    """Has the cast commit on a node's chain, each killed at every labelled place, the node killed in between."""
    home = str(folder / "template")
    node = Node(program, Path(node_folder(home)), BLOCK_SECONDS)
    node.start()
    try:
        arena = NodeArena(program, home, write_rules(rules, folder), judge, node)
        store_key(Path(home))
        for entry in cast:
            hand_in(arena, entry, folder, rules.get("fee", {}).get("rao", 0), dice.uniform(0, 4 * BLOCK_SECONDS))
        ripen(node, len(cast), rules["schedule"]["reveal_blocks"])
    finally:
        node.kill()
    return NodeTemplate(home, arena.preset, len(cast), node_folder(home))


def hand_in(arena: NodeArena, entry: Entry, folder: Path, fee: int, delay: float) -> None:
    """Commits one entry: killed at each labelled place, and in the end once through a fault of the node."""
    code = folder / f"{entry.name}.py"
    code.write_text(entry.code)
    for label in COMPETITORS_PLACES if fee else COMPETITORS_PLACES[1:]:
        arena.killed_at(label, code, entry.name)
        arena.restart_node()
    went = arena.submit_through_fault(code, entry.name, delay)
    print(f"node killed {delay:.2f} s after {entry.name} began to submit, which {went}", flush=True)


def ripen(node: Node, count: int, reveal_blocks: int) -> None:
    """Waits until everything is revealed; who was killed after a commitment has replaced it by the same."""
    sealed, revealed = node.accounts(SEALED), node.accounts(REVEALED)
    if len(sealed | revealed) != count:
        raise RuntimeError(f"{len(sealed | revealed)} hotkeys have committed, not {count}")
    deadline = time.monotonic() + 2 * reveal_blocks * BLOCK_SECONDS + 30
    while len(node.accounts(REVEALED)) < count:
        if time.monotonic() > deadline:
            raise RuntimeError(f"{len(node.accounts(REVEALED))} of {count} commitments were revealed in time")
        time.sleep(BLOCK_SECONDS)


def store_key(home: Path) -> None:
    """Makes //BobHot the arena's validator."""
    path = home / "wallets/validator/hotkeys/default"
    path.parent.mkdir(parents=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(VALIDATOR_KEYFILE)
