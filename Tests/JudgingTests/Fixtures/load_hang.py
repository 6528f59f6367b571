"""Sleeps for ever while it is imported. Expected: the time limit on loading ends it."""

import time

while True:
    time.sleep(3600)
