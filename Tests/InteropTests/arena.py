"""An arena on the chain that the SDK uses, whose validator judges what the SDK has committed to."""

import contextlib
import hashlib
import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import clock
from node import Person

REPOSITORY = Path(__file__).resolve().parents[2]
CODE = (REPOSITORY / "examples/crusade-tps/baseline.py").read_bytes()
CODE_HASH = hashlib.sha256(CODE).hexdigest()
# Version 10.5.0 of the SDK cannot read a revealed commitment whose bytes, with the length before them, are UTF-8 text:
# its decoder makes text of them, where it expects hexadecimal digits. With this many characters they are not.
ADDRESS = f"upload:{CODE_HASH}"
SECRET = f"{CODE_HASH[:32]}:{ADDRESS}"
JUDGING_SECONDS = 120.0


class Arena:
    """A folder in which a validator judges what is revealed on the chain, by the rules of the demo."""

    def __init__(self, program: str, folder: Path, port: int) -> None:
        self.home, self.rules, self.program = folder / "arena", folder / "rules.json", program
        self.address = f"ws://127.0.0.1:{port}"
        preset = json.loads((REPOSITORY / "Sources/Rules/Presets/demo.json").read_text())
        preset["verification"].pop("calibration", None)
        preset["schedule"] |= {"block_seconds": 1, "tempo_blocks": 11, "reveal_blocks": 12}
        self.rules.write_text(json.dumps(preset | {"name": "sealed"}))
        uploads, keys = self.home / "uploads", self.home / "wallets/validator/hotkeys"
        for made in (uploads, keys):
            made.mkdir(parents=True, mode=0o700)
        (uploads / f"{CODE_HASH}.py").write_bytes(CODE)
        # The SDK rates with //BobHot; the validator has the owner's key, in a file that the SDK's wallet wrote.
        written = Path(Person("Alice", str(folder)).wallet.hotkey_file.path)
        (keys / "default").write_bytes(written.read_bytes())
        (keys / "default").chmod(0o600)

    @property
    def place(self) -> list[str]:
        return ["--home", str(self.home), "--preset", str(self.rules)]

    @contextlib.contextmanager
    def validator(self) -> Iterator[None]:
        """Runs the validator while the `with` lasts; it has the machine's clock."""
        command = [self.program, "validator", "run", *self.place, "--network", self.address]
        with open(f"{self.home}.log", "wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env=clock.true_environment())
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)

    def judged(self, hotkey: str) -> tuple[str, bool]:
        """Waits for the verdict on the only submission."""
        command = [self.program, "submission", "list", "--json", *self.place]
        deadline = time.monotonic() + JUDGING_SECONDS
        while True:
            told = subprocess.run(command, capture_output=True, text=True, env=clock.true_environment())
            rows = json.loads(told.stdout) if told.returncode == 0 else []
            if len(rows) == 1 and (end := rows[0].get("code")):
                return f"{rows[0]['submission']}, {end}", rows[0]["hotkey"] == hotkey and end == "accepted"
            if len(rows) > 1 or time.monotonic() > deadline:
                return f"{rows} {told.stderr} {Path(f'{self.home}.log').read_text()[-300:]}", False
            time.sleep(0.5)
