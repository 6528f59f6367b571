"""Whole-file reads and writes on memory files.

Plain reads and writes are used, not mappings: the host seals a file against writing as soon as it has been filled,
and sealing fails while any process still maps the file writable.
"""

import os


def write_all(descriptor: int, data: bytes | memoryview, offset: int = 0) -> None:
    """Writes all of `data` at a byte offset. Raises OSError, also when the file may not be written or grown."""
    view = memoryview(data).cast("B")
    while view:
        written = os.pwrite(descriptor, view, offset)
        view, offset = view[written:], offset + written


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
