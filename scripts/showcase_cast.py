"""Who hands in what at the showcase: one program that gets better step by step, and what others make of it.

The steps are the ones that lead from `examples/crusade-tps/baseline.py` to `faster.py`, so that a difference between
two champions is one that somebody could have written.
"""

import itertools
import random
from dataclasses import dataclass
from pathlib import Path

from arena_template import Entry

REPOSITORY = Path(__file__).resolve().parent.parent
EXAMPLES = REPOSITORY / "examples/crusade-tps"

# What is written in the place of what, step by step.
STEPS = (
    ("        final_logits = logits.detach().clone()\n", "        final_logits = logits.detach()\n"),
    ("        final_loss = loss.item()\n", "        final_loss = loss.detach()\n"),
    (
        "    return InnerStepsResult(final_logits, total_tokens, final_loss)\n",
        "    return InnerStepsResult(final_logits, total_tokens, final_loss.item())\n",
    ),
    (
        "    total_tokens = 0\n",
        '    for group in optimizer.param_groups:\n        group["fused"] = True\n    total_tokens = 0\n',
    ),
    ("logits.reshape(-1, logits.size(-1))", "logits.flatten(0, 1)"),
)
LAST_STEP = len(STEPS) + 1

MARKUP = "<script>document.title = 'owned'</script>"
# What the lint finds.
FORBIDDEN = (
    ("import torch\n", "import os\n\nimport torch\n"),
    ("@dataclass\n", 'torch.set_num_threads(eval("os.cpu_count()"))\n\n\n@dataclass\n'),
)
# A comment and a text that try to be something else: markup, colours of a terminal, letters from right to left.
HOSTILE = f"""
# {MARKUP} "><img src=x onerror=alert(1)> </code></td></table>
NAME = "\u202egnp.exe \u2066 \u001b[31mred\u001b[0m \u001b]0;owned\u0007 &amp; {MARKUP}"
PRINTS = "\u001b[2J\u202e{MARKUP}"
"""


@dataclass(frozen=True)
class Attempt:
    """A submission of the showcase: how far along the steps it is, how fast it is said to be, and what is unlike."""

    step: int
    rate: int
    outcome: str | None = None
    more: str = ""
    edits: tuple[tuple[str, str], ...] = ()


ATTEMPTS = (
    Attempt(0, 10_240),
    Attempt(1, 10_380),
    Attempt(0, 9_870),
    Attempt(3, 11_120),
    Attempt(3, 24_000, "update_error"),
    Attempt(3, 11_140),
    Attempt(3, 11_090),
    Attempt(2, 10_760, edits=FORBIDDEN),
    Attempt(4, 12_480),
    Attempt(4, 11_900),
    Attempt(4, 12_510),
    Attempt(4, 25_000, "spoke_after_done"),
    Attempt(5, 13_050),
    Attempt(4, 12_300, more=HOSTILE),
    Attempt(5, 13_120),
    Attempt(5, 0, more="\n\ndef inner_steps(model, data_iterator, optimizer, num_steps, device:\n    return None\n"),
    Attempt(5, 13_090),
    Attempt(5, 12_000, "run_timed_out"),
    Attempt(LAST_STEP, 13_840),
)


def text_at(step: int) -> str:
    """Returns the program after so many steps."""
    if step >= LAST_STEP:
        return (EXAMPLES / "faster.py").read_text()
    text = (EXAMPLES / "baseline.py").read_text()
    for old, new in STEPS[:step]:
        text = text.replace(old, new)
    return text


def code(number: int, attempt: Attempt, sleep: float = 0.0) -> str:
    """Returns a submission: a program of ours with what the scripted judge reads, a little unlike all others."""
    words = f"REVISION = {number}\nRATE = {attempt.rate}.0\n"
    if attempt.outcome:
        words += f'OUTCOME = "{attempt.outcome}"\n'
    if sleep:
        words += f"SLEEP = {sleep}\n"
    text = text_at(attempt.step)
    for old, new in attempt.edits:
        text = text.replace(old, new, 1)
    return f"{text}{attempt.more}\n\n# What the scripted judge of this showcase reads.\n{words}"


def entries() -> list[Entry]:
    """Returns the cast, from nine hotkeys."""
    draw = random.Random(7)
    return [
        Entry(f"miner-{draw.randrange(9)}", code(number, attempt), 0)
        for number, attempt in zip(itertools.count(1), ATTEMPTS, strict=False)
    ]


def latecomer(number: int, sleep: float) -> Entry:
    """Returns one that comes when the board is there, and takes so many seconds to be judged."""
    return Entry(f"late-{number}", code(90 + number, Attempt(5, 13_500), sleep), 0)
