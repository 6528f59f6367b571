"""Python environments of their own for tools that the project is checked against, made when they are needed first."""

import hashlib
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def python(requirements: str) -> Path:
    """Returns the Python of an environment with what a file of the repository pins, below `.build`."""
    wanted = hashlib.sha256((REPOSITORY / requirements).read_bytes()).hexdigest()
    folder = REPOSITORY / ".build/stock" / f"{Path(requirements).stem}-{wanted[:12]}"
    if not (folder / "complete").exists():
        print(f"making an environment for {requirements}", flush=True)
        subprocess.run(["/usr/bin/python3", "-m", "venv", "--clear", folder], check=True)
        pip = [folder / "bin/python", "-m", "pip", "--disable-pip-version-check", "-q"]
        subprocess.run([*pip, "install", "-r", REPOSITORY / requirements], check=True)
        (folder / "complete").touch()
    return folder / "bin/python"
