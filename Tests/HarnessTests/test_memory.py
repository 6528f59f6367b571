"""Reading memory files without copying them, where that is safe."""

import fcntl
import mmap
import os

import pytest

import memory
from host import memory_file, seal_input


@pytest.fixture
def file():
    descriptor = memory_file(8192, b"tiltyard" * 1024)
    yield descriptor
    os.close(descriptor)


def test_a_file_that_cannot_shrink_is_mapped(file):
    fcntl.fcntl(file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK)
    data = memory.contents(file, 8192)
    assert isinstance(data, mmap.mmap)
    assert bytes(data) == b"tiltyard" * 1024


def test_a_mapping_is_read_only_and_does_not_keep_the_host_from_sealing(file):
    fcntl.fcntl(file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK)
    data = memory.contents(file, 8192)
    seal_input(file)
    with pytest.raises(TypeError):
        data[0] = 0
    assert bytes(memory.contents(file, 8192)) == bytes(data)


def test_a_file_that_may_shrink_is_copied(file, tmp_path):
    data = memory.contents(file, 8192)
    os.ftruncate(file, 0)
    assert bytes(data) == b"tiltyard" * 1024
    path = tmp_path / "plain"
    path.write_bytes(b"plain")
    with path.open("rb") as plain:
        assert memory.contents(plain.fileno(), 5) == b"plain"


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_file_that_is_too_short_is_an_error(file, is_sealed):
    if is_sealed:
        seal_input(file)
    with pytest.raises(OSError, match="memory file"):
        memory.contents(file, 8193)
