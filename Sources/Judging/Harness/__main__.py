"""Starts one role of the harness: `python -I -B Harness ROLE`.

The roles `referee`, `contestant`, `peak` and `lint` talk to the host over descriptor 3; `calibrate` and `fetch` are
command lines for people. Only the chosen role's modules are imported, so that a role that answers "torch is missing"
can still start.
"""

import sys

USAGE = "usage: python -I -B Harness referee|contestant|peak|lint|calibrate|fetch [options]"


def main(arguments: list[str]) -> int:
    """Runs the role that the first argument names and returns the process's exit status."""
    role, options = (arguments[0], arguments[1:]) if arguments else ("", [])
    if role == "referee":
        from referee.service import run
    elif role == "contestant":
        from contestant.shim import run
    elif role == "peak":
        from peak import run
    elif role == "lint":
        from lint.service import run
    elif role == "calibrate":
        from calibrate.command import run
    elif role == "fetch":
        from fetch.command import run
    else:
        print(USAGE, file=sys.stderr)
        return 2
    return run(options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
