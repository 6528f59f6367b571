"""Measures what chain work costs, ours beside the Python libraries, in one run on one machine.

    swift build -c release --product ChainProbe
    python Tests/InteropTests/bench_node.py --probe .build/release/ChainProbe [METADATA_FILE...]

It runs in the virtual environment of the SDK 9.10.1 (`make bench-chain` makes it). The subnet of 1,024 uids is one that
the chain makes itself. Metadata files are raw, of version 14 or 15.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

MILLISECOND, MICROSECOND = 1e6, 1e3


def median(count: int, body: object) -> float:
    """The median time of a piece of code, in nanoseconds."""
    times = []
    for _ in range(count):
        start = time.perf_counter_ns()
        body()
        times.append(time.perf_counter_ns() - start)
    return statistics.median(times)


def row(what: str, ours: str, theirs: str = "-", limit: str = "-") -> None:
    print(f"{what:<46} {ours:>14} {theirs:>26} {limit:>12}", flush=True)


def milliseconds(nanoseconds: float) -> str:
    return f"{nanoseconds / MILLISECOND:.2f} ms"


def microseconds(nanoseconds: float) -> str:
    return f"{nanoseconds / MICROSECOND:.0f} µs"


def call(port: int, method: str, *parameters: object) -> object:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": list(parameters)}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)["result"]


def read_by_scalecodec(metadata: bytes) -> None:
    from scalecodec.base import RuntimeConfigurationObject, ScaleBytes
    from scalecodec.type_registry import load_type_registry_preset

    configuration = RuntimeConfigurationObject()
    configuration.update_type_registry(load_type_registry_preset("core"))
    configuration.create_scale_object("MetadataVersioned", ScaleBytes(metadata)).decode()


def metadata_rows(figures: dict, port: int, files: list[str]) -> None:
    import bt_decode

    own14 = bytes.fromhex(call(port, "state_getMetadata")[2:])
    own15 = bytes.fromhex(call(port, "state_call", "Metadata_metadata_at_version", "0x0f000000")[2:])
    texts = [own14, own15[own15.index(b"meta") :], *(Path(file).read_bytes() for file in files)]
    names = ["our own", "our own", *(Path(file).name for file in files)]
    for name, text, figure in zip(names, texts, figures["metadata"], strict=True):
        if figure["version"] == 14:
            theirs = f"{milliseconds(median(3, lambda text=text: read_by_scalecodec(text)))} scalecodec"
        else:
            taken = median(11, lambda text=text: bt_decode.MetadataV15.decode_from_metadata_option(option(text)))
            theirs = f"{milliseconds(taken)} bt-decode"
        what = f"read metadata {figure['version']} of {figure['bytes']:,} bytes, {name}"
        row(what[:46], milliseconds(figure["read"]), theirs, "50 ms")


def option(metadata: bytes) -> bytes:
    """Metadata as the runtime answers it: something that is there, with its length."""
    return b"\x01" + ((len(metadata) << 2) | 2).to_bytes(4, "little") + metadata


def neuron_rows(figures: dict, port: int) -> None:
    import bt_decode

    answer = bytes.fromhex(call(port, "state_call", "NeuronInfoRuntimeApi_get_neurons_lite", "0x0100")[2:])
    own15 = bytes.fromhex(call(port, "state_call", "Metadata_metadata_at_version", "0x0f000000")[2:])
    metadata = bt_decode.MetadataV15.decode_from_metadata_option(own15)
    registry = bt_decode.PortableRegistry.from_metadata_v15(metadata)
    apis = json.loads(metadata.to_json())["apis"]
    methods = next(api["methods"] for api in apis if api["name"] == "NeuronInfoRuntimeApi")
    output = next(method["output"] for method in methods if method["name"] == "get_neurons_lite")
    taken = median(5, lambda: bt_decode.decode(f"scale_info::{output}", registry, answer))
    what = f"read 1,024 neurons of {figures['neuronsBytes']:,} bytes"
    row(what, milliseconds(figures["neuronsRead"]), f"{milliseconds(taken)} bt-decode", "20 ms")
    row("answer 1,024 neurons", milliseconds(figures["neuronsAnswer"]))


def key_rows(figures: dict) -> None:
    from bittensor_wallet import Keypair

    pair, message = Keypair.create_from_uri("//Alice"), b"\x07" * 100
    signature = pair.sign(message)
    theirs = median(501, lambda: pair.sign(message)), median(501, lambda: pair.verify(message, signature))
    row("sign", microseconds(figures["sign"]), f"{microseconds(theirs[0])} bittensor-wallet", "200 µs")
    row("verify a signature", microseconds(figures["verify"]), f"{microseconds(theirs[1])} bittensor-wallet", "200 µs")


def rate_rows(port: int) -> None:
    """Calls of one client, one after the other and in batches of 100."""
    from websockets.sync.client import connect

    request = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "system_chain", "params": []})
    batch = "[" + ",".join([request] * 100) + "]"
    with connect(f"ws://127.0.0.1:{port}", max_size=None, compression=None) as socket:
        for what, text, calls in [("one by one", request, 1), ("batches of 100", batch, 100)]:
            count, start = 0, time.perf_counter()
            while time.perf_counter() - start < 3:
                socket.send(text)
                socket.recv()
                count += calls
            rate = count / (time.perf_counter() - start)
            row(f"calls of one client, {what}", f"{rate:,.0f} a second", "-", "2,000")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--probe", required=True, help="the program ChainProbe")
    parser.add_argument("files", nargs="*", help="files with metadata")
    options = parser.parse_args()
    os.environ["HOME"] = tempfile.mkdtemp()
    figures = json.loads(subprocess.check_output([options.probe, "bench", *options.files]))
    node = subprocess.Popen([options.probe, "serve"], stdout=subprocess.PIPE, text=True)
    try:
        port = int(node.stdout.readline())
        row("", "ours", "the Python library", "limit")
        metadata_rows(figures, port, options.files)
        neuron_rows(figures, port)
        key_rows(figures)
        blocks = figures["blocks"]
        row(f"block of {blocks['extrinsics']} transfers", milliseconds(blocks["making"]), "-", "250 ms")
        row("take an extrinsic, its signature checked", microseconds(blocks["taking"]))
        row("make the runtime with its metadata", milliseconds(figures["runtime"]))
        rate_rows(port)
    finally:
        node.terminate()
        node.wait(timeout=10)
    return 0


if __name__ == "__main__":
    sys.exit(main())
