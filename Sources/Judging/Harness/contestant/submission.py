"""Takes the competitor's code from the host, puts it where files are looked for, and loads it as the module `train`."""

import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from types import CodeType, ModuleType
from typing import Any

from contestant.failure import ContestantError, blame

MODULE_NAME = "train"


def place(descriptor: int, path: str) -> None:
    """Writes the host's memory file to a new file at `path`, read-only, and lets go of the memory file.

    Tracers and compilers want the source on disk. Nothing of the submission has run by then, so it never holds the
    host's file. Raises ContestantError (bad_request) when the file cannot be written.
    """
    try:
        content = os.pread(descriptor, os.fstat(descriptor).st_size, 0)
        os.close(descriptor)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444), "wb") as file:
            file.write(content)
    except OSError as error:
        raise ContestantError("bad_request", f"the submission cannot be written: {error}") from error


def load_functions(path: str, names: Sequence[str]) -> dict[str, Callable[..., Any]]:
    """Runs the file at `path` as a module and returns its functions of those names.

    Raises ContestantError: not_text, syntax_error, import_failed, or missing_function, which names all that are
    missing. SystemExit and KeyboardInterrupt, if the file raises them, are not caught: the competitor may end its own
    process.
    """
    module = load_module(path, compile_source(path, read_source(path)))
    found = {name: getattr(module, name, None) for name in names}
    missing = [name for name, function in found.items() if not callable(function)]
    if missing:
        raise ContestantError("missing_function", f"train.py does not define {', '.join(missing)}")
    return found


def read_source(path: str) -> str:
    """Returns the file's text. Raises ContestantError: import_failed when unreadable, not_text when not UTF-8."""
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8-sig")
    except OSError as error:
        raise blame("import_failed", error, path) from error
    except UnicodeDecodeError as error:
        raise ContestantError("not_text", f"train.py is not UTF-8 at byte {error.start}") from error


def compile_source(path: str, source: str) -> CodeType:
    """Returns the compiled file. Raises ContestantError: syntax_error, also for nesting that is too deep."""
    try:
        return compile(source, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        place = f" (train.py line {error.lineno})" if error.lineno else ""
        raise ContestantError("syntax_error", f"{type(error).__name__}: {error.msg}{place}") from error
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise blame("syntax_error", error, path) from error


def load_module(path: str, code: CodeType) -> ModuleType:
    """Runs compiled code as the module `train`, registered before it runs so that dataclasses can find it."""
    specification = importlib.util.spec_from_file_location(MODULE_NAME, path)
    if specification is None:
        raise ContestantError("import_failed", "train.py does not end in .py")
    module = importlib.util.module_from_spec(specification)
    sys.modules[MODULE_NAME] = module
    try:
        exec(code, module.__dict__)
    except Exception as error:
        raise blame("import_failed", error, path) from error
    return module
