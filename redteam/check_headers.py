"""Checks the header of every submission of the corpus and prints how many there are.

    python3 redteam/check_headers.py

Exit status 0: every header is right. 1: the errors are printed, one a line, each with its file.
"""

import re
import sys
from collections import Counter
from pathlib import Path

CORPUS = Path(__file__).resolve().parent
CODES_FILE = CORPUS.parent / "Sources/Judging/Verdict/VerdictCode.swift"
KEYS = ["kind", "class", "contract", "precision", "expect", "layer", "story"]
"""Keys in the order in which they stand; `twin` comes before `story` where the time of an honest file is compared."""

CLASSES = {
    "result-channel",
    "reading-secrets",
    "timing",
    "warmup-abuse",
    "less-work",
    "forged-outputs",
    "infrastructure",
    "submission-path",
}
VALUES = {
    "kind": {"attack", "honest"},
    "contract": {"crusade-tps"},
    "precision": {"fp32", "bf16-autocast", "bf16-params"},
}
COMPARED = {"neutralised", "tolerated"}
"""Expectations under which a file may be accepted, if it is no faster than its twin."""

SILENT_CODES = {"syntax_error", "not_text"}
"""A file that ends in nothing but these may never run, so that it cannot say that it took place."""


def rejection_codes() -> set[str]:
    """Returns the codes with which a competitor can be rejected, as the judge's own list has them.

    Raises ValueError when the list cannot be found in the file.
    """
    text = CODES_FILE.read_text()
    cases = re.findall(r'^    case (\w+)(?: = "(\w+)")?$', text, re.MULTILINE)
    codes = {value or name for name, value in cases}
    others = {"accepted", "torch_missing", "referee_failed", "sandbox_failed", "host_busy", "not_rankable", "bad_plan"}
    if "update_error" not in codes or "accepted" not in codes:
        raise ValueError(f"{CODES_FILE} does not list the verdict codes as it used to")
    return codes - others


def header(text: str) -> list[tuple[str, str]]:
    """Returns the pairs of the lines `# key: value` at the top of a file."""
    pairs = []
    for line in text.split("\n"):
        match = re.fullmatch(r"# ([a-z]+): (\S.*)", line)
        if not match:
            break
        pairs.append((match[1], match[2]))
    return pairs


def expectation_error(values: dict[str, str], codes: set[str]) -> str | None:
    """Returns what is wrong with `expect`, or None."""
    words = values["expect"].split(" ")
    if values["kind"] == "honest":
        return None if words == ["accepted"] else "an honest file is expected to be accepted"
    if words[0] in COMPARED:
        return None if len(words) == 1 else f"nothing follows '{words[0]}'"
    if words[0] != "rejected" or len(words) == 1:
        return "an attack is 'neutralised', 'tolerated', or 'rejected' with at least one code"
    unknown = [word for word in words[1:] if word not in codes]
    return f"no code of a competitor: {' '.join(unknown)}" if unknown else None


def errors_of(path: Path, codes: set[str]) -> list[str]:
    """Returns everything that is wrong with one file."""
    text = path.read_text(encoding="latin-1")
    pairs = header(text)
    values = dict(pairs)
    wanted = KEYS[:-1] + (["twin"] if "twin" in values else []) + KEYS[-1:]
    if [key for key, _ in pairs] != wanted:
        return [f"the header has the keys {[key for key, _ in pairs]}, it needs {wanted}"]
    errors = [f"{key} cannot be {values[key]}" for key, known in VALUES.items() if values[key] not in known]
    folder = path.relative_to(CORPUS).parts[:-1]
    is_attack = values["kind"] == "attack"
    if folder != (("attacks", values["class"]) if is_attack else ("honest",)):
        errors.append(f"the folder {'/'.join(folder)} is not that of class {values['class']}")
    if values["class"] not in (CLASSES if is_attack else {"honest"}):
        errors.append(f"class cannot be {values['class']}")
    problem = expectation_error(values, codes)
    errors += [problem] if problem else []
    if (values["expect"] in COMPARED) != ("twin" in values):
        errors.append("an attack that may be accepted names a twin, and nothing else does")
    if "twin" in values and not (values["twin"].startswith("honest/") and (CORPUS / values["twin"]).is_file()):
        errors.append(f"the twin {values['twin']} is no honest file")
    return errors + evidence_errors(values, text)


def evidence_errors(values: dict[str, str], text: str) -> list[str]:
    """Returns what is wrong with what a file prints: attacks say that they took place, honest files say nothing."""
    if values["kind"] == "honest":
        return ["an honest file prints nothing"] if re.search(r"\bprint\(", text) else []
    is_silent = set(values["expect"].split()[1:]) <= SILENT_CODES and values["expect"].startswith("rejected")
    is_packed = "b64decode" in text
    return [] if "TOOK PLACE: " in text or is_silent or is_packed else ["the attack never says TOOK PLACE"]


def main() -> int:
    """Checks all files; returns the exit status."""
    codes = rejection_codes()
    paths = sorted(path for part in ("honest", "attacks") for path in (CORPUS / part).rglob("*.py"))
    errors = [f"{path.relative_to(CORPUS)}: {error}" for path in paths for error in errors_of(path, codes)]
    names = Counter(path.stem for path in paths)
    errors += [f"{path.relative_to(CORPUS)}: the name is taken twice" for path in paths if names[path.stem] > 1]
    for group, count in sorted(Counter("/".join(p.relative_to(CORPUS).parts[:-1]) for p in paths).items()):
        print(f"{count:4}  {group}")
    print(f"{len(paths):4}  in all, {len(errors)} errors")
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
