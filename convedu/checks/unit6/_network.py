"""Count a network's parameters and MACs with one step that may differ: count_model's family."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod

from convedu.checks.answers import configurable
from convedu.checks.bank import Answer


@dataclass(frozen=True)
class Step:
    """A layer, its weights and biases, the shapes before and after it, and the network's input."""

    layer: Mapping
    weights: int
    biases: int
    before: tuple
    after: tuple
    first: tuple

    @property
    def kind(self) -> str:
        """What kind of layer it is."""
        return self.layer["kind"]

    @property
    def parameters(self) -> int:
        """Weights and biases."""
        return self.weights + self.biases

    @property
    def macs(self) -> int:
        """Each weight once at every place of the output."""
        return self.weights * prod(self.after[1:])

    @property
    def bias_additions(self) -> int:
        """Each bias once at every place of the output."""
        return self.biases * prod(self.after[1:])

    @property
    def filters(self) -> int:
        """How many filters a convolution has; 1 for other layers."""
        return self.layer["out"] if self.kind == "conv" else 1

    @property
    def pool_window(self) -> int:
        """How many numbers a pooling compares at once; 0 for other layers."""
        return self.layer["k"] ** 2 if self.kind == "pool" else 0


def floor(n: int, k: int, stride: int) -> int:
    """Return how often a window of k fits into n."""
    return (n - k) // stride + 1


def convolved(layer: Mapping, shape: tuple, side: Callable = floor, borders: int = 2) -> tuple:
    """Return the shape after a convolution."""
    padding = borders * layer["padding"]
    return layer["out"], *(side(n + padding, layer["k"], layer["stride"]) for n in shape[1:])


def pooled(layer: Mapping, shape: tuple, side: Callable = floor) -> tuple:
    """Return the shape after a pooling."""
    return shape[0], *(side(n, layer["k"], layer["stride"]) for n in shape[1:])


@configurable
def count(
    *,
    parameters: Callable = lambda step: step.parameters,
    macs: Callable = lambda step: step.macs,
    filter_size: Callable = lambda k, shape, first: k * k * shape[0],
    conv: Callable = convolved,
    pool: Callable = pooled,
    flatten: Callable = lambda layer, shape: (prod(shape),),
    dense: Callable = lambda layer, shape: (layer["out"],),
) -> Answer:
    """Return an answer in which one step may differ.

    `parameters` and `macs` count a `Step`, `filter_size` a filter's weights; the others make of a
    layer and a shape the shape that comes after it.
    """
    shapes_after = {"conv": conv, "pool": pool, "flatten": flatten, "dense": dense}

    def answer(layers: list[dict], in_shape: tuple) -> tuple:
        shape, total, work = tuple(in_shape), 0, 0
        for layer in layers:
            before, shape = shape, shapes_after[layer["kind"]](layer, shape)
            outputs = layer.get("out", 0)
            is_conv = layer["kind"] == "conv"
            read = filter_size(layer["k"], before, in_shape) if is_conv else before[0]
            step = Step(layer, read * outputs, outputs, before, shape, in_shape)
            total, work = total + parameters(step), work + macs(step)
        return total, work

    return answer
