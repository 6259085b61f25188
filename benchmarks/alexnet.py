"""How long a whole AlexNet takes on one picture beside PyTorch, and how much memory.

Full size, 61 million random weights in float32, one thread, the environment cleaned of what pins
OpenBLAS to another machine. The two run in turn; what counts is the ratio of the medians.
"""

import os
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence

import numpy as np

ROUNDS = 15


def torch_network(layers: Sequence, parameters: Sequence) -> Callable:
    """Return the same layers with the same weights as PyTorch runs them."""
    import torch

    from convedu import layers as known

    f = torch.nn.functional
    tensors = [[torch.from_numpy(array) for array in held or ()] for held in parameters]

    def run(x: "torch.Tensor") -> "torch.Tensor":
        for layer, held in zip(layers, tensors, strict=True):
            if isinstance(layer, known.Conv2d):
                options = {name: getattr(layer, name) for name in ("stride", "padding", "groups")}
                x = f.conv2d(x, *held, **options)
            elif isinstance(layer, known.MaxPool2d):
                x = f.max_pool2d(x, layer.kernel_size, stride=layer.stride)
            elif isinstance(layer, known.Linear):
                x = f.linear(x, *held)
            else:
                x = x.flatten(1) if isinstance(layer, known.Flatten) else f.relu(x)
        return x

    return run


def medians_ms(*functions: Callable[[], object]) -> list[float]:
    """Return the median time of each function, called in turn, each after an untimed call."""
    times = [[] for _ in functions]
    for _ in range(ROUNDS):
        for function, taken in zip(functions, times, strict=True):
            function()
            start = time.perf_counter()
            function()
            taken.append(time.perf_counter() - start)
    return [1000 * statistics.median(taken) for taken in times]


def peak_mib(function: Callable[[], object]) -> float:
    """Return the most memory that a call holds."""
    tracemalloc.start()
    function()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20


def compare() -> None:
    """Print the times, their ratio, and the memory."""
    import torch

    from convedu import alexnet

    torch.set_num_threads(1)
    layers = alexnet.VARIANTS["original"]
    parameters = alexnet.random_parameters(layers)
    image = np.random.default_rng(0).standard_normal((1, *alexnet.INPUT), dtype=np.float32)
    tensor, network = torch.from_numpy(image), torch_network(layers, parameters)

    def ours() -> np.ndarray:
        for step in alexnet.forward(layers, parameters, image):
            output = step.output
        return output

    with torch.inference_mode():
        np.testing.assert_allclose(ours(), network(tensor).numpy(), rtol=1e-3, atol=1e-3)
        torch_ms, our_ms = medians_ms(lambda: network(tensor), ours)
        held = sum(array.nbytes for pair in parameters for array in pair or ())
    print(f"AlexNet of 2012, one picture, 1 thread, float32, medians of {ROUNDS} runs")
    print(f"torch {torch_ms:.0f} ms, ours {our_ms:.0f} ms, ratio {our_ms / torch_ms:.2f}")
    print(f"weights {held / 1e6:.0f} MB, beside them at most {peak_mib(ours):.1f} MiB in a run")


def main() -> int:
    """Compare in a fresh process, since BLAS reads the number of threads at the start."""
    if sys.argv[1:] == ["measure"]:
        compare()
        return 0
    try:
        import torch  # noqa: F401
    except ImportError:
        print("PyTorch is not installed: pip install torch")
        return 0
    # A pinned kernel would measure another machine than this one.
    pinned = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
    clean = {name: value for name, value in os.environ.items() if name not in pinned}
    limits = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    command = [sys.executable, "-m", "benchmarks.alexnet", "measure"]
    return subprocess.run(command, env=clean | limits, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
