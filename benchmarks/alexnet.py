"""How long a whole AlexNet takes on one picture beside PyTorch, and how much memory.

Full size, 61 million random weights in float32, one thread, the environment cleaned of what pins
OpenBLAS to another machine. The two run in turn; what counts is the ratio of the medians.
"""

import sys
from collections.abc import Callable, Sequence

import numpy as np

from benchmarks._timing import main, medians_ms, peak_mib

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


def compare(threads: int) -> None:
    """Print the times, their ratio, and the memory."""
    import torch

    from convedu import alexnet

    torch.set_num_threads(threads)
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
        torch_ms, our_ms = medians_ms(lambda: network(tensor), ours, rounds=ROUNDS, threads=threads)
        held = sum(array.nbytes for pair in parameters for array in pair or ())
    print(f"AlexNet of 2012, one picture, {threads} thread, float32, medians of {ROUNDS} runs")
    print(f"torch {torch_ms:.0f} ms, ours {our_ms:.0f} ms, ratio {our_ms / torch_ms:.2f}")
    print(f"weights {held / 1e6:.0f} MB, beside them at most {peak_mib(ours)[0]:.1f} MiB in a run")


if __name__ == "__main__":
    sys.exit(main("benchmarks.alexnet", compare, (1,)))
