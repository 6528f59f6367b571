"""The guides: every code has its page, every link leads somewhere, every command that is named is there."""

import re

import pytest

from host import ROOT

SOURCES = ROOT / "Sources"
VERDICTS = ROOT / "docs/verdicts"
GUIDES = [ROOT / "docs/miner.md", ROOT / "docs/validator.md", *sorted(VERDICTS.glob("*.md"))]
LINKING = [ROOT / name for name in ("README.md", "examples/README.md", "redteam/README.md")]
DOCUMENTS = [*LINKING, *sorted((ROOT / "docs").rglob("*.md"))]
HEADINGS = ["Who pays.", "What was measured", "Usual causes", "What to do"]

CASE = re.compile(r'(\w+)(?: = "(\w+)")?')
CODE_IN_RECORDS = re.compile(r'[cC]ode(?::| =) "(\w+)"')
TABLE_ENTRY = re.compile(r"^\| \[`(\w+)`\]\((\w+)\.md\) \| ", re.M)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|[\s`/])tiltyard +([^`\n#|]+)")
OPTION = re.compile(r"(?:^|\s)(--[\w.-]+)")


def enumeration(path, name):
    """Returns the raw values of a Swift enumeration of texts, those of enumerations inside it left out."""
    text = path.read_text()
    body = text[text.index(f"enum {name}: String") :]
    found, depth = set(), 0
    for line in body.splitlines():
        if depth == 1 and line.strip().startswith("case "):
            found |= {raw or case for case, raw in CASE.findall(line.strip().removeprefix("case "))}
        depth += line.count("{") - line.count("}")
        if depth == 0:
            return found
    raise AssertionError(f"{name} in {path.name} does not end")


def codes():
    records = [SOURCES / "Records" / name for name in ("Submission.swift", "Attempt.swift")]
    return {
        *enumeration(SOURCES / "Judging/Verdict/VerdictCode.swift", "VerdictCode"),
        *enumeration(SOURCES / "Intake/IntakeError.swift", "Code"),
        *(code for path in records for code in CODE_IN_RECORDS.findall(path.read_text())),
    }


def prose(path):
    """Returns a document without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", path.read_text(), flags=re.M | re.S)


def anchors(path):
    """Returns the names by which a document's headings can be linked to."""
    headings = re.findall(r"^#+ (.+)$", prose(path), flags=re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def commands_of(path):
    """Returns the command lines of this program that a document shows or names."""
    return [found.strip() for found in COMMAND.findall(path.read_text().replace("\\\n", " "))]


def known_words():
    """Returns the names of all commands and of all options, as the sources of the program declare them."""
    text = "\n".join(path.read_text() for path in sorted((SOURCES / "tiltyard").rglob("*.swift")))
    names = set(re.findall(r'commandName: "([\w-]+)"', text))
    options = {"--help", "--generate-completion-script"}
    options |= {f"--{name}" for name in re.findall(r'customLong\("([\w.-]+)"\)', text)}
    for wrapper in re.split(r"@(?:Option|Flag)\b", text)[1:]:
        name = re.search(r"\bvar (\w+)", wrapper)[1]
        options.add("--" + re.sub(r"([A-Z])", lambda letter: "-" + letter[1].lower(), name))
    return names, options


def name_of(path):
    return str(path.relative_to(ROOT))


def test_codes_are_read_from_the_sources():
    assert {"accepted", "projection", "bad_workload", "html_page", "empty", "copied", "rate_limited"} <= codes()
    assert "execution_lost" in codes() and not codes() & {"nobody", "competitor", "badURL", "revealed"}


def test_every_code_has_a_page_and_every_page_a_code():
    assert {path.stem for path in VERDICTS.glob("*.md")} - {"README"} == codes()


def test_the_table_has_every_code_once():
    entries = TABLE_ENTRY.findall((VERDICTS / "README.md").read_text())
    assert all(title == page for title, page in entries)
    assert sorted(title for title, _ in entries) == sorted(codes())


@pytest.mark.parametrize("code", sorted(codes()))
def test_a_page_has_the_common_shape(code):
    text = (VERDICTS / f"{code}.md").read_text()
    assert text.startswith(f"# `{code}`\n\n")
    assert re.findall(r"^\*\*(.+?)\*\*", text, flags=re.M) == HEADINGS
    assert 10 <= len(text.splitlines()) <= 25


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(path):
    for target in LINK.findall(prose(path)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        linked = (path.parent / file).resolve() if file else path
        assert linked.exists(), f"{target} leads nowhere"
        assert not anchor or anchor in anchors(linked), f"{target} names no heading"


@pytest.mark.parametrize("path", GUIDES, ids=name_of)
def test_commands_and_options_exist(path):
    names, options = known_words()
    for line in commands_of(path):
        first, *rest = line.split()
        assert first in names or first in options, f"tiltyard {line}"
        for option in OPTION.findall(" ".join(rest)):
            assert option in options, f"tiltyard {line}"


@pytest.mark.parametrize("path", sorted(VERDICTS.glob("*.md")), ids=name_of)
def test_files_of_the_corpus_exist(path):
    for name in re.findall(r"`((?:redteam|examples)/[^`\s]+)`", path.read_text()):
        assert (ROOT / name).exists(), name
