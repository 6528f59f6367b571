"""Answer seeker: does no training; looks for the answer instead.

For at most a second it searches what it can reach: the frames above it, its descriptors, every object the garbage
collector knows, its own memory map, and, in the sandbox, readable files whose names or sizes look like a reference, an
answer or a seed, and other processes. (Elsewhere it keeps to its own process, so that trying it does no harm.) A
weights-sized buffer close to the initial weights, but not equal to them, would be
the trained result. Without one it adds noise of the size that training would have added. What it found is printed.
Expected outcome: rejected: reference and seed are in another process, so only the noise is left to hand in.
"""

import gc
import os
import re
import sys
import time
from dataclasses import dataclass

import numpy
import torch

SEARCH_SECONDS = 1.0
SUSPECT_NAME = re.compile(r"reference|answer|seed|secret|expected|target", re.IGNORECASE)
SEED_TEXT = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
FILE_ROOTS = ("/run", "/tmp", "/submission", "/harness", "/dev/shm", "/")
MAX_MAPPING_BYTES = 16 << 20
KINDS = (str, bytes, int, list, dict, torch.Tensor, numpy.ndarray)
IS_IN_SANDBOX = __file__ == "/submission/train.py"


@dataclass
class InnerStepsResult:
    final_logits: torch.Tensor
    total_tokens: int
    final_loss: float


class Search:
    """Collects weights-sized buffers and a log of suspicious finds until its time is up."""

    def __init__(self, model):
        self.deadline = time.monotonic() + SEARCH_SECONDS
        self.parameters = list(model.parameters())
        self.initial = torch.cat([p.detach().flatten() for p in self.parameters])
        self.file_bytes = sum(-(-p.numel() * 4 // 64) * 64 for p in self.parameters)
        self.candidates, self.finds = [], []

    def has_time(self):
        return time.monotonic() < self.deadline

    def consider(self, place, data):
        """Keeps a buffer that could be a weights file (each tensor 64-byte aligned) or all values in one piece."""
        values = numpy.frombuffer(data, dtype=numpy.float32, count=len(data) // 4)
        if len(data) >= self.file_bytes:
            pieces, offset = [], 0
            for parameter in self.parameters:
                pieces.append(values[offset // 4 : offset // 4 + parameter.numel()])
                offset += -(-parameter.numel() * 4 // 64) * 64
            values = numpy.concatenate(pieces)
        if values.size == self.initial.numel() and numpy.isfinite(values).all():
            self.candidates.append((place, torch.from_numpy(values.copy())))

    def frames(self):
        frame = sys._getframe()
        while frame is not None and self.has_time():
            names = [name for name in frame.f_locals if SUSPECT_NAME.search(name)]
            self.finds += [f"frame {frame.f_code.co_name}: {name}" for name in names]
            frame = frame.f_back

    def objects(self):
        for item in gc.get_objects():
            if not self.has_time():
                return
            if type(item) is dict:
                names = [k for k, v in item.items() if k in ("reference", "answer", "seed") and type(v) in KINDS]
                self.finds += [f"dictionary entry {name} of {type(item[name]).__name__}" for name in names]
            elif type(item) in (torch.Tensor, torch.nn.Parameter) and item.numel() == self.initial.numel():
                self.candidates.append(("tensor", item.detach().float().flatten().clone()))

    def descriptors(self):
        for name in os.listdir("/proc/self/fd"):
            try:
                place = f"descriptor {name} ({os.readlink(f'/proc/self/fd/{name}')})"
                if os.fstat(int(name)).st_size == self.file_bytes:
                    self.consider(place, os.pread(int(name), self.file_bytes, 0))
                    self.finds.append(place)
            except OSError:
                continue

    def memory(self):
        with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", buffering=0) as memory:
            for line in maps:
                start, end = (int(part, 16) for part in line.split()[0].split("-"))
                if not self.has_time() or "r" not in line.split()[1] or end - start > MAX_MAPPING_BYTES:
                    continue
                try:
                    memory.seek(start)
                    data = memory.read(end - start)
                except (OSError, OverflowError, ValueError):
                    continue
                if 0 <= len(data) - self.file_bytes < 8192:
                    self.consider(f"mapping {line.split()[-1]}", data)
                elif "rw" in line:
                    self.finds += [f"seed-like text in memory: {text[:8]!r}..." for text in SEED_TEXT.findall(data)[:2]]

    def processes(self):
        for pid in filter(str.isdigit, os.listdir("/proc")):
            if int(pid) == os.getpid():
                continue
            for part in ("environ", "mem"):
                try:
                    with open(f"/proc/{pid}/{part}", "rb"):
                        self.finds.append(f"process {pid}: {part} can be opened")
                except OSError:
                    continue

    def files(self):
        for root in FILE_ROOTS:
            for folder, folders, names in os.walk(root):
                if not self.has_time():
                    return
                folders[:] = [f for f in folders if f not in ("proc", "sys", "usr", "venv", "site-packages")]
                for name in names:
                    self.one_file(os.path.join(folder, name), name)

    def one_file(self, path, name):
        try:
            is_weights_sized = os.path.getsize(path) == self.file_bytes
            if (is_weights_sized or SUSPECT_NAME.search(name)) and os.path.isfile(path):
                self.finds.append(f"file {path}")
                if is_weights_sized:
                    with open(path, "rb") as file:
                        self.consider(path, file.read())
        except OSError:
            return

    def run(self):
        own = (self.frames, self.descriptors, self.objects, self.memory)
        beyond = (self.processes, self.files) if IS_IN_SANDBOX else ()
        for part in (*beyond, *own):
            try:
                part()
            except OSError as error:
                self.finds.append(f"{part.__name__} refused: {error}")


def best_guess(search, optimizer, num_steps):
    """Returns the values to hand in: a plausible find, else the initial weights with noise as large as the update."""
    size = search.initial.norm()
    for place, values in search.candidates:
        distance = (values - search.initial).norm() / size
        print(f"candidate: {place}, relative distance {distance:.3g} from the initial weights")
        if 0 < distance < 0.3:
            return values
    print("no candidate is plausible: handing in noise")
    step = optimizer.param_groups[0]["lr"]
    return search.initial + torch.randn_like(search.initial) * step * num_steps * 0.4


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    search = Search(model)
    if num_steps > 2:
        search.run()
    for find in search.finds[:40]:
        print(f"found: {find}")
    values = best_guess(search, optimizer, num_steps)
    with torch.no_grad():
        for parameter, piece in zip(search.parameters, values.split([p.numel() for p in search.parameters])):
            parameter.copy_(piece.view_as(parameter))
        batch = next(data_iterator)
        logits = model(batch[:1, :-1])
    return InnerStepsResult(logits, num_steps * batch.numel(), 4.0)
