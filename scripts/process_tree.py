"""The processes below this one, orphans included, and what they hold."""

import contextlib
import ctypes
import glob
import os
import signal
import threading
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
# User numbers of sandboxes and of judges without rights begin here.
FIRST_SANDBOX_USER = 200_000
REAPING_SECONDS = 0.1


def adopt_orphans(reaps: bool = True) -> None:
    """From now on whatever is started below this process and outlives its parent becomes this one's child.

    With `reaps` what ran in a sandbox is let go of as soon as it has ended, as the first process of a machine does.
    Without, it is kept and counts as a process of its user.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "cannot adopt orphans")
    if reaps:
        threading.Thread(target=reap_sandboxes, daemon=True).start()


def reap_sandboxes() -> None:
    """Lets go of ended orphans that ran as a user of sandboxes, for as long as this process lives."""
    while True:
        own = os.getpid()
        for process, (parent, state) in parents().items():
            if parent == own and state == "Z":
                with contextlib.suppress(OSError, KeyError):
                    if status(process)["Uid"] >= FIRST_SANDBOX_USER:
                        os.waitpid(process, os.WNOHANG)
        time.sleep(REAPING_SECONDS)


def parents() -> dict[int, tuple[int, str]]:
    """Returns the parent and the state of every process on the machine."""
    found = {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError):
            state, parent = Path(path).read_text().rpartition(")")[2].split()[:2]
            found[int(path.split("/")[2])] = (int(parent), state)
    return found


def descendants(root: int) -> list[int]:
    """Returns the living processes below one; what has ended and waits to be reaped does not count."""
    table, found, edge = parents(), [], {root}
    while edge:
        edge = {process for process, (parent, _) in table.items() if parent in edge and process not in found}
        found.extend(edge)
    return sorted(process for process in found if table[process][1] != "Z")


def reap(known: set[int]) -> None:
    """Lets go of ended orphans; `known` children are left to whoever waits for them."""
    own = os.getpid()
    for process, (parent, state) in parents().items():
        if parent == own and state == "Z" and process not in known:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(process, os.WNOHANG)


def command(process: int) -> str:
    """Returns a process's command line, or nothing when it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    return ""


def wait_for_none(seconds: float) -> list[str]:
    """Waits until nothing is left below this process; returns the command lines of what is left after that time."""
    deadline = time.monotonic() + seconds
    while True:
        reap(set())
        left = descendants(os.getpid())
        if not left or time.monotonic() > deadline:
            return [f"{process} {command(process)}" for process in left]
        time.sleep(0.05)


def end_all() -> None:
    """Kills everything below this process."""
    for process in descendants(os.getpid()):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def control_groups() -> set[str]:
    """Returns the control groups of sandboxes on this machine."""
    return set(glob.glob("/sys/fs/cgroup/unified/tiltyard/job-*") + glob.glob("/sys/fs/cgroup/tiltyard/job-*"))


def abandoned_groups(before: frozenset[str] | set[str] = frozenset()) -> list[str]:
    """Returns the control groups, others than `before`, whose launcher is gone; its number is in the group's name."""
    return sorted(group for group in control_groups() - before if not os.path.exists(f"/proc/{group.split('-')[-3]}"))


def wait_for_no_group(before: set[str], seconds: float) -> list[str]:
    """Waits until no control group is left without its launcher; returns those that are left after that time."""
    deadline = time.monotonic() + seconds
    while (left := abandoned_groups(before)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def descriptors(process: int) -> int:
    """Returns how many files a process has open."""
    return len(os.listdir(f"/proc/{process}/fd"))


def status(process: int) -> dict[str, int]:
    """Returns the numbers of `/proc/PID/status`: `RssAnon` in KiB, `Threads` and so on."""
    found = {}
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        name, _, value = line.partition(":")
        with contextlib.suppress(ValueError, IndexError):
            found[name] = int(value.split()[0])
    return found
