"""A competitor's client that knows Tiltyard only from `docs/api.md`: Python's standard library and `bittensor-wallet`.

python api_client.py key KEY                      makes a hotkey and prints its public half
python api_client.py submit KEY FILE ADDRESS      hands a file in and prints the receipt
"""

import hashlib
import json
import sys
import time
import urllib.request
from pathlib import Path

from bittensor_wallet import Keypair


def load(path: Path) -> Keypair:
    """Returns the key whose phrase a file holds."""
    return Keypair.create_from_mnemonic(path.read_text())


def make(path: Path) -> dict:
    """Makes a key and returns what may be known of it."""
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(Keypair.generate_mnemonic(12))
    return {"hotkey": load(path).ss58_address}


def submit(path: Path, file: Path, address: str) -> dict:
    """Hands in a file and returns the receipt."""
    key = load(path)
    hotkey = key.ss58_address
    code = file.read_bytes()
    digest = hashlib.sha256(code).hexdigest()
    with urllib.request.urlopen(f"{address}/v1/hotkeys/{hotkey}") as answer:
        state = json.load(answer)
    if "next_nonce" not in state:
        raise SystemExit("this arena is on a network, where a file is committed to with tiltyard miner submit")
    nonce, now = state["next_nonce"], int(time.time() * 1000)
    request = "\n".join(
        ["tiltyard request 1", "POST", "/v1/submissions", state["network"], hotkey, digest, str(nonce), str(now)]
    )
    commitment = b"tiltyard local chain extrinsic 1\0" + bytes.fromhex(state["network"]) + bytes(key.public_key)
    commitment += nonce.to_bytes(8, "big") + b"\x02" + state["reveal_blocks"].to_bytes(8, "big")
    commitment += f"{digest}:upload:{digest}".encode()
    message = urllib.request.Request(f"{address}/v1/submissions", data=code, method="POST")
    for name, value in {
        "Content-Type": "text/x-python",
        "Tiltyard-Hotkey": hotkey,
        "Tiltyard-Code": digest,
        "Tiltyard-Nonce": str(nonce),
        "Tiltyard-Time": str(now),
        "Tiltyard-Signature": bytes(key.sign(request.encode())).hex(),
        "Tiltyard-Commitment": bytes(key.sign(commitment)).hex(),
    }.items():
        message.add_header(name, value)
    with urllib.request.urlopen(message) as answer:
        return json.load(answer)


if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    print(json.dumps(make(Path(words[0])) if verb == "key" else submit(Path(words[0]), Path(words[1]), words[2])))
