"""A headless Chromium, told what to do over a pair of pipes by its own protocol."""

import base64
import fcntl
import itertools
import json
import os
import select
import subprocess
import time
from pathlib import Path

ANSWER_SECONDS = 30.0
# The browser reads its orders from descriptor 3 and answers on 4; ours are kept out of the way of both.
FIRST_FREE = 10
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe")


def pipe() -> list[int]:
    """Returns both ends of a pipe, as descriptors that are not in the browser's way."""
    ends = os.pipe()
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, FIRST_FREE) for end in ends]
    for end in ends:
        os.close(end)
    return moved


class Browser:
    """One browser with one page; use it in a `with`."""

    def __init__(self, program: str, profile: str) -> None:
        (to_browser, self._orders), (self._answers, from_browser) = pipe(), pipe()
        command = [program, *OPTIONS, f"--user-data-dir={profile}"]
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", f'exec "$@" 3<&{to_browser} 4>&{from_browser}', "bash", *command],
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._numbers, self._pending, self._session = itertools.count(1), b"", ""
        self._runs_scripts = True
        # What happened on the page that nobody waited for, by name.
        self.events: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait()

    def show(self, address: str, width: int, height: int, is_dark: bool, scale: float = 1) -> None:
        """Loads a page at a size and in a colour scheme."""
        is_phone = width < 600
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=is_phone
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme, still])
        # Another place on the same page is not loaded again.
        if "loaderId" in self.ask("Page.navigate", url=address):
            self._wait_for("Page.loadEventFired")
        if self._runs_scripts:
            self.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame)).then(() => true)")

    def run_scripts(self, are_run: bool) -> None:
        """Switches the scripts of pages on or off; those of this class always run, but promises are not kept then."""
        self.ask("Emulation.setScriptExecutionDisabled", value=not are_run)
        self._runs_scripts = are_run

    def evaluate(self, script: str) -> object:
        """Returns what a script of the page comes to, which may be a promise."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"the page says: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait_until(self, script: str) -> None:
        """Waits until a script of the page comes to something true."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while not self.evaluate(script):
            if time.monotonic() > deadline:
                raise RuntimeError(f"this did not come true: {script}")
            time.sleep(0.1)

    def picture(self, path: Path, is_whole: bool = False) -> None:
        """Writes what is seen into a PNG file, or the page as a whole."""
        answer = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=is_whole)
        path.write_bytes(base64.b64decode(answer["data"]))

    def ask(self, method: str, **parameters: object) -> dict:
        """Gives an order of the protocol and returns the answer."""
        number = next(self._numbers)
        order = {"id": number, "method": method, "params": parameters}
        if self._session:
            order["sessionId"] = self._session
        os.write(self._orders, json.dumps(order).encode() + b"\0")
        while True:
            message = self._next()
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]

    def _wait_for(self, event: str) -> None:
        deadline = time.monotonic() + ANSWER_SECONDS
        while self._next().get("method") != event:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{event} did not come")

    def _next(self) -> dict:
        while b"\0" not in self._pending:
            if not select.select([self._answers], [], [], ANSWER_SECONDS)[0]:
                raise RuntimeError("the browser does not answer; a page may have opened a dialog")
            part = os.read(self._answers, 1 << 20)
            if not part:
                raise RuntimeError("the browser ended")
            self._pending += part
        message, self._pending = self._pending.split(b"\0", 1)
        read = json.loads(message)
        if "method" in read:
            self.events.append(read["method"])
        return read
