"""Files for contracts whose functions are given paths: a model, its optimizer's figures, and tokens.

- A model that has `save_pretrained`, as those of transformers, becomes a folder with config.json and safetensors, which
  `AutoModelForCausalLM.from_pretrained` reads. Any other becomes a file, which `torch.load(path, weights_only=False)`
  turns into the module.
- `optimizer.json`, in the folder that the model's path lies in, names the class in `torch.optim` and its arguments.
- Tokens are a .npy file: int64 of shape (steps * batch, sequence_length), rows in the order of training.
"""

import json
import os

import numpy
import torch

OPTIMIZER_FILE = "optimizer.json"


def write_model(folder: str, model: torch.nn.Module) -> str:
    """Writes a model into a folder and returns the path that stands for it. Raises OSError."""
    if hasattr(model, "save_pretrained"):
        path = os.path.join(folder, "model")
        model.save_pretrained(path)
    else:
        path = os.path.join(folder, "model.pt")
        torch.save(model, path)
    return path


def write_optimizer_figures(folder: str, optimizer: torch.optim.Optimizer) -> None:
    """Writes the class and the arguments of the workload's AdamW. Raises OSError."""
    arguments = {key: optimizer.defaults[key] for key in ("lr", "betas", "eps", "weight_decay")}
    with open(os.path.join(folder, OPTIMIZER_FILE), "w", encoding="ascii") as file:
        json.dump({"class": "AdamW", "arguments": arguments}, file)


class TokensFile:
    """A .npy file of some rows of tokens, all zero until it is filled.

    The file has its full size from the start and its pages are in memory. To fill it is then one copy from the host's
    memory file, the least that a file of one's own costs; that is what the timed part of a run pays. Raises OSError
    when there is no room.
    """

    def __init__(self, path: str, rows: int, length: int) -> None:
        self.path = path
        self.rows = numpy.lib.format.open_memmap(path, mode="w+", dtype=numpy.int64, shape=(rows, length))
        with open(path, "rb+") as file:
            # Without it a lack of room would end this process when a page is touched.
            os.posix_fallocate(file.fileno(), 0, os.fstat(file.fileno()).st_size)
        self.rows.fill(0)

    def fill(self, tokens: numpy.ndarray) -> None:
        """Copies tokens of shape (steps, batch, sequence_length) into the file, row after row."""
        self.rows[:] = tokens.reshape(self.rows.shape)
