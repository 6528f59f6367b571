"""Functions and methods of known texts, as far as their results are known to be short."""

MAX_TEXT = 4096
"""Longest text, in characters, that is used inside another expression."""

STRING_METHODS = ("lower", "upper", "strip", "lstrip", "rstrip", "swapcase", "title", "casefold", "capitalize")
CODECS = ("utf-8", "utf8", "ascii", "latin-1", "latin1")


def repeated(left: object, right: object) -> object:
    """Returns a text times a number, either way round, None when it would be too long."""
    text, count = (left, right) if isinstance(right, int) else (right, left)
    if not isinstance(text, (str, bytes)) or not isinstance(count, int) or len(text) * count > MAX_TEXT:
        return None
    return text * count


def built(name: str, arguments: list[object]) -> object:
    """Returns what a builtin function makes of known values."""
    value = arguments[0] if len(arguments) == 1 else None
    if name == "reversed" and isinstance(value, (str, tuple)):
        return tuple(reversed(value))
    if name == "str" and isinstance(value, (str, int)):
        return str(value)
    if name == "chr" and isinstance(value, int) and value >= 0:
        return chr(value)
    if name in ("bytes", "bytearray") and isinstance(value, tuple):
        numbers = [item for item in value if isinstance(item, int) and 0 <= item < 256]
        return bytes(numbers) if len(numbers) == len(value) else None
    return tuple(value) if name in ("list", "tuple") and isinstance(value, (str, tuple)) else None


def applied(owner: object, method: str, arguments: list[object]) -> object:
    """Returns what a method makes of a known text; never much longer than what it is given."""
    if not isinstance(owner, (str, bytes)):
        return None
    if method == "join" and len(arguments) == 1:
        return joined(owner, arguments[0])
    if method in ("decode", "encode") and all(str(codec).lower() in CODECS for codec in arguments):
        return recoded(owner, method)
    if method == "replace" and len(arguments) == 2 and all(type(item) is type(owner) for item in arguments):
        return owner.replace(*arguments) if owner.count(arguments[0]) * len(arguments[1]) <= MAX_TEXT else None
    is_plain = method in STRING_METHODS and not arguments and hasattr(owner, method)
    return getattr(owner, method)() if is_plain else None


def joined(separator: str | bytes, items: object) -> object:
    """Returns the text that `join` makes, None when it would be too long."""
    items = tuple(items) if isinstance(items, str) else items
    if not isinstance(items, tuple) or not all(type(item) is type(separator) for item in items):
        return None
    length = sum(len(item) for item in items) + len(separator) * len(items)
    return separator.join(items) if length <= MAX_TEXT else None


def recoded(owner: str | bytes, method: str) -> object:
    """Returns a text as bytes or bytes as text."""
    if isinstance(owner, bytes):
        return owner.decode("latin-1") if method == "decode" else None
    return owner.encode("utf-8", "surrogatepass") if method == "encode" else None
