"""A headless Chromium, told what to do over a pair of pipes by its own protocol."""

import base64
import itertools
import json
import os
import subprocess
import time
from pathlib import Path

ANSWER_SECONDS = 30.0


class Browser:
    """One browser with one page; use it in a `with`."""

    def __init__(self, program: str, profile: str) -> None:
        to_browser, self._orders = os.pipe()
        self._answers, from_browser = os.pipe()
        # The browser reads its orders from descriptor 3 and answers on 4.
        shell = f'exec "$@" 3<&{to_browser} 4>&{from_browser}'
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe"]
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", shell, "sh", program, *options, f"--user-data-dir={profile}"],
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._numbers, self._pending, self._session = itertools.count(1), b"", ""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait()

    def show(self, address: str, width: int, height: int, is_dark: bool, scale: float = 1) -> None:
        """Loads a page at a size and in a colour scheme."""
        is_phone = width < 600
        self._ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=is_phone
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self._ask("Emulation.setEmulatedMedia", features=[scheme])
        self._ask("Page.navigate", url=address)
        self._wait_for("Page.loadEventFired")
        time.sleep(0.6)

    def evaluate(self, script: str) -> object:
        """Returns what a script of the page comes to."""
        return self._ask("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def picture(self, path: Path) -> None:
        """Writes what is seen into a PNG file."""
        path.write_bytes(base64.b64decode(self._ask("Page.captureScreenshot", format="png")["data"]))

    def _ask(self, method: str, **parameters: object) -> dict:
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
            part = os.read(self._answers, 1 << 20)
            if not part:
                raise RuntimeError("the browser ended")
            self._pending += part
        message, self._pending = self._pending.split(b"\0", 1)
        return json.loads(message)
