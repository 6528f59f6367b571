"""From a file's bytes to its syntax tree, as the contestant's shim would read it."""

import ast
import re
import warnings

from lint.problem import LintError

MAX_SOURCE_BYTES = 1_000_000
"""Longest file that is parsed; intake has a smaller limit of its own."""

MAX_DOTS = 200
"""Most parts of a dotted name. Python's parser needs memory that grows with the square of those of an import."""

MAX_NODES = 400_000
"""Most syntax nodes of a file, operators and contexts not counted."""

COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
BLANK = re.compile(rb"[ \t\f]*(#.*)?")
LINE_END = re.compile(rb"\r\n|\r|\n")
DOTTED = re.compile(r"(?:\.[ \t\f\\\r\n]*\w+[ \t\f\\\r\n]*)+")
UTF8_NAMES = ("utf-8", "utf8")


def read_source(descriptors: list[int]) -> bytes:
    """Returns the bytes of the one file among a request's descriptors.

    Raises LintError: bad_request when there is none or it cannot be read, too_complex when it is too long.
    """
    if len(descriptors) != 1:
        raise LintError("bad_request", f"one file has to be attached, not {len(descriptors)}")
    try:
        with open(descriptors[0], "rb", closefd=False) as file:
            data = file.read(MAX_SOURCE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise LintError("bad_request", f"the submission cannot be read: {error}") from error
    if len(data) > MAX_SOURCE_BYTES:
        raise LintError("too_complex", f"the file is longer than {MAX_SOURCE_BYTES} bytes")
    return data


def decode_source(data: bytes) -> str:
    """Returns the file's text without a byte order mark.

    Raises LintError not_text: bytes that are not UTF-8, NUL, or a declaration of another encoding.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LintError("not_text", f"the file is not UTF-8 at byte {error.start}") from error
    if "\0" in text:
        raise LintError("not_text", f"the file has a zero byte at character {text.index(chr(0))}")
    cookie = declared_encoding(data.removeprefix(b"\xef\xbb\xbf"))
    if not is_utf8(cookie):
        raise LintError("not_text", f"the file declares the encoding {cookie}; only utf-8 is read")
    return text


def declared_encoding(data: bytes) -> str:
    """Returns the encoding that a comment in the first two lines declares, utf-8 without one."""
    for line in LINE_END.split(data, maxsplit=2)[:2]:
        if found := COOKIE.match(line):
            return found[1].decode("ascii", "replace")
        if not BLANK.fullmatch(line):
            break
    return "utf-8"


def is_utf8(name: str) -> bool:
    """Tells whether an encoding's name is one of UTF-8, with an editor's suffix such as `-unix` or without."""
    lowered = name.lower().replace("_", "-")
    return lowered in UTF8_NAMES or lowered.startswith("utf-8-")


def parse_source(text: str) -> ast.Module:
    """Returns the syntax tree. Raises LintError: syntax_error with its line, or too_complex."""
    if any(found[0].count(".") > MAX_DOTS for found in DOTTED.finditer(text)):
        raise LintError("too_complex", f"a dotted name has more than {MAX_DOTS} parts")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        place = f" (line {error.lineno})" if error.lineno else ""
        raise LintError("syntax_error", f"{error.msg}{place}") from error
    except ValueError as error:
        raise LintError("syntax_error", str(error)) from error
    except (RecursionError, MemoryError, OverflowError) as error:
        raise LintError("too_complex", "the file is nested too deeply to be parsed") from error


def too_many_nodes() -> LintError:
    """Returns the error for a tree of more than MAX_NODES."""
    return LintError("too_complex", f"the file has more than {MAX_NODES} syntax nodes")
