"""Rules about words: names, attributes, texts, keywords, long bytes."""

import pytest

from linting import lint, rules_broken

RULES = {
    "forbidden_names": ["eval", "exec", "getattr", "open", "compile", "__import__", "__builtins__"],
    "forbidden_attributes": ["__globals__", "_opt_impl", "optimizer.optimizer", "__torch_function__"],
    "protected_attributes": ["requires_grad", "model.config"],
    "forbidden_strings": ["__globals__", "EVAL_RESULT"],
    "largest_bytes_literal": 8,
    "forbid_keywords": {"weights_only": False, "mode": "max", "pool": 3},
}

NAMES = [
    "eval('1')",
    "e = eval",
    "def f(x=eval):\n    pass",
    "@eval\ndef f():\n    pass",
    "class A:\n    e = eval",
    "class A(eval):\n    pass",
    "print(*[open])",
    "def open():\n    pass",
    "async def open():\n    pass",
    "class open:\n    pass",
    "def f(open):\n    pass",
    "lambda *, open: 1",
    "def f(*open):\n    pass",
    "open = 1",
    "open += 1",
    "del open",
    "(open := 1)",
    "for open in x:\n    pass",
    "import io as open",
    "import open.x",
    "from torch import compile",
    "from x import y as compile",
    "try:\n    pass\nexcept E as open:\n    pass",
    "def f():\n    global open",
    "def f():\n    open = 1\n    def g():\n        nonlocal open",
    "match x:\n    case open:\n        pass",
    "match x:\n    case [*open]:\n        pass",
    "match x:\n    case {**open}:\n        pass",
    "match x:\n    case open(1):\n        pass",
    "import builtins\nbuiltins.eval",
    "import builtins as b\nc = b\nc.eval",
    "from builtins import eval as e",
    "class A:\n    from builtins import eval as e",
    "f'{eval}'",
    "\uff45\uff56\uff41\uff4c('1')",
    "\uff47\uff45\uff54\uff41\uff54\uff54\uff52(x, y)",
    "__builtins__['x']",
    "[__import__ for _ in x]",
    "class A:\n    global open\n    open = 1",
]

ATTRIBUTES = [
    "f.__globals__",
    "f.__globals__ = 1",
    "del f.__globals__",
    "f().g[0].__globals__",
    "f.__\uff47lobals__",
    "optimizer._opt_impl",
    "optimizer.optimizer.step()",
    "self.optimizer.optimizer",
    "from x import _opt_impl",
    "import x._opt_impl.y",
    "match x:\n    case f(__globals__=g):\n        pass",
    "class A:\n    def __torch_function__(self):\n        pass",
    "class A:\n    __torch_function__ = 1",
    "class A:\n    for __torch_function__ in [1]:\n        pass",
    "class A:\n    from x import y as __torch_function__",
]

PROTECTED = [
    "p.requires_grad = False",
    "for p.requires_grad in [False]:\n    pass",
    "p.requires_grad, q = 1, 2",
    "p.requires_grad &= False",
    "del p.requires_grad",
    "model.config = x",
    "self.model.config = x",
]

STRINGS = [
    "x = '__globals__'",
    "x = 'a __globals__ b'",
    "x = b'__globals__'",
    "x = '__glo' 'bals__'",
    "x = '__glo' + 'bals__'",
    "x = b'__glo' + b'bals__'",
    "x = ('__g' + 'lo') + ('ba' + 'ls__')",
    "x = y + '__glo' + 'bals__' + z",
    "x = f'__glo{\"bals__\"}'",
    "x = f'{y}__globals__'",
    "x = f'{\"__glo\"!s}bals__'",
    "x = ''.join(['__glo', 'bals__'])",
    "x = ''.join(('__glo', 'bals__'))",
    "x = '_'.join(['', '', 'globals', '', ''])",
    "x = b''.join([b'__glo', b'bals__'])",
    "x = '__%s__' % 'globals'",
    "x = '__%s%s__' % ('glo', 'bals')",
    "x = b'__%s__' % b'globals'",
    "x = '__{}__'.format('globals')",
    "x = '__{0}{1}__'.format('glo', 'bals')",
    "x = '__{a}__'.format(a='globals')",
    "x = '__{:s}__'.format('globals')",
    "x = '__slabolg__'[::-1]",
    "x = '..__globals__..'[2:-2]",
    "x = ''.join(reversed('__slabolg__'))",
    "x = '__GLOBALS__'.lower()",
    "x = '__glxbals__'.replace('x', 'o')",
    "x = ('_' * 2) + 'globals' + 2 * '_'",
    "x = b'__glo'.decode() + 'bals__'",
    "x = bytes([95, 95, 103, 108, 111, 98, 97, 108, 115, 95, 95]).decode()[0:]",
    "x = chr(95) + '_globals__'",
    "a = '__glo'\nx = a + 'bals__'",
    "def f():\n    a = '__glo'\n    return f'{a}bals__'",
    "x = {'__globals__': 1}",
    "f(x='EVAL_RESULT:')",
    "print(f'EVAL_RESULT:{x}')",
    "def f(x='__globals__'):\n    pass",
    "x: '__globals__' = 1",
]

