"""The bench of the comparison runs and prints what it promises."""

import re
import subprocess
import sys

from host import ROOT


def test_prints_both_times_and_their_ratio():
    command = [
        sys.executable,
        "-I",
        "-B",
        str(ROOT / "bench/verification.py"),
        "--gigabytes",
        "0.004",
        "--repeats",
        "1",
    ]
    found = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    values = dict(re.findall(r"^(\w+) +([\d.]+)", found, re.MULTILINE))
    assert values.keys() == {"model", "files", "threads", "reading", "comparing", "ratio"}
    assert values["threads"] == "1"
    assert float(values["files"]) > 6.9 * float(values["model"]) > 0.02
    assert float(values["ratio"]) > 0
