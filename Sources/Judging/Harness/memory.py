"""Reads and writes on memory files.

Plain writes are used, not mappings: the host seals a file against writing as soon as it has been filled, and sealing
fails while any process still maps the file writable. What is read is mapped where that is safe, because a model's
files are large.
"""

import fcntl
import mmap
import os

Buffer = bytes | bytearray | mmap.mmap


def write_all(descriptor: int, data: bytes | memoryview, offset: int = 0) -> None:
    """Writes all of `data` at a byte offset. Raises OSError, also when the file may not be written or grown."""
    view = memoryview(data).cast("B")
    while view:
        written = os.pwrite(descriptor, view, offset)
        view, offset = view[written:], offset + written


def contents(descriptor: int, byte_count: int) -> Buffer:
    """Returns the first bytes of a file for reading, without a copy where the file is sealed against shrinking.

    A mapping shows what others write later: let nobody write any more. Without the seal the bytes are copied, because
    a mapping of a file that shrinks ends this process. Raises OSError when the file is shorter.
    """
    if not is_sealed_against_shrinking(descriptor):
        return read_all(descriptor, byte_count)
    if size(descriptor) < byte_count:
        raise OSError(f"memory file of {size(descriptor)} bytes where {byte_count} are due")
    # A shared mapping, even one for reading, would keep the host from sealing the file against writing.
    return mmap.mmap(descriptor, byte_count, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ)


def is_sealed_against_shrinking(descriptor: int) -> bool:
    """Tells whether nobody can make a file shorter; False for a file that cannot be sealed at all."""
    try:
        return bool(fcntl.fcntl(descriptor, fcntl.F_GET_SEALS) & fcntl.F_SEAL_SHRINK)
    except OSError:
        return False


def read_all(descriptor: int, byte_count: int) -> bytearray:
    """Reads exactly `byte_count` bytes from the start of a file into private memory.

    Raises OSError when the file is shorter.
    """
    data = bytearray(byte_count)
    view, offset = memoryview(data), 0
    while offset < byte_count:
        count = os.preadv(descriptor, [view[offset:]], offset)
        if count == 0:
            raise OSError(f"memory file ends after {offset} of {byte_count} bytes")
        offset += count
    return data


def size(descriptor: int) -> int:
    """Returns the size of an open file in bytes."""
    return os.fstat(descriptor).st_size
