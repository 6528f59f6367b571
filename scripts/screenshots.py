"""Takes pictures of the pages, of a site that really serves, into docs/images; and looks at what can be measured.

No page may be wider than its window, and no text may have less contrast with what is behind it than 4.5 to 1.
"""

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

import showcase
from browser import Browser

# Name, page, width and height in points, whether it is dark, pixels a point.
PICTURES = (
    ("board", "/", 1280, 1000, False, 1),
    ("board-dark", "/", 1280, 1000, True, 1),
    ("submission", "/s/{champion}", 1280, 1000, False, 1),
    ("match-dark", "/matches/{champion}", 1280, 900, True, 1),
    ("code", "/s/{champion}/diff", 1280, 800, False, 1),
    ("board-phone", "/", 390, 844, False, 2),
    ("submission-phone-dark", "/s/{champion}", 390, 844, True, 2),
)
PAGES = (
    "/",
    "/s",
    "/s/{champion}",
    "/s/{champion}/code",
    "/s/{champion}/diff",
    "/matches",
    "/matches/{champion}",
    "/queue",
    "/payouts",
    "/rules",
)

CONTRAST = """
(() => {
  const channel = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const low = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || e.closest(".unseen, .skip, script, title, svg")) continue;
    const a = light(rgb(getComputedStyle(e).color)), b = light(behind(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const words = e.textContent.trim().slice(0, 40);
    if (ratio < 4.5) low.add(`${ratio.toFixed(2)} ${e.tagName}.${e.className}: ${words}`);
  }
  return { wide: document.documentElement.scrollWidth - innerWidth, low: [...low] };
})()
"""


def serve(program: str, home: str, preset: str) -> tuple[subprocess.Popen[str], str]:
    """Starts a site on a port that is free, and returns it with its address."""
    command = [program, "serve", "--home", home, "--preset", preset, "--port", "0"]
    site = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    return site, site.stdout.readline().split()[-1]


def look(browser: Browser, address: str, champion: str) -> list[str]:
    """Measures every page at both widths and in both schemes, and returns what is wrong."""
    problems = []
    for page in PAGES:
        for width in (1280, 390):
            for is_dark in (False, True):
                browser.show(address + page.format(champion=champion), width, 900, is_dark)
                found = browser.evaluate(CONTRAST)
                where = f"{page} at {width}, {'dark' if is_dark else 'light'}"
                if found["wide"] > 0:
                    problems.append(f"{where}: {found['wide']} points too wide")
                problems += [f"{where}: {text}" for text in found["low"]]
    return problems


def main() -> int:
    """Plays the showcase, serves it, and takes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=".build/debug/tiltyard")
    parser.add_argument("--browser", default=shutil.which("chromium") or "chromium")
    parser.add_argument("--images", default=str(showcase.REPOSITORY / "docs/images"))
    arguments = parser.parse_args()
    images = Path(arguments.images)
    images.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tiltyard-showcase-") as folder:
        arena = showcase.play(arguments.program, Path(folder))
        site, address = serve(arguments.program, arena.home, arena.preset)
        try:
            champion = arena.rows("SELECT submission_id FROM crowns ORDER BY sequence DESC LIMIT 1")[0][0]
            with Browser(arguments.browser, f"{folder}/profile") as browser:
                for name, page, width, height, is_dark, scale in PICTURES:
                    browser.show(address + page.format(champion=champion), width, height, is_dark, scale)
                    browser.picture(images / f"{name}.png")
                problems = look(browser, address, champion)
        finally:
            site.terminate()
            site.wait()
            arena.kill_judges()
            arena.stop()
    for problem in problems:
        print(problem)
    print(f"{len(PICTURES)} pictures, {len(PAGES) * 4} views measured, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
