"""What one convolutional layer costs, as a value: the arithmetic behind the Price Tag."""

from dataclasses import dataclass
from math import prod

from convedu._validate import within
from convedu.layers import Conv2d, Linear

RANGES = {
    "kernel": (1, 11),
    "cin": (1, 512),
    "cout": (1, 512),
    "groups": (1, 512),
    "height": (1, 512),
    "width": (1, 512),
    "stride": (1, 4),
    "padding": (0, 5),
}
"""What each slider may hold."""

BYTES = 4  # of a float32


@dataclass(frozen=True)
class TagState:
    """A layer and the picture it gets; everything else follows.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> TagState(cin=128, cout=64).parameters
    73792
    """

    kernel: int = 3
    cin: int = 3
    cout: int = 64
    groups: int = 1
    bias: bool = True
    height: int = 32
    width: int = 32
    stride: int = 1
    padding: int = 1

    def __post_init__(self) -> None:
        """Refuse what is no layer."""
        for name, (low, high) in RANGES.items():
            within(name, getattr(self, name), low, high)
        if not isinstance(self.bias, bool):
            raise TypeError(f"bias is {self.bias!r}, expected True or False")
        _ = self.output_shape  # or raises

    @property
    def layer(self) -> Conv2d:
        """The layer itself."""
        return Conv2d(
            self.cin,
            self.cout,
            self.kernel,
            stride=self.stride,
            padding=self.padding,
            groups=self.groups,
            bias=self.bias,
        )

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the picture."""
        return self.cin, self.height, self.width

    @property
    def output_shape(self) -> tuple[int, ...]:
        """Feature maps, height and width that come out."""
        return self.layer.output_shape(self.input_shape)

    @property
    def parameters(self) -> int:
        """Weights and biases."""
        return self.layer.parameters

    @property
    def macs(self) -> int:
        """Multiply-adds for one picture."""
        return self.layer.macs(self.input_shape)

    @property
    def activation_bytes(self) -> int:
        """Memory of the feature maps that come out, in float32."""
        return prod(self.output_shape) * BYTES

    @property
    def dense_twin(self) -> int:
        """Parameters of the dense layer with the same inputs and outputs."""
        return Linear(prod(self.input_shape), prod(self.output_shape), bias=self.bias).parameters

    @property
    def brick(self) -> tuple[int, int, int]:
        """Height, width and depth of one filter."""
        return self.kernel, self.kernel, self.cin // self.groups

    def costs(self) -> dict[str, int]:
        """Return what the tag shows, in its order."""
        return {
            "weights": self.layer.weights,
            "biases": self.layer.biases,
            "parameters": self.parameters,
            "MACs": self.macs,
            "activation bytes": self.activation_bytes,
            "dense twin": self.dense_twin,
        }
