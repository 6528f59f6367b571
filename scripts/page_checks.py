"""Looks at pages as somebody would who cannot see them, or sees them badly, or on a telephone."""

from pathlib import Path

from browser import Browser

SCRIPTS = Path(__file__).resolve().parent
# axe-core, as the wheel of axe-playwright-python carries it; `scripts/setup pictures` puts it there.
AXE = SCRIPTS.parent / ".build/axe/axe_playwright_python/axe.min.js"
TAGS = '["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]'
RUN_AXE = f"""
axe.run(document, {{ runOnly: {{ type: "tag", values: {TAGS} }}, resultTypes: ["violations"] }}).then((result) =>
  result.violations.flatMap((rule) =>
    rule.nodes.map((node) => `axe ${{rule.id}} (${{rule.impact}}): ${{rule.help}}: ${{node.html.slice(0, 120)}}`)))
"""
CONTROLS = {"link", "button", "textbox", "DisclosureTriangle", "checkbox", "combobox"}


def problems_of(browser: Browser) -> list[str]:
    """Returns what is wrong with the page that is shown, a sentence each."""
    found = list(browser.evaluate((SCRIPTS / "page_checks.js").read_text()))
    found += nameless(browser)
    if AXE.exists():
        browser.evaluate(AXE.read_text() + "; true")
        found += browser.evaluate(RUN_AXE)
    if "Page.javascriptDialogOpening" in browser.events:
        found.append("a script of a stranger has opened a dialog")
    return found


def nameless(browser: Browser) -> list[str]:
    """Returns the controls and pictures that the browser's own accessibility tree has no name for."""
    nodes = browser.ask("Accessibility.getFullAXTree")["nodes"]
    found = []
    for node in nodes:
        role, name = node.get("role", {}).get("value"), node.get("name", {}).get("value", "")
        if role in CONTROLS | {"image", "img"} and not node.get("ignored") and not name.strip():
            found.append(f"{role} without a name (node {node.get('backendDOMNodeId')})")
    return found
