"""Ends its own process, with status 0, while it is imported. Expected: lost, no READY ever comes."""

import sys

sys.exit(0)