KEYWORDS = [
    "f(weights_only=False)",
    "f(weights_only=0)",
    "f(weights_only=None)",
    "f(weights_only=not True)",
    "f(**{'weights_only': False})",
    "f(mode='max')",
    "f(pool=3)",
    "partial(f, weights_only=False)",
]

LITERALS = [
    "x = b'123456789'",
    "x = b'12345' b'6789'",
    "x = bytes([1, 2, 3, 4, 5, 6, 7, 8, 9])",
    "x = bytearray((1, 2, 3, 4, 5, 6, 7, 8, 9))",
    "x = b'\\x00\\x01\\x02\\x03\\x04\\x05\\x06\\x07\\x08'",
]

TABLE = {
    "forbidden_name": NAMES,
    "forbidden_attribute": ATTRIBUTES,
    "protected_attribute": PROTECTED,
    "forbidden_string": STRINGS,
    "forbidden_keyword": KEYWORDS,
    "large_literal": LITERALS,
}
LITERAL_RULE = {"largest_bytes_literal"}


@pytest.mark.parametrize(("rule", "source"), [(rule, source) for rule in TABLE for source in TABLE[rule]])
def test_what_is_forbidden_is_found_under_its_rule_alone(tmp_path, rule, source):
    rules = {key: RULES[key] for key in RULES if (key in LITERAL_RULE) == (rule == "large_literal")}
    assert rules_broken(lint(tmp_path, source, rules)) == {rule}
    assert rules_broken(lint(tmp_path, source)) == set()


ALLOWED = [
    "model.eval()\ntorch.compile(f)\nx.open",
    "class A:\n    def open(self):\n        pass\n    def compile(self):\n        pass",
    "f(open=1)",
    "evaluate = executed = opened = 1",
    "hasattr(x, 'y')\nsuper().__init__()\nprint(id(x), type(x))",
    "class A:\n    @staticmethod\n    def f():\n        return A.__class__",
    "'''__globals__ in a docstring'''",
    "def f():\n    '''EVAL_RESULT'''\n    'another __globals__'",
    "# __globals__ and eval()",
    "x = '__globals' + '_' + 'x'",
    "x = ['__glo', 'bals__']",
    "a = '__glo'\na = 'x'\nx = a + 'bals__'",
    "def f(a):\n    return a + 'bals__'\na = '__glo'",
    "x = '__GLOBALS__'",
    "for p in model.parameters():\n    if p.requires_grad:\n        pass",
    "torch.zeros(3, requires_grad=True)",
    "optimizer.step()\noptimizer.zero_grad(set_to_none=True)\nself.optimizer = optimizer",
    "config.model = 1\nmodel.config",
    "f(weights_only=True)\nf(weights_only=x)\nf(weights_only='False')\nf(mode='min', pool=True)",
    "x = b'12345678'\ny = bytes([1, 2, 3])\nz = '1234567890'",
    "x = '%d %s' % (1, y)\nz = '{}'.format(y)",
]


@pytest.mark.parametrize("source", ALLOWED)
def test_what_only_looks_forbidden_is_allowed(tmp_path, source):
    assert lint(tmp_path, source, RULES)["findings"] == []


def test_a_text_put_together_is_reported_once(tmp_path):
    reply = lint(tmp_path, "x = ('a' + '__globals__')\ny = 'EVAL' + '_RESULT'", RULES)
    assert [(finding["line"], finding["column"]) for finding in reply["findings"]] == [(1, 11), (2, 4)]


def test_a_rule_of_true_finds_what_counts_as_true(tmp_path):
    source = "f(pickle=1)\nf(pickle=True)\nf(pickle=not 0)\nf(pickle=False)"
    found = lint(tmp_path, source, {"forbid_keywords": {"pickle": True}})["findings"]
    assert [finding["line"] for finding in found] == [1, 2, 3]
