"""Moves the time of day of a Python program, the libraries in it included, by `scripts/clock_shift.c`."""

import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

SHIFT_VARIABLE = "TILTYARD_CLOCK_FILE"
NANOSECONDS = 10**9


def restart_with_own_clock() -> None:
    """Starts this program again with a clock that `set_clock` moves; returns where it is that program."""
    if SHIFT_VARIABLE in os.environ:
        return
    folder = tempfile.mkdtemp()
    library, shift = Path(folder, "clock.so"), Path(folder, "shift")
    source = Path(__file__).resolve().parents[2] / "scripts/clock_shift.c"
    compiler = os.environ.get("CC", "cc")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source)], check=True)
    shift.write_bytes(struct.pack("<q", 0))
    environment = os.environ | {"LD_PRELOAD": str(library), SHIFT_VARIABLE: str(shift)}
    status = subprocess.run([sys.executable, *sys.argv], env=environment).returncode
    for file in (library, shift):
        file.unlink()
    os.rmdir(folder)
    sys.exit(status)


def set_clock(moment: float) -> None:
    """Puts the clock to a moment, in seconds since 1970, from which it goes on."""
    import time

    path = os.environ[SHIFT_VARIABLE]
    with open(path, "r+b") as file:
        (present,) = struct.unpack("<q", file.read(8))
        true_time = time.time_ns() - present
        file.seek(0)
        file.write(struct.pack("<q", int(moment * NANOSECONDS) - true_time))


def true_environment() -> dict[str, str]:
    """Returns the environment for child processes that keep the machine's clock."""
    return {name: value for name, value in os.environ.items() if name not in (SHIFT_VARIABLE, "LD_PRELOAD")}
