"""Submissions that differ from an honest one in a few places."""


def write_variant(folder, original, *edits):
    """Writes train.py into a folder, a copy of a file with pieces (old, new) of its text exchanged; returns its path.

    Each old piece must occur exactly once, so that a variant never quietly becomes the original.
    """
    source = original.read_text()
    for old, new in edits:
        assert source.count(old) == 1, f"{old!r} occurs {source.count(old)} times in {original.name}"
        source = source.replace(old, new)
    path = folder / "train.py"
    path.write_text(source)
    return path
