"""Raises while it is imported. Expected: import_failed, naming the type, the text and line 3."""

raise RuntimeError("this file cannot be imported")
