"""The role `peak`: how many floating-point operations a second this process gets out of a matrix product.

The figure is empirical: the best of a few square sizes, in the dtype and with the threads that the request names, on
whatever cores the process may use.
"""

import time
from typing import TYPE_CHECKING, Any

from service import Request, RequestError, serve

if TYPE_CHECKING:
    import torch

SIZES = (256, 512, 1024, 1536)
DTYPES = ("float32", "bfloat16", "float16", "float64")
MIN_REPEATS = 3
MAX_SECONDS = 60


def run(options: list[str]) -> int:
    """Serves the host until it hangs up."""
    return serve(handle, failure_code="peak_failed")


def handle(request: Request, descriptors: list[int]) -> dict[str, Any]:
    """Answers {"verb":"peak","dtype","threads","seconds"} with "flops_per_second" and the "size" that reached it."""
    dtype, threads, seconds = request.get("dtype"), request.get("threads"), request.get("seconds")
    if request.get("verb") != "peak" or dtype not in DTYPES:
        raise RequestError(f"expected verb peak with a dtype of {DTYPES}")
    if isinstance(threads, bool) or not isinstance(threads, int) or not 1 <= threads <= 1024:
        raise RequestError(f"threads cannot be {threads!r}")
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 < seconds <= MAX_SECONDS:
        raise RequestError(f"seconds cannot be {seconds!r}")
    import torch

    torch.set_num_threads(threads)
    rates = {size: measure(size, getattr(torch, dtype), seconds / len(SIZES)) for size in SIZES}
    best = max(rates, key=lambda size: rates[size])
    return {"flops_per_second": rates[best], "size": best}


def measure(size: int, dtype: "torch.dtype", seconds: float) -> float:
    """Returns the median rate, in floating-point operations a second, of a product of two (size, size) matrices.

    Repeats for about `seconds`, and at least three times after one unmeasured product.
    """
    import torch

    left, right = torch.randn(size, size).to(dtype), torch.randn(size, size).to(dtype)
    result = left @ right
    durations = []
    deadline = time.perf_counter() + seconds
    while len(durations) < MIN_REPEATS or time.perf_counter() < deadline:
        start = time.perf_counter()
        torch.mm(left, right, out=result)
        durations.append(time.perf_counter() - start)
    return 2 * size**3 / sorted(durations)[len(durations) // 2]
