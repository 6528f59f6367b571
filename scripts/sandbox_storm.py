"""Kills launchers with SIGKILL at random instants while they start, run and end sandboxes, and counts what is left.

Each round starts a launcher, lets it start sandboxes whose processes hide as well as they can, ends some of them, and
kills it at a random moment. When all rounds are over a new launcher is started, whose first act is the janitor's sweep.
After that no process, mount, control group, container or file of the killed launchers may be left, and no user number
may be taken by one of them. Other launchers of the machine are left alone and not counted.
"""

import argparse
import contextlib
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from launcher_client import Launcher

SANDBOXES_PER_ROUND = 10
# How long ten sandboxes take to start at most; the kill comes before.
LATEST_KILL_SECONDS = {"bubblewrap": 0.5, "podman": 5.0}
SETTLE_SECONDS = 60.0
HIDING = """
import os, signal, time
for number in range(1, 32):
    try: signal.signal(number, signal.SIG_IGN)
    except OSError: pass
open('/work/left', 'w').write('x')
open('/dev/shm/left', 'w').write('x')
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        time.sleep(1000)
time.sleep(1000)
"""


def work(launcher: Launcher, engine: str, mark: str, randomness: random.Random, started: list[int]) -> None:
    """Starts and ends sandboxes until the launcher is gone."""
    descriptors: list[int] = []
    with contextlib.suppress(OSError, KeyError, ValueError):
        launcher.configure(engine)
        for _ in range(SANDBOXES_PER_ROUND):
            sandbox, more = launcher.start(["/usr/bin/python3", "-I", "-c", HIDING, mark])
            started.append(sandbox)
            descriptors += more
            if randomness.random() < 0.4:
                launcher.end(sandbox)
        time.sleep(randomness.random() * 0.2)
    for descriptor in descriptors:
        os.close(descriptor)


def strike(program: str, engine: str, mark: str, randomness: random.Random) -> tuple[int, int]:
    """One round; answers the launcher's number and how many sandboxes it had started."""
    launcher = Launcher(program)
    started: list[int] = []
    worker = threading.Thread(target=work, args=(launcher, engine, mark, randomness, started))
    worker.start()
    worker.join(randomness.random() * LATEST_KILL_SECONDS[engine])
    launcher.kill()
    worker.join()
    return launcher.number, len(started)


def read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def leftovers(launchers: set[int], mark: str) -> dict[str, list[str]]:
    """What bears the mark or the number of a killed launcher."""

    def is_ours(text: str) -> bool:
        return any(f"job-{number}-" in text for number in launchers)

    processes = [p.name for p in Path("/proc").iterdir() if p.name.isdigit() and mark in read(p / "cmdline")]
    processes = [p for p in processes if int(p) != os.getpid()]
    groups = [str(p) for p in Path("/sys/fs/cgroup").glob("*/tiltyard/job-*") if is_ours(p.name)]
    groups += [str(p) for p in Path("/sys/fs/cgroup").glob("tiltyard/job-*") if is_ours(p.name)]
    mounts = [line for line in read(Path("/proc/self/mountinfo")).splitlines() if is_ours(line)]
    files = [str(p) for p in Path("/run/tiltyard").rglob("job-*") if is_ours(p.name)]
    holders = re.findall(r"FLOCK +ADVISORY +WRITE (\d+)", read(Path("/proc/locks")))
    users = [holder for holder in holders if int(holder) in launchers]
    containers = []
    if Path("/usr/bin/podman").exists():
        listed = subprocess.run(
            ["podman", "ps", "--all", "--format", "{{.Names}}"], capture_output=True, text=True, check=False
        )
        containers = [name for name in listed.stdout.split() if is_ours(name)]
    return {
        "processes": processes,
        "mounts": mounts,
        "control_groups": groups,
        "files": files,
        "users": users,
        "containers": containers,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--engine", default="bubblewrap", choices=sorted(LATEST_KILL_SECONDS))
    parser.add_argument("--sandboxes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    randomness = random.Random(options.seed)
    mark = f"storm-{os.getpid()}-{time.monotonic_ns()}"
    launchers: set[int] = set()
    sandboxes = 0
    while sandboxes < options.sandboxes:
        number, started = strike(options.program, options.engine, mark, randomness)
        launchers.add(number)
        sandboxes += started
    janitor = Launcher(options.program)
    janitor.configure(options.engine)
    janitor.close()
    deadline = time.monotonic() + SETTLE_SECONDS
    left = leftovers(launchers, mark)
    while any(left.values()) and time.monotonic() < deadline:
        time.sleep(0.5)
        left = leftovers(launchers, mark)
    counts = {kind: len(found) for kind, found in left.items()}
    print(json.dumps({"engine": options.engine, "launchers": len(launchers), "sandboxes": sandboxes, "left": counts}))
    for kind, found in left.items():
        for item in found:
            print(f"{kind}: {item}", file=sys.stderr)
    return 1 if any(counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
