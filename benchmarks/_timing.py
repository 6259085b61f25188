"""What the benchmarks of NumPy beside PyTorch share: turns, memory, an honest environment."""

import os
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

# A pinned kernel would measure another machine than this one.
PINNED = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


def medians_ms(*functions: Callable[[], object], rounds: int, threads: int) -> list[float]:
    """Return the median time of each function, called in turn, each after an untimed call.

    On one thread that is the processor's time, which others who use the machine disturb least.
    """
    clock = time.process_time if threads == 1 else time.perf_counter
    times = [[] for _ in functions]
    for _ in range(rounds):
        for function, taken in zip(functions, times, strict=True):
            function()
            start = clock()
            function()
            taken.append(clock() - start)
    return [1000 * statistics.median(taken) for taken in times]


def peak_mib(function: Callable[[], Any]) -> tuple[float, Any]:
    """Return the most memory that a call holds, and what it returns."""
    tracemalloc.start()
    out = function()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20, out


def run_on_threads(module: str, threads: int) -> int:
    """Run `module N` in a fresh process, since BLAS reads the number of threads at the start."""
    clean = {name: value for name, value in os.environ.items() if name not in PINNED}
    limits = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), str(threads))
    command = [sys.executable, "-m", module, str(threads)]
    return subprocess.run(command, env=clean | limits, check=False).returncode


def main(module: str, compare: Callable[[int], None], threads: tuple[int, ...]) -> int:
    """Compare for each number of threads; without PyTorch, say so."""
    if len(sys.argv) == 2:
        compare(int(sys.argv[1]))
        return 0
    try:
        import torch  # noqa: F401
    except ImportError:
        print("PyTorch is not installed: pip install torch")
        return 0
    return max(run_on_threads(module, number) for number in threads)
