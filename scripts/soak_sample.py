"""What a validator holds at one moment, and how that grows."""

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import process_tree
from arena_process import Arena

USERS = "/run/tiltyard/users"


@dataclass(frozen=True)
class Sample:
    """One look at a validator at rest.

    Memory and folder are in KiB; memory is what is not backed by a file, so neither the program nor mapped databases.
    """

    submissions: int
    seconds: float
    memory: int
    descriptors: int
    threads: int
    processes: int
    launcher_memory: int
    launcher_descriptors: int
    groups: int
    users: int
    mounts: int
    jobs: int
    folder: int


def take(arena: Arena, submissions: int, seconds: float, groups_before: set[str]) -> Sample:
    """Looks at the validator and at everything below it."""
    validator = arena.validator.pid
    below = process_tree.descendants(validator)
    launchers = [process for process in below if " launcher" in process_tree.command(process)]
    state = process_tree.status(validator)
    return Sample(
        submissions=submissions,
        seconds=seconds,
        memory=state["RssAnon"],
        descriptors=process_tree.descriptors(validator),
        threads=state["Threads"],
        processes=len(below),
        launcher_memory=sum(process_tree.status(process)["RssAnon"] for process in launchers),
        launcher_descriptors=sum(process_tree.descriptors(process) for process in launchers),
        groups=len(own_groups(set(below), groups_before)),
        users=held_users({validator, *below}),
        mounts=len(Path(f"/proc/{validator}/mounts").read_text().splitlines()),
        jobs=len(os.listdir(f"{arena.home}/jobs")),
        folder=folder_size(arena.home) // 1024,
    )


def own_groups(processes: set[int], before: set[str]) -> list[str]:
    """Returns the control groups of launchers among these processes, and those made since whose launcher is gone."""
    made = process_tree.control_groups() - before
    own = [group for group in made if int(group.split("-")[-3]) in processes]
    return own + process_tree.abandoned_groups(before)


def held_users(processes: set[int]) -> int:
    """Returns how many user numbers of sandboxes these processes hold."""
    inodes = set()
    with contextlib.suppress(OSError):
        inodes = {str(entry.stat().st_ino) for entry in os.scandir(USERS)}
    locks = [line.split() for line in Path("/proc/locks").read_text().splitlines() if "FLOCK" in line]
    return sum(int(fields[-4]) in processes and fields[-3].split(":")[-1] in inodes for fields in locks)


def folder_size(path: str) -> int:
    """Returns the bytes of all files below a folder."""
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.stat(f"{folder}/{name}").st_blocks * 512
    return total


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Returns the slope of the line with the least squares through points of at least two places."""
    count = len(points)
    mean_x, mean_y = (sum(values) / count for values in zip(*points, strict=True))
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    if spread == 0:
        raise ValueError("a slope needs points of at least two places")
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread


@dataclass(frozen=True)
class Bound:
    """How much of something may be added by one submission."""

    name: str
    per_submission: float

    def growth(self, samples: Sequence[Sample]) -> float:
        """Returns what one submission adds by the last two thirds of the samples."""
        tail = samples[len(samples) // 3 :]
        return slope([(sample.submissions, getattr(sample, self.name)) for sample in tail])

    def is_kept(self, samples: Sequence[Sample]) -> bool:
        """Whether it grows no faster than that."""
        return self.growth(samples) <= self.per_submission


# One thing leaked in every hundredth submission is beyond the bound; memory is allowed what caches still fill with.
# Pools of threads take one more when several of theirs are busy at once, and keep it: in one soak of 300 submissions
# there were 14, 15 and at last 17. Every submission starts at least one thread of its own; one leaked by every
# twentieth is beyond the bound.
BOUNDS = (
    Bound("memory", 24.0),
    Bound("launcher_memory", 8.0),
    Bound("threads", 0.05),
    *(Bound(name, 0.01) for name in ("descriptors", "processes", "launcher_descriptors", "groups", "users", "mounts")),
)
