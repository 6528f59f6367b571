"""Rules about modules and their parts: what is imported, reached, changed or given another name."""

import pytest

from linting import lint, rules_broken

RULES = {
    "forbidden_modules": [
        "os",
        "sys",
        "gc",
        "ctypes",
        "inspect",
        "threading",
        "torch.utils.cpp_extension",
        "numpy.ctypeslib",
    ],
    "forbidden_paths": ["torch.load", "torch.set_float32_matmul_precision", "torch.backends.cudnn.benchmark"],
    "protected_paths": ["torch", "math"],
    "writable_paths": ["torch._inductor.config"],
    "no_alias": ["torch"],
    "forbid_star_imports": True,
}

FORBIDDEN_MODULES = [
    "import os",
    "import os as o",
    "import os.path",
    "import os.path as p",
    "import json, os",
    "from os import environ",
    "from os.path import join",
    "from os import *",
    "def f():\n    import os",
    "try:\n    import os\nexcept ImportError:\n    pass",
    "class A:\n    import os",
    "if False:\n    import os",
    "import torch.utils.cpp_extension",
    "import torch.utils.cpp_extension as e",
    "from torch.utils import cpp_extension",
    "from torch.utils import cpp_extension as e",
    "from torch.utils.cpp_extension import load",
    "import torch\ntorch.utils.cpp_extension.load('x')",
    "import torch.utils\ntorch.utils.cpp_extension",
    "from torch import utils\nutils.cpp_extension.load",
    "import torch.utils as u\nu.cpp_extension",
    "from torch import utils\nv = utils\nv.cpp_extension",
    "from torch import utils\nfor v in [utils]:\n    v.cpp_extension",
    "from torch import utils\n(v, w) = (utils, 1)\nv.cpp_extension",
    "from torch import utils\ndef f(v=utils):\n    return v.cpp_extension",
    "from torch import utils\ndef f(*, v=utils):\n    return v.cpp_extension",
    "from torch import utils\n(v := utils).cpp_extension",
    "from torch import utils\n[v := utils for _ in 'a']\nv.cpp_extension",
    "from torch import utils\n(utils if 1 else 0).cpp_extension",
    "from torch import utils\n(None or utils).cpp_extension",
    "from torch import utils\n[v.cpp_extension for v in (utils,)]",
    "def f():\n    return v.cpp_extension\nfrom torch import utils\nv = utils",
    "def f():\n    global v\n    from torch import utils as v\ndef g():\n    v.cpp_extension",
    "import numpy as np\nnp.ctypeslib",
    "import dataclasses\ndataclasses.sys.modules",
    "import dataclasses\ndataclasses.inspect.stack()",
    "from dataclasses import sys",
    "import random\nrandom._os.system",
    "from random import _os",
    "import warnings\nwarnings.sys",
    "import torch._inductor.config\ntorch._inductor.config.os",
    "from concurrent.futures import thread\nthread.threading",
    "import \uff4f\uff53",
]

FORBIDDEN_PATHS = [
    "import torch\ntorch.load('x')",
    "import torch\ndef f():\n    return torch.load",
    "from torch import load",
    "from torch import load as read",
    "import torch\nf = torch.load",
    "import torch\ntorch.set_float32_matmul_precision('high')",
    "import torch\nb = torch.backends\nb.cudnn.benchmark",
    "from torch.backends import cudnn\ncudnn.benchmark",
    "import torch.backends.cudnn as c\nc.benchmark",
    "import torch.backends.cudnn as c\nd = c\ne = d\nf = e\nf.benchmark",
]

PROTECTED_PATHS = [
    "import torch\ntorch.foo = 1",
    "import torch\ntorch.nn.functional.gelu = f",
    "import torch\ntorch.foo += 1",
    "import torch\ndel torch.foo",
    "import torch\ntorch.foo: int = 1",
    "import torch\nfor torch.Tensor.sub in [f]:\n    pass",
    "import torch\nwith f() as torch.foo:\n    pass",
    "import torch\n(a, torch.foo) = 1, 2",
    "import torch\n[a, *torch.foo] = 1, 2",
    "import torch\n[0 for torch.foo in [1]]",
    "import torch\ntorch.__dict__['load'] = f",
    "import torch\ndel torch.__dict__['load']",
    "import torch\nasync def f():\n    async for torch.foo in g():\n        pass",
    "import torch.nn.functional as F\nF.gelu = f",
    "from torch import Tensor as T\nT.__sub__ = f",
    "from torch import nn\nnn.Linear.forward = f",
    "import torch.autograd as A\nA.backward = f",
    "import torch\ng = torch.nn.functional\ng.gelu = f",
    "import math\nmath.isfinite = f",
    "import torch\ntorch = f",
    "import torch\ndef f():\n    global torch\n    torch = 1",
    "import torch.nn.functional as F\ndef f():\n    global F\n    F = 1",
    "import torch.nn.functional as F\nF = 1",
    "import torch\ndel torch",
    "import torch\n(torch := f)",
    "import torch\nfor torch in [f]:\n    pass",
]

