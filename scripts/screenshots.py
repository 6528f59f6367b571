"""Takes pictures of the pages, of a site that really serves, into docs/images; and looks at what can be measured.

Every page is measured at both widths and in both schemes (`page_checks.py`), a board is followed live, and pages are
read without JavaScript (`live_checks.py`). Ends with 1 when something is wrong.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import live_checks
import page_checks
import showcase
import showcase_cast
from arena_process import Arena
from arena_template import hand_in
from browser import Browser

DESKTOP, PHONE = (1280, 1000), (390, 844)
LARGEST_PICTURE = 150_000


@dataclass(frozen=True)
class Picture:
    """A page at a size and in a colour scheme."""

    name: str
    page: str
    is_phone: bool = False
    is_dark: bool = False


PICTURES = (
    Picture("board", "/"),
    Picture("board-dark", "/", is_dark=True),
    Picture("board-phone", "/", is_phone=True),
    Picture("board-phone-dark", "/", is_phone=True, is_dark=True),
    Picture("submission", "/s/{champion}"),
    Picture("submission-phone-dark", "/s/{rejected}", is_phone=True, is_dark=True),
    Picture("history-dark", "/history", is_dark=True),
    Picture("history-phone", "/history", is_phone=True),
    Picture("code", "/s/{refused}/code"),
    Picture("code-phone-dark", "/s/{refused}/code#L6", is_phone=True, is_dark=True),
    Picture("difference-dark", "/s/{champion}/diff", is_dark=True),
    Picture("difference-phone", "/s/{champion}/diff", is_phone=True),
    Picture("match", "/matches/{champion}"),
    Picture("queue-phone", "/queue", is_phone=True),
    Picture("rules-dark", "/rules", is_dark=True),
)
PAGES = (
    "/",
    "/history",
    "/s",
    "/s?state=rejected",
    "/s/{champion}",
    "/s/{rejected}",
    "/s/{refused}",
    "/s/{hostile}",
    "/s/{waiting}",
    "/s/{champion}/code",
    "/s/{refused}/code",
    "/s/{hostile}/code",
    "/s/{champion}/diff",
    "/s/{hostile}/diff",
    "/matches",
    "/matches/{champion}",
    "/queue",
    "/payouts",
    "/rules",
)


def serve(program: str, home: str, preset: str) -> tuple[subprocess.Popen[str], str]:
    """Starts a site on a port that is free, and returns it with its address."""
    command = [program, "serve", "--home", home, "--preset", preset, "--port", "0", "--rate", "0"]
    site = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    return site, site.stdout.readline().split()[-1]


def names(arena: Arena) -> dict[str, str]:
    """Returns the submissions that pages are about, by the part that they play."""
    queries = {
        "champion": "SELECT submission_id FROM crowns ORDER BY sequence DESC LIMIT 1",
        "rejected": "SELECT submission_id FROM evaluations JOIN verdicts ON evaluation_id = evaluations.id"
        " WHERE code = 'update_error'",
        "refused": "SELECT id FROM submissions WHERE code_error = 'rules_broken'",
        "hostile": "SELECT id FROM submissions WHERE CAST(code AS TEXT) LIKE '%owned%'",
        "waiting": "SELECT id FROM submissions ORDER BY sequence DESC LIMIT 1",
    }
    return {name: arena.rows(query)[0][0] for name, query in queries.items()}


def take(browser: Browser, address: str, picture: Picture, images: Path) -> list[str]:
    """Takes one picture, with few enough colours to be small."""
    width, height = PHONE if picture.is_phone else DESKTOP
    browser.show(address + picture.page, width, height, picture.is_dark, 2 if picture.is_phone else 1)
    path = images / f"{picture.name}.png"
    browser.picture(path)
    if shutil.which("pngquant"):
        command = ["pngquant", "--force", "--skip-if-larger", "--speed", "1", "--strip", "--output", path, "128", path]
        subprocess.run(command, check=False)
    size = path.stat().st_size
    return [f"{path.name} has {size} bytes"] if size > LARGEST_PICTURE else []


def look(browser: Browser, address: str, pages: list[str]) -> list[str]:
    """Measures every page at both widths and in both schemes, and returns what is wrong."""
    problems = []
    for page in pages:
        for width, height in (DESKTOP, PHONE):
            for is_dark in (False, True):
                browser.show(address + page, width, height, is_dark)
                where = f"{page} at {width}, {'dark' if is_dark else 'light'}"
                problems += [f"{where}: {text}" for text in page_checks.problems_of(browser)]
    return problems


def newcomer(arena: Arena, folder: Path) -> str:
    """Hands one more in, and returns its name once it is revealed."""
    count = arena.rows("SELECT COUNT(*) FROM submissions")[0][0]
    hand_in(arena, showcase_cast.latecomer(9, showcase.LONG), folder)
    deadline = time.monotonic() + 60
    while not (rows := arena.rows(f"SELECT id FROM submissions WHERE sequence > {count}")):
        if time.monotonic() > deadline:
            raise SystemExit(f"nothing is revealed any more: {arena.log[-2000:]}")
        time.sleep(0.2)
    return rows[0][0]


def work(arena: Arena, address: str, folder: Path, options: argparse.Namespace) -> list[str]:
    """Takes all pictures and measures all pages."""
    cast = names(arena)
    images = Path(options.images)
    images.mkdir(parents=True, exist_ok=True)
    problems = []
    with Browser(options.browser, f"{folder}/profile") as browser:
        for picture in PICTURES:
            page = picture.page.format(**cast)
            problems += take(browser, address, Picture(picture.name, page, picture.is_phone, picture.is_dark), images)
        if not options.only_pictures:
            pages = [page.format(**cast) for page in PAGES]
            problems += look(browser, address, pages)
            problems += live_checks.follow(browser, address, lambda: newcomer(arena, folder))
            problems += live_checks.read_without_script(browser, address, pages)
    return problems


def main() -> int:
    """Plays the showcase, serves it, and takes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=".build/debug/tiltyard")
    parser.add_argument("--browser", default=shutil.which("chromium") or "chromium")
    parser.add_argument("--images", default=str(showcase_cast.REPOSITORY / "docs/images"))
    parser.add_argument("--only-pictures", action="store_true", help="measure nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tiltyard-showcase-") as folder:
        arena = showcase.play(options.program, Path(folder))
        site, address = serve(options.program, arena.home, arena.preset)
        try:
            problems = work(arena, address, Path(folder), options)
        finally:
            site.terminate()
            site.wait()
            arena.kill_judges()
            arena.stop()
    for problem in sorted(set(problems)):
        print(problem)
    views = 0 if options.only_pictures else len(PAGES) * 4
    axe = "with axe-core" if page_checks.AXE.exists() else "without axe-core"
    print(json.dumps({"pictures": len(PICTURES), "views": views, "measured": axe, "problems": len(set(problems))}))
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
