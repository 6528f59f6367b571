"""Shared set-up: no bytecode files in the source tree, one thread, and runs that several tests share."""

import sys
import venv

import pytest

sys.dont_write_bytecode = True

import torch  # noqa: E402

from host import Role, Run  # noqa: E402

torch.set_num_threads(1)


@pytest.fixture(scope="session")
def trained_run():
    """A small run whose reference is trained; tests only read from it and verify against it."""
    run = Run()
    yield run
    run.close()


@pytest.fixture(scope="module")
def referee():
    """A referee process that the tests of one file share: no request may leave it unable to serve the next."""
    with Role("referee") as role:
        yield role


@pytest.fixture(scope="session")
def spare_contestants(tmp_path_factory):
    """Holds one process that is importing torch while the test before it runs; their files go to one folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(tmp_path_factory.mktemp("contestants")))
        spares = [Role("contestant")]
        yield spares
        assert spares.pop().hang_up() == 0


@pytest.fixture
def contestant(spare_contestants):
    """A contestant process that nothing has been sent to."""
    spare_contestants.append(Role("contestant"))
    with spare_contestants.pop(0) as role:
        yield role


@pytest.fixture(scope="session")
def bare_python(tmp_path_factory):
    """The path of this interpreter in an environment with neither numpy nor torch."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False)
    return str(folder / "bin/python")
