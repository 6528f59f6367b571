"""Captures `tiltyard top` in tmux over the showcase, as text and as a drawing, into docs/images.

The arena is real and really served; its figures are made up (see `showcase.py`). Needs Debian's tmux.
"""

import argparse
import html
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

import showcase
import showcase_cast
from screenshots import serve

SIZES = ((120, 40), (80, 24))
CELL, ROW = 8.4, 18
COLOURS = {31: "#f47067", 32: "#8ddb8c", 33: "#e0b341", 34: "#6cb6ff", 35: "#dcbdfb", 36: "#5ccfe6"}
PAPER, INK, FAINT = "#14181f", "#d8dee6", "#8a95a3"


class Window:
    """A tmux of our own with one window."""

    def __init__(self, folder: str, columns: int, rows: int, command: list[str]) -> None:
        self.tmux = ["tmux", "-S", f"{folder}/tmux-{columns}", "-f", "/dev/null"]
        size = ["-x", str(columns), "-y", str(rows)]
        environment = os.environ | {"LANG": "C.UTF-8"}
        subprocess.run([*self.tmux, "new-session", "-d", *size, *command], check=True, env=environment)

    def capture(self, *options: str) -> str:
        """Returns what the window shows."""
        done = subprocess.run([*self.tmux, "capture-pane", "-p", *options], check=True, capture_output=True, text=True)
        return done.stdout

    def wait_for(self, text: str) -> None:
        """Waits until the window shows a text, twenty seconds at most."""
        deadline = time.monotonic() + 20
        while text not in self.capture():
            if time.monotonic() > deadline:
                raise SystemExit(f"{text!r} does not come: {self.capture()}")
            time.sleep(0.1)

    def close(self) -> None:
        """Ends the window and the program in it."""
        subprocess.run([*self.tmux, "kill-server"], check=False)


def runs(line: str, look: set[int]) -> list[tuple[int, str, set[int]]]:
    """Returns the parts of a captured line that look alike: first column, text, codes of their look.

    A look lasts into the next line; `look` is changed to that.
    """
    parts, column = [], 0
    for code, text in re.findall(r"\x1b\[([0-9;]*)m|([^\x1b]+)", line):
        if text:
            parts.append((column, text, set(look)))
            column += len(text)
            continue
        for number in (int(part or 0) for part in code.split(";")):
            ended = {0: {1, 2, 7, *COLOURS}, 22: {1, 2}, 27: {7}, 39: set(COLOURS)}.get(number, set())
            look -= set(COLOURS) if number in COLOURS else ended
            look |= {number} & {1, 2, 7, *COLOURS}
    return parts


def drawing(capture: str, columns: int, rows: int) -> str:
    """Returns an SVG of what tmux captured with its looks."""
    width, height = columns * CELL + 24, rows * ROW + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" '
        f'viewBox="0 0 {width:.0f} {height}" role="img" aria-label="tiltyard top in a terminal">',
        f'<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>',
        '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">',
    ]
    lasting: set[int] = set()
    for row, line in enumerate(capture.splitlines()[:rows]):
        for column, text, look in runs(line, lasting):
            x, y, wide = 12 + column * CELL, 10 + row * ROW, len(text) * CELL
            ink = next((COLOURS[code] for code in look if code in COLOURS), FAINT if 2 in look else INK)
            if 7 in look:
                parts.append(f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{ROW}" fill="{ink}"/>')
                ink = PAPER
            weight = ' font-weight="bold"' if 1 in look else ""
            for word in re.finditer(r"\S+", text):
                left, length = x + word.start() * CELL, len(word[0]) * CELL
                parts.append(
                    f'<text x="{left:.1f}" y="{y + 13}" fill="{ink}"{weight} textLength="{length:.1f}" '
                    f'lengthAdjust="spacingAndGlyphs">{html.escape(word[0])}</text>'
                )
    return "\n".join([*parts, "</g>", "</svg>", ""])


def main() -> int:
    """Plays the showcase, serves it, and captures the dashboard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=".build/debug/tiltyard")
    parser.add_argument("--url", help="a server that is there; default: one over a showcase of its own")
    parser.add_argument("--images", default=str(showcase_cast.REPOSITORY / "docs/images"))
    arguments = parser.parse_args()
    images = Path(arguments.images)
    images.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tiltyard-showcase-") as folder:
        arena = site = None
        url = arguments.url
        if url is None:
            arena = showcase.play(arguments.program, Path(folder))
            site, url = serve(arguments.program, arena.home, arena.preset)
        try:
            for columns, rows in SIZES:
                command = [os.path.abspath(arguments.program), "top", "--url", url]
                window = Window(folder, columns, rows, command)
                window.wait_for(" live ")
                name = images / f"top-{columns}x{rows}"
                name.with_suffix(".txt").write_text(window.capture())
                name.with_suffix(".svg").write_text(drawing(window.capture("-e"), columns, rows))
                window.close()
        finally:
            if site is not None and arena is not None:
                site.terminate()
                site.wait()
                arena.kill_judges()
                arena.stop()
    print(f"{len(SIZES)} captures in {images}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
