"""Plain text for messages that leave the process."""


def one_line(text: str, limit: int) -> str:
    """Returns text on one printable line of at most `limit` UTF-8 bytes.

    Control characters become spaces and runs of blanks become one. A text that is too long ends in "...".
    """
    printable = "".join(character if character.isprintable() else " " for character in text)
    line = " ".join(printable.split())
    encoded = line.encode("utf-8", errors="replace")
    if len(encoded) <= limit:
        return encoded.decode("utf-8")
    return encoded[: limit - 3].decode("utf-8", errors="ignore") + "..."


def describe_exception(error: BaseException) -> str:
    """Returns "Type: text" for an exception, also for one whose own text cannot be made."""
    try:
        text = str(error)
    except Exception:
        text = "(its text could not be made)"
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
