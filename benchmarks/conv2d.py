"""How long `ops.conv2d` takes beside `torch.nn.functional.conv2d`, and how much memory.

Both are timed in turn in one process, each after a call which is not timed, so that neither pays
for the other's caches or threads that are still spinning. What counts is the ratio of the medians.
"""

import math
import os
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable

import numpy as np

ROUNDS = 60
THREADS = (1, 2)

# Name, input, weight, options. AlexNet's layers are those of 2012, with two groups.
CASES = [
    ("AlexNet conv1", (1, 3, 227, 227), (96, 3, 11, 11), {"stride": 4}),
    ("AlexNet conv2", (1, 96, 27, 27), (256, 48, 5, 5), {"padding": 2, "groups": 2}),
    ("AlexNet conv3", (1, 256, 13, 13), (384, 256, 3, 3), {"padding": 1}),
    ("AlexNet conv4", (1, 384, 13, 13), (384, 192, 3, 3), {"padding": 1, "groups": 2}),
    ("AlexNet conv5", (1, 384, 13, 13), (256, 192, 3, 3), {"padding": 1, "groups": 2}),
    ("3x3, 128 to 64, 40x50", (1, 128, 40, 50), (64, 128, 3, 3), {"padding": 1}),
    ("5x5, 3 to 4, 512x512", (1, 3, 512, 512), (4, 3, 5, 5), {}),
    ("1x1, 256 to 64, 40x50", (1, 256, 40, 50), (64, 256, 1, 1), {}),
]


def medians_ms(*functions: Callable[[], object]) -> list[float]:
    """Return the median time of each function, called in turn."""
    times = [[] for _ in functions]
    for _ in range(ROUNDS):
        for function, taken in zip(functions, times, strict=True):
            function()
            start = time.perf_counter()
            function()
            taken.append(time.perf_counter() - start)
    return [1000 * statistics.median(taken) for taken in times]


def scratch_mib(function: Callable[[], np.ndarray]) -> float:
    """Return the most memory a call holds beside its result."""
    tracemalloc.start()
    out = function()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (peak - out.nbytes) / 2**20


def compare(threads: int) -> None:
    """Print a line for each case, and the geometric mean."""
    import torch

    from convedu import ops

    torch.set_num_threads(threads)
    random = np.random.default_rng(0)
    print(f"{threads} thread{'s'[: threads - 1]}: float32, medians of {ROUNDS} calls")
    print(f"{'':24}{'torch ms':>9}{'ours ms':>9}{'ratio':>7}{'scratch MiB':>13}")
    ratios = []
    for name, input_shape, weight_shape, options in CASES:
        x = random.standard_normal(input_shape, dtype=np.float32)
        w = random.standard_normal(weight_shape, dtype=np.float32)
        tensors = torch.from_numpy(x), torch.from_numpy(w)

        def theirs(tensors=tensors, options=options):
            return torch.nn.functional.conv2d(*tensors, **options)

        def ours(x=x, w=w, options=options):
            return ops.conv2d(x, w, **options)

        with torch.inference_mode():
            np.testing.assert_allclose(ours(), theirs().numpy(), rtol=1e-3, atol=1e-2)
            torch_ms, our_ms = medians_ms(theirs, ours)
        ratios.append(our_ms / torch_ms)
        scratch = scratch_mib(ours)
        print(f"{name:24}{torch_ms:9.2f}{our_ms:9.2f}{ratios[-1]:7.2f}{scratch:13.1f}", flush=True)
    mean = math.exp(statistics.fmean(map(math.log, ratios)))
    print(f"{'geometric mean':24}{mean:25.2f}\n", flush=True)


def main() -> int:
    """Compare in a fresh process for each number of threads, since BLAS reads it at the start."""
    if len(sys.argv) == 2:
        compare(int(sys.argv[1]))
        return 0
    try:
        import torch  # noqa: F401
    except ImportError:
        print("PyTorch is not installed: pip install torch")
        return 0
    # A pinned kernel would measure another machine than this one.
    pinned = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
    clean = {name: value for name, value in os.environ.items() if name not in pinned}
    for threads in THREADS:
        limits = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), str(threads))
        command = [sys.executable, "-m", "benchmarks.conv2d", str(threads)]
        if code := subprocess.run(command, env=clean | limits, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
