"""The peak role: a plausible figure, and an error for a request that makes no sense."""

import pytest

from host import Role

REQUEST = {"verb": "peak", "dtype": "float32", "threads": 1, "seconds": 0.2}


def test_measures_a_plausible_rate():
    with Role("peak") as role:
        reply = role.ask(REQUEST)
        assert reply["ok"] is True
        assert 1e8 < reply["flops_per_second"] < 1e13
        assert reply["size"] in (256, 512, 1024, 1536)
        assert role.hang_up() == 0


@pytest.mark.parametrize("changes", [{"verb": "rest"}, {"dtype": "int8"}, {"threads": 0}, {"seconds": 0}])
def test_refuses_a_request(changes):
    with Role("peak") as role:
        assert role.ask({**REQUEST, **changes})["error"] == "bad_request"