ALIASES = [
    "import torch as t",
    "import torch\nt = torch",
    "import torch\n(t := torch)",
    "import torch\na, t = 1, torch",
    "import torch\nt: object = torch",
    "import torch\ndef f(t=torch):\n    pass",
    "import torch\nf(torch)",
    "import torch\nf(m=torch)",
    "import torch\ndef f():\n    return torch",
    "import torch\nd = {'t': torch}",
    "import torch\n[t for t in [torch]]",
    "import torch\nlambda: torch",
    "import torch\nwith torch as t:\n    pass",
    "from transformers.utils import torch",
    "from transformers.utils import torch as y",
    "import numpy as torch",
    "from numpy import array as torch",
    "def f(torch):\n    pass",
    "def torch():\n    pass",
    "class torch:\n    pass",
    "try:\n    pass\nexcept ValueError as torch:\n    pass",
    "match x:\n    case torch:\n        pass",
    "import torch\ndef hasattr(t, name):\n    t.load\nhasattr(torch, 'a')",
]

STAR_IMPORTS = ["from torch import *", "def f():\n    pass\nfrom numpy import *"]

TABLE = {
    "forbidden_module": [source for source in FORBIDDEN_MODULES if "import *" not in source],
    "forbidden_path": FORBIDDEN_PATHS,
    "protected_path": PROTECTED_PATHS,
    "alias": ALIASES,
    "star_import": STAR_IMPORTS,
}


@pytest.mark.parametrize(("rule", "source"), [(rule, source) for rule in TABLE for source in TABLE[rule]])
def test_what_is_forbidden_is_found_under_its_rule_alone(tmp_path, rule, source):
    assert rules_broken(lint(tmp_path, source, RULES)) == {rule}
    assert rules_broken(lint(tmp_path, source)) == set()


def test_one_statement_can_break_two_rules(tmp_path):
    found = rules_broken(lint(tmp_path, "from os import *", RULES))
    assert found == {"forbidden_module", "star_import"}


ALLOWED = [
    "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nfrom torch import nn",
    "import torch as torch",
    "import torch.nn.functional as F\ndef f(x):\n    B, T, F = x.shape\n    F = 2",
    "import torch.nn.functional as F\ndef f(F):\n    F.weight = 1",
    "import torch\nx = torch.zeros(3)\nx[0] = 1\nx.data = 2",
    "import torch\nhasattr(torch, '_dynamo')",
    "import torch\nif torch is not None:\n    pass",
    "import torch._inductor.config as config\nconfig.max_autotune = True",
    "import torch._inductor\ntorch._inductor.config.max_autotune = True",
    "from torch._inductor import config\nconfig.triton.cudagraphs = False",
    "import torch\ntorch.jit.trace(f, x)\ntorch.compile(f)",
    "import torch\ntorch.backends.cudnn.enabled",
    "import torch\nclass A(torch.nn.Module):\n    def load(self):\n        return self.os.sys",
    "import torch\nself = f()\nself.torch.load",
    "import osmium\nimport cosmos.os_like",
    "from torch import nn\nfor module in model.modules():\n    module.weight = nn.Parameter(module.weight)",
    "import os2 as o\no.path",
    "load = 1\nload.load = 2",
    "from safetensors.torch import load_file",
    "from .torch_parts import os_like",
]


@pytest.mark.parametrize("source", ALLOWED)
def test_what_only_looks_forbidden_is_allowed(tmp_path, source):
    assert lint(tmp_path, source, RULES)["findings"] == []


def test_a_module_is_reported_where_it_is_reached_and_not_again_below(tmp_path):
    reply = lint(tmp_path, "import os\nos.path.join\nimport random\nx = random._os.path", RULES)
    assert [(finding["line"], finding["column"]) for finding in reply["findings"]] == [(1, 0), (4, 4)]
    assert reply["findings"][1]["reason"] == "the module random._os may not be used"


def test_the_longest_path_decides_what_may_be_changed(tmp_path):
    rules = {"protected_paths": ["torch", "torch.a.b"], "writable_paths": ["torch.a"]}
    source = "import torch\ntorch.a.x = 1\ntorch.a.b.x = 1\ntorch.x = 1"
    assert [finding["line"] for finding in lint(tmp_path, source, rules)["findings"]] == [3, 4]
