"""Count a network's parameters and MACs with one step that may differ: count_model's family."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from types import MappingProxyType

from convedu.checks.answers import Answer, configurable
from convedu.checks.counting import places


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


def pooled(layer: Mapping, shape: tuple, side: Callable) -> tuple:
    """Return the shape after a pooling."""
    return shape[0], *(side(n, layer["k"], layer["stride"]) for n in shape[1:])


def convolved(layer: Mapping, shape: tuple, side: Callable) -> tuple:
    """Return the shape after a convolution."""
    sizes = (side(n, layer["k"], layer["stride"], layer["padding"]) for n in shape[1:])
    return layer["out"], *sizes


@configurable
def count(
    *,
    parameters: Callable = lambda step: step.parameters,
    macs: Callable = lambda step: step.macs,
    window: Callable = lambda k: k * k,
    depth: Callable = lambda layer, shape, first: shape[0],
    side: Callable = places,
    pool_side: Callable = places,
    shapes_after: Mapping[str, Callable] = MappingProxyType({}),
) -> Answer:
    """Return an answer in which one step may differ.

    Parameters
    ----------
    parameters, macs : callable
        What is counted of a `Step`.
    window, depth : callable
        A filter's weights in one plane, and in how many planes it has them.
    side, pool_side : callable
        Of n, k, stride and padding: the side after a convolution, and after a pooling.
    shapes_after : mapping
        From a kind of layer to the shape that such a layer makes of another.
    """
    shape_after = {
        "conv": lambda layer, shape: convolved(layer, shape, side),
        "pool": lambda layer, shape: pooled(layer, shape, pool_side),
        "flatten": lambda layer, shape: (prod(shape),),
        "dense": lambda layer, shape: (layer["out"],),
        **shapes_after,
    }

    def answer(layers: list[dict], in_shape: tuple) -> tuple:
        shape, total, work = tuple(in_shape), 0, 0
        for layer in layers:
            before, shape = shape, shape_after[layer["kind"]](layer, shape)
            outputs = layer.get("out", 0)
            is_conv = layer["kind"] == "conv"
            read = window(layer["k"]) * depth(layer, before, in_shape) if is_conv else before[0]
            step = Step(layer, read * outputs, outputs, before, shape, in_shape)
            total, work = total + parameters(step), work + macs(step)
        return total, work

    return answer
