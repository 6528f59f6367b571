"""The rule lists of the published contests on the submissions of this repository.

The lists are known in part. Those of `crusade-mfu-2026` that the contest's own description names are complete; its
"etc." is filled up with modules of the same kind, `types` excepted, which the contest's examples need. Of
`templar-tournament-2025` it is known that about 19 imports were forbidden; which ones is a guess.
"""

import pytest

from lint.problem import LintError
from linting import CONTRACT, MFU, TOURNAMENT, lint, lint_file, rules_broken, submissions

HONEST = "redteam/honest"
BREAK_A_RULE = {
    "all_together.py": {"forbidden_module"},
    "allocator_keeps_memory.py": {"forbidden_module"},
    "autocast_all_together.py": {"forbidden_module"},
    "autocast_weights_cast_once.py": {"forbidden_attribute"},
    "bf16_params_all_together.py": {"forbidden_module"},
    "chunked_head.py": {"forbidden_attribute"},
    "gc_disabled.py": {"forbidden_module"},
    "prefetch_thread.py": {"forbidden_module"},
    "tf32_flags.py": {"forbidden_path", "protected_path"},
}
TEMPLATE = '''
from dataclasses import dataclass
from pathlib_free import nothing
import torch
import torch.nn.functional as F
import torch._inductor.config as inductor

inductor.coordinate_descent_tuning = True


@dataclass
class InnerStepsResult:
    """Globals of f_back, said in a docstring."""

    final_logits: torch.Tensor
    total_tokens: int
    final_loss: float


class Wrapper(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    @staticmethod
    def loss(logits, labels):
        return F.cross_entropy(logits.reshape(-1, logits.size(-1)), labels.reshape(-1), ignore_index=-100)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    trained = [p for p in model.parameters() if p.requires_grad]
    step = torch.compile(Wrapper.loss)
    for _ in range(num_steps):
        batch = next(data_iterator).to(device)
        outputs = model(batch[:, :-1])
        logits = outputs.logits if hasattr(outputs, "logits") else outputs
        loss = step(logits, batch[:, 1:])
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    print(type(model), id(model), model.__class__, len(trained))
    return InnerStepsResult(logits.detach().float(), batch.numel() * num_steps, loss.item())


if __name__ == "__main__":
    from pathlib import Path
    import os, sys, time

    print(Path("."), eval("1"), open("x"))
'''


@pytest.mark.parametrize("path", submissions(HONEST), ids=lambda path: path.name)
def test_honest_submissions_break_only_rules_that_are_known(path):
    assert rules_broken(lint_file(path, MFU, CONTRACT)) == BREAK_A_RULE.get(path.name, set())


def test_the_known_ones_exist():
    assert set(BREAK_A_RULE) <= {path.name for path in submissions(HONEST)}


def test_what_honest_competitors_need_is_allowed(tmp_path):
    assert lint(tmp_path, TEMPLATE, MFU, CONTRACT)["findings"] == []
    scanned = lint(tmp_path, TEMPLATE, {**MFU, "main_guard": "scan"}, CONTRACT)
    guard = TEMPLATE.splitlines().index('if __name__ == "__main__":') + 1
    assert {finding["line"] for finding in scanned["findings"]} == {guard + 1, guard + 2, guard + 4}


PUBLISHED_EXPLOITS = {
    "import dataclasses\ndataclasses.inspect.stack()": "forbidden_module",
    "for torch.Tensor.__sub__ in [f]:\n    pass": "protected_path",
    "from torch import Tensor as T\nT.__sub__ = f": "protected_path",
    "import torch.autograd as A\nA.x = f": "protected_path",
    "import torch._inductor.config\ntorch._inductor.config.os": "forbidden_module",
    "import random\nrandom._os": "forbidden_module",
    "import posix": "forbidden_module",
    "import concurrent.futures": "forbidden_module",
    "import torch.multiprocessing": "forbidden_module",
    "torch.serialization.load('x')": "forbidden_path",
    "torch.ops.load_library('x')": "forbidden_path",
    "class R:\n    __getattribute__ = f": "forbidden_attribute",
    "class R(torch.Tensor):\n    def __torch_function__(self):\n        pass": "forbidden_attribute",
    "x = '__etubirtteg__'[::-1] + '__labolg__'[::-1]\ny = '__slabolg__'[::-1]": "forbidden_string",
    "optimizer.optimizer.step()": "forbidden_attribute",
    "optimizer._opt_impl.step()": "forbidden_attribute",
    "(t := torch).load('x', weights_only=False)": "forbidden_keyword",
    "x = bytes([0] + [1])\ny = bytes([" + "7," * 300 + "])": "large_literal",
    "import gc\ngc.get_objects()": "forbidden_module",
    "p.requires_grad = False": "protected_attribute",
    "model.embed.requires_grad_(False)": "forbidden_attribute",
    "torch.backends.cudnn.benchmark = True": "protected_path",
    "torch.backends.cuda.enable_math_sdp(False)": "forbidden_path",
    "torch.set_float32_matmul_precision('high')": "forbidden_path",
    "\uff47\uff45\uff54\uff41\uff54\uff54\uff52(torch, 'x')": "forbidden_name",
    "from torch import *": "star_import",
}


@pytest.mark.parametrize("line", PUBLISHED_EXPLOITS)
def test_exploits_that_a_lint_can_see_are_found(tmp_path, line):
    reply = lint(tmp_path, f"import torch\n{line}\n", MFU)
    assert PUBLISHED_EXPLOITS[line] in rules_broken(reply)


def test_the_first_contest_forbids_imports_wherever_they_are(tmp_path):
    assert lint(tmp_path, "import torch, time, pathlib\neval('1')", TOURNAMENT)["findings"] == []
    assert len(TOURNAMENT["forbidden_modules"]) == 19
    for module in TOURNAMENT["forbidden_modules"]:
        source = f"if __name__ == '__main__':\n    import {module}"
        assert rules_broken(lint(tmp_path, source, TOURNAMENT)) == {"forbidden_module"}


@pytest.mark.parametrize("rules", [{}, MFU, TOURNAMENT], ids=["none", "mfu", "tournament"])
def test_every_submission_of_the_repository_is_answered(rules):
    paths = submissions("redteam", "examples", "Sources/tiltyard/Demo/Submissions", "Tests/JudgingTests/Fixtures")
    problems = set()
    for path in paths:
        try:
            lint_file(path, rules, CONTRACT)
        except LintError as error:
            problems.add(error.code)
    assert len(paths) > 300
    assert problems == {"syntax_error", "not_text", "too_complex"}
