"""Everything about one file: findings, fingerprints and its size."""

from lint.check_aliases import check_aliases
from lint.check_functions import check_functions
from lint.check_literals import check_literals
from lint.check_modules import check_modules
from lint.check_names import check_names
from lint.check_paths import check_paths
from lint.check_strings import check_strings
from lint.findings import Findings
from lint.fingerprint import fingerprints
from lint.reading import Reading
from lint.request import Request
from lint.source import decode_source

CHECKS = (check_modules, check_names, check_paths, check_aliases, check_strings, check_literals)


def examine(data: bytes, request: Request) -> dict[str, object]:
    """Returns the reply to a request about a file's bytes, without its "ok".

    Raises LintError where the file cannot be looked at.
    """
    reading = Reading(decode_source(data), request.rules)
    findings = Findings(reading.text)
    check_functions(reading, request.functions, findings)
    for check in CHECKS:
        check(reading, request.rules, findings)
    return {
        "findings": findings.report(),
        "truncated": findings.is_truncated,
        "fingerprints": fingerprints(data, reading, frozenset(request.functions)),
        "nodes": len(reading.outline.places),
    }
