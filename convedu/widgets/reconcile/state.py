"""AlexNet with its disputed choices, as a value: the arithmetic behind Reconcile the Numbers."""

from dataclasses import asdict, dataclass, replace
from math import prod

from convedu import alexnet
from convedu.layers import Conv2d, Flatten, Linear, MaxPool2d, Row, summary

CHANNELS = {"2012": alexnet.CHANNELS, "torchvision": (64, 192, 384, 256, 256)}
HEADS = ("dense", "pooled")
SIZES = {"input": (224, 227), "pad1": (0, 2)}


@dataclass(frozen=True)
class Count:
    """One layer that learns: what comes out of it and what it costs."""

    name: str
    shape: tuple[int, ...]
    weights: int
    biases: int
    macs: int

    @property
    def parameters(self) -> int:
        """Weights and biases."""
        return self.weights + self.biases


@dataclass(frozen=True)
class Choices:
    """What published counts differ in.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> Choices().total, Choices(pool5=False, groups=False).verdict
    (60965224, 'mistake: pool5 forgotten')
    """

    groups: bool = True
    input: int = 227
    pad1: int = 0
    channels: str = "2012"
    pool5: bool = True
    flatten: bool = True
    head: str = "dense"

    def __post_init__(self) -> None:
        """Refuse what is no choice."""
        for name in ("groups", "pool5", "flatten"):
            if not isinstance(getattr(self, name), bool):
                raise TypeError(f"{name} is {getattr(self, name)!r}, expected True or False")
        for name, known in {**SIZES, "channels": tuple(CHANNELS), "head": HEADS}.items():
            if getattr(self, name) not in known:
                options = ", ".join(map(str, known))
                raise ValueError(f"{name} is {getattr(self, name)!r}, expected one of: {options}")

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the picture."""
        return 3, self.input, self.input

    def counts(self) -> list[Count]:
        """Return the layers that learn, from the first convolution to the classes."""
        rows = self._rows()
        return [*_named("conv", rows), *self._head(rows[-1].output_shape)]

    def _rows(self) -> tuple[Row, ...]:
        """Return the convolutional part, layer by layer."""
        body = alexnet.features(
            channels=CHANNELS[self.channels],
            groups=2 if self.groups else 1,
            pad1=self.pad1,
            pool5=self.pool5,
        )
        return summary(body, self.input_shape).rows

    def _head(self, shape: tuple[int, ...]) -> list[Count]:
        if self.head == "pooled":
            return _named("dense", summary(alexnet.pooled_head(shape[0]), shape).rows)
        if self.flatten:
            head = (Flatten(), *alexnet.dense_head(prod(shape)))
            return _named("dense", summary(head, shape).rows)
        # Without Flatten the dense layers work at each position by itself, as Keras has it.
        places = prod(shape[1:])
        counts = _named("dense", summary(alexnet.dense_head(shape[0]), shape[:1]).rows)
        return [
            Count(c.name, (*c.shape, *shape[1:]), c.weights, c.biases, c.macs * places)
            for c in counts
        ]

    @property
    def total(self) -> int:
        """All parameters together."""
        return sum(count.parameters for count in self.counts())

    @property
    def macs(self) -> int:
        """All multiply-adds together."""
        return sum(count.macs for count in self.counts())

    @property
    def verdict(self) -> str:
        """Whose count this is; a total alone does not tell whose network."""
        name = KNOWN.get(self.total)
        if name is None:
            return "nobody's count yet"
        return name if self._network == PRESETS[name]._network else f"same total as: {name}"

    @property
    def _network(self) -> "Choices":
        """The choices without what the head leaves no room for."""
        return replace(self, flatten=True) if self.head == "pooled" else self

    def volumes(self) -> list[tuple[str, tuple[int, ...]]]:
        """Return name and shape of each block of numbers from the picture to the classes."""
        named: list[tuple[str, tuple[int, ...]]] = [("picture", self.input_shape)]
        convolutions = 0
        for row in self._rows():
            if isinstance(row.layer, Conv2d):
                convolutions += 1
                named.append((f"conv{convolutions}", row.output_shape))
            elif isinstance(row.layer, MaxPool2d):
                named.append((f"pool{convolutions}", row.output_shape))
        shape = named[-1][1]
        if self.head == "pooled":
            named.append(("means", (shape[0], 1, 1)))
        elif self.flatten:
            named.append(("flatten", (prod(shape),)))
        return [*named, *((count.name, count.shape) for count in self._head(shape))]

    def unshared(self, number: int) -> tuple[int, int]:
        """Return the parameters of convolution 1 to 5, with and without sharing weights."""
        count = self.counts()[number - 1]
        filters, *size = count.shape
        return count.parameters, prod(size) * (count.weights + filters)


def _named(kind: str, rows: tuple) -> list[Count]:
    learn = [row for row in rows if isinstance(row.layer, Conv2d | Linear)]
    return [
        Count(f"{kind}{i}", row.output_shape, row.layer.weights, row.layer.biases, row.macs)
        for i, row in enumerate(learn, 1)
    ]


PRESETS: dict[str, Choices] = {
    "original, two GPUs": Choices(),
    "ungrouped": Choices(groups=False),
    "torchvision": Choices(groups=False, channels="torchvision", input=224, pad1=2),
    "global average pooling": Choices(head="pooled"),
    "mistake: pool5 forgotten": Choices(groups=False, pool5=False),
    "mistake: flatten forgotten": Choices(groups=False, flatten=False),
    "mistake: 224 without padding": Choices(groups=False, input=224),
}
"""Name to choices: what is published, and what is published wrongly."""

KNOWN: dict[int, str] = {choices.total: name for name, choices in PRESETS.items()}
"""Total to name."""


def presets() -> dict[str, dict]:
    """Return the presets in the browser's form."""
    return {name: asdict(choices) for name, choices in PRESETS.items()}
