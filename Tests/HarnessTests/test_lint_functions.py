"""The functions that a contract asks for, and blocks that run only in a main program."""

import pytest

from linting import CONTRACT, lint, rules_broken

GOOD = "def inner_steps(model, data, optimizer, steps, device):\n    return 1\n"

WRONG = [
    "",
    "def inner_step(a, b, c, d, e):\n    pass",
    "inner_steps = lambda a, b, c, d, e: 1",
    "from x import inner_steps",
    "class inner_steps:\n    pass",
    "class A:\n    " + GOOD.replace("\n", "\n    "),
    "def f():\n    " + GOOD.replace("\n", "\n    "),
    "if x:\n    " + GOOD.replace("\n", "\n    "),
    "if True:\n    " + GOOD.replace("\n", "\n    "),
    "try:\n    " + GOOD.replace("\n", "\n    ") + "\nfinally:\n    pass",
    "for i in x:\n    " + GOOD.replace("\n", "\n    "),
    "if __name__ == '__main__':\n    " + GOOD.replace("\n", "\n    "),
    GOOD + GOOD,
    GOOD + "if x:\n    " + GOOD.replace("\n", "\n    "),
    GOOD + "inner_steps = f(inner_steps)",
    GOOD + "from x import inner_steps",
    GOOD + "class inner_steps:\n    pass",
    GOOD + "def f():\n    global inner_steps\n    inner_steps = 1",
    GOOD + "for inner_steps in x:\n    pass",
    GOOD + "del inner_steps",
    "async " + GOOD,
    GOOD + "    yield 1",
    GOOD + "    x = yield from y",
    "def inner_steps(a, b, c, d):\n    pass",
    "def inner_steps(a, b, c, d, *, e):\n    pass",
    "def inner_steps(*everything):\n    pass",
    "def inner_steps(a, *rest, **more):\n    pass",
]

RIGHT = [
    GOOD,
    "def inner_steps(a, b, /, c, d, e):\n    pass",
    "def inner_steps(a, b, c, d, e, num_gpus=1):\n    pass",
    "def inner_steps(a, b=1, c=2, d=3, e=4):\n    pass",
    "@torch.no_grad()\n" + GOOD,
    GOOD + "    def inner():\n        yield 1",
    GOOD + "    return (lambda: (yield))",
    GOOD + "def f():\n    inner_steps = 1",
    GOOD + "class A:\n    def inner_steps(self):\n        pass",
    GOOD + "if __name__ == '__main__':\n    inner_steps(1, 2, 3, 4, 5)",
]


@pytest.mark.parametrize("source", WRONG)
@pytest.mark.parametrize("guard", ["skip", "scan"])
def test_a_function_that_is_not_as_the_contract_asks_is_found(tmp_path, source, guard):
    assert rules_broken(lint(tmp_path, source, {"main_guard": guard}, CONTRACT)) == {"required_function"}


@pytest.mark.parametrize("source", RIGHT)
def test_a_function_as_the_contract_asks_is_allowed(tmp_path, source):
    assert lint(tmp_path, source, {}, CONTRACT)["findings"] == []


def test_each_required_function_is_looked_at(tmp_path):
    functions = {"setup_model": 1, "setup_data": 3, "train_step": 2}
    reply = lint(tmp_path, "def setup_model(path): pass\ndef setup_data(path): pass", {}, functions)
    reasons = [finding["reason"] for finding in reply["findings"]]
    assert reasons == [
        "the function train_step is missing: no def of that name",
        "setup_data needs 3 positional parameters and has 1",
    ]


RULES = {"forbidden_modules": ["os"], "forbidden_names": ["eval"]}
SKIPPED = [
    "if __name__ == '__main__':\n    import os\n    eval('1')",
    "if '__main__' == __name__:\n    import os",
    "if (__name__) == '__main__':\n    def f():\n        eval('1')",
]
SCANNED = [
    "if __name__ != '__main__':\n    import os",
    "if not __name__ == '__main__':\n    import os",
    "if __name__ == '__main__' or True:\n    import os",
    "if __name__ == '__main__' == x:\n    import os",
    "if __name__ == 'train':\n    import os",
    "if __name__ is '__main__':\n    import os",
    "if name == '__main__':\n    import os",
    "if '__main__' == '__main__':\n    import os",
    "if __name__ == '__main__':\n    pass\nelse:\n    import os",
    "if __name__ == '__main__':\n    import os\nelse:\n    pass",
    "if __name__ == '__main__':\n    import os\nelif x:\n    pass",
    "if x:\n    if __name__ == '__main__':\n        import os",
    "def f():\n    if __name__ == '__main__':\n        import os",
    "while __name__ == '__main__':\n    import os",
    "__name__ = '__main__'\nif __name__ == '__main__':\n    import os",
    "from x import y as __name__\nif __name__ == '__main__':\n    import os",
    "(__name__ := '__main__')\nif __name__ == '__main__':\n    import os",
    "for __name__ in ['__main__']:\n    if 1: pass\nif __name__ == '__main__':\n    import os",
    "def f():\n    global __name__\n    __name__ = '__main__'\nf()\nif __name__ == '__main__':\n    import os",
    "def __name__(): pass\nif __name__ == '__main__':\n    import os",
    "if __name__ == '__main__':\n    pass\nimport os",
    "if [import_ := __name__] == '__main__':\n    import os",
]


@pytest.mark.parametrize("source", SKIPPED)
def test_a_main_block_is_skipped_only_where_the_rules_say_so(tmp_path, source):
    assert lint(tmp_path, source, {**RULES, "main_guard": "skip"})["findings"] == []
    assert lint(tmp_path, source, {**RULES, "main_guard": "scan"})["findings"] != []
    assert lint(tmp_path, source, RULES)["findings"] != []


@pytest.mark.parametrize("source", SCANNED)
def test_only_a_real_main_block_is_skipped(tmp_path, source):
    assert rules_broken(lint(tmp_path, source, {**RULES, "main_guard": "skip"})) == {"forbidden_module"}
