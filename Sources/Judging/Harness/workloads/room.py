"""Whether a model fits into the memory of this machine, found out before anything is built."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from workloads.settings import WorkloadError

GROUPS = Path("/sys/fs/cgroup")
LIMIT_FILES = ("memory.max", "memory.limit_in_bytes")
UNLIMITED = 1 << 60


def require_room(parameters: int, bytes_each: int) -> None:
    """Raises WorkloadError unless some bytes a parameter, the least that training needs, are to be had."""
    needed, available = parameters * bytes_each, available_bytes()
    if available is not None and needed > available:
        raise WorkloadError(
            f"training a model of {parameters:,} parameters needs at least {in_gibibytes(needed)} of memory, "
            f"and {in_gibibytes(available)} are available"
        )


def in_gibibytes(count: int) -> str:
    """Returns a number of bytes as people read it."""
    return f"{count / (1 << 30):.1f} GiB"


def available_bytes() -> int | None:
    """Returns the free memory of the machine, or the control group's limit if that is less; None when unknown.

    Inside a sandbox control groups are out of sight: there only the machine's memory counts.
    """
    found = [limit for limit in group_limits() if limit < UNLIMITED]
    try:
        match = re.search(r"^MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text(), re.MULTILINE)
    except OSError:
        match = None
    if match:
        found.append(int(match[1]) * 1024)
    return min(found, default=None)


def group_limits() -> Iterator[int]:
    """Yields the memory limits, in bytes, of this process's control group and of those around it."""
    try:
        groups = [line.split(":", 2) for line in Path("/proc/self/cgroup").read_text().splitlines()]
    except OSError:
        return
    for _, controllers, group in groups:
        if controllers not in ("", "memory"):
            continue
        for root in (GROUPS, GROUPS / "unified", GROUPS / "memory"):
            folder = Path(os.path.normpath(f"{root}/{group}"))
            for place in (folder, *folder.parents):
                if place.is_relative_to(root):
                    yield from limits_in(place)


def limits_in(folder: Path) -> Iterator[int]:
    """Yields the memory limit that a control group's folder states, if it states one."""
    for name in LIMIT_FILES:
        try:
            text = (folder / name).read_text().strip()
        except OSError:
            continue
        if text.isdigit():
            yield int(text)
