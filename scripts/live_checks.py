"""Follows a board in a browser while something happens, and reads one without JavaScript."""

from collections.abc import Callable

from browser import Browser


def follow(browser: Browser, address: str, happen: Callable[[], str]) -> list[str]:
    """Shows the board, lets something happen, and waits until the board shows it without having been loaded again.

    `happen` returns the name of the submission that is new.
    """
    browser.show(address, 1280, 900, False)
    browser.wait_until("!document.getElementById('live').hidden")
    browser.evaluate("window.isTheSame = true; document.querySelector('#main .entries a').focus()")
    before = browser.evaluate("document.activeElement.textContent")
    name = happen()
    browser.wait_until(f"document.getElementById('main').textContent.includes({name!r})")
    problems = []
    if not browser.evaluate("window.isTheSame === true"):
        problems.append("the board was loaded again")
    if not browser.evaluate(f"document.querySelector(`[data-key='{name}']`).classList.contains('fresh')"):
        problems.append("what is new is not shown to be new")
    if browser.evaluate("document.activeElement.textContent") != before:
        problems.append("the focus got lost")
    return problems


def read_without_script(browser: Browser, address: str, pages: list[str]) -> list[str]:
    """Reads pages with JavaScript switched off: what is said has to be there, and nothing that only a script can do."""
    browser.run_scripts(False)
    problems = []
    for page in pages:
        browser.show(address + page, 1280, 900, False)
        if len(browser.evaluate("document.getElementById('main').innerText")) < 100:
            problems.append(f"{page}: next to nothing without JavaScript")
        if not browser.evaluate("document.getElementById('live').hidden"):
            problems.append(f"{page}: says that it is live without JavaScript")
    browser.run_scripts(True)
    return problems
