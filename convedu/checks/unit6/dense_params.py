"""Unit 6: a dense layer between two shapes, which is also the dense twin of a convolution."""

from math import prod

import numpy as np

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck
from convedu.layers import Linear


def _cases(rng: np.random.Generator) -> list[Case]:
    c, h, w = (int(n) for n in rng.choice(np.arange(2, 12), 3, replace=False))
    f, up, across = (int(n) for n in rng.choice(np.arange(2, 12), 3, replace=False))
    n = int(rng.integers(20, 60))
    return [
        Case(((6,), (4,), False), public=True),
        Case(((2, 3, 4), (5,), True), public=True),
        Case(((n,), (c,), True)),
        Case(((c, h, w), (n,), True)),
        Case(((c, h, w), (f, up, across), True), "maps"),
        Case(((c, h, w), (f, up, across), False), "maps"),
        Case(((c, h), (f, up), True), "maps"),
    ]


def _dense_params(in_shape, out_shape, bias):
    """Count the weights and biases that connect every input with every output."""
    inputs, outputs = 1, 1
    for size in in_shape:
        inputs *= size
    for size in out_shape:
        outputs *= size
    return inputs * outputs + outputs * bias


dense_params = FunctionCheck(
    name="unit6/dense_params",
    reference=_dense_params,
    cases=_cases,
    shares={"values": 0.5, "maps": 0.5},
    bugs=(
        Bug(
            "channels-only",
            "You count the channels and leave height and width out. A dense layer reads every "
            "single number of the input.",
            lambda i, o, b: i[0] * o[0] + o[0] * b,
        ),
        Bug(
            "input-not-flattened",
            "You take only the first size of `in_shape`. Every number of the input has a weight: "
            "multiply all its sizes.",
            lambda i, o, b: i[0] * prod(o) + prod(o) * b,
        ),
        Bug(
            "output-not-flattened",
            "You take only the first size of `out_shape`. Each output pixel has weights of its "
            "own: multiply all its sizes.",
            lambda i, o, b: prod(i) * o[0] + o[0] * b,
        ),
        Bug(
            "bias-per-input",
            "You add one bias for each input. There is one for each output.",
            lambda i, o, b: prod(i) * prod(o) + prod(i) * b,
        ),
        Bug(
            "bias-for-both",
            "You add a bias for each input and for each output. Only outputs have one.",
            lambda i, o, b: prod(i) * prod(o) + (prod(i) + prod(o)) * b,
        ),
        Bug(
            "bias-always",
            "You add the biases even where `bias` is False.",
            lambda i, o, b: (prod(i) + 1) * prod(o),
        ),
        Bug(
            "bias-forgotten",
            "With `bias` each output learns one number more, after its weights.",
            lambda i, o, b: prod(i) * prod(o),
        ),
        Bug(
            "one-bias-for-all",
            "You add a single bias. Each output has its own.",
            lambda i, o, b: prod(i) * prod(o) + b,
        ),
        Bug(
            "bias-per-map",
            "You add one bias for each feature map, as a convolution does. A dense layer shares "
            "nothing: each of its outputs has its own bias.",
            lambda i, o, b: prod(i) * prod(o) + o[0] * b,
        ),
        Bug(
            "added",
            "You add inputs and outputs. Each output reads each input, so multiply them.",
            lambda i, o, b: prod(i) + prod(o),
        ),
        Bug(
            "added-with-biases",
            "You add inputs and outputs. Each output reads each input, so multiply them.",
            lambda i, o, b: prod(i) + prod(o) + prod(o) * b,
        ),
        Bug(
            "sizes-added",
            "You add up the sizes of a shape. A picture of 2 x 3 x 4 has 24 numbers, not 9.",
            lambda i, o, b: (sum(i) + b) * sum(o),
        ),
        Bug(
            "outputs-only",
            "You count one weight for each output. Each output has a weight for every input.",
            lambda i, o, b: Linear(1, prod(o), bias=b).parameters,
        ),
    ),
    hints=(
        "A shape says how many numbers there are: multiply its sizes.",
        "Every output has one weight for each input.",
        "Weights: `prod(in_shape) * prod(out_shape)`. And what has a bias: an input, an output?",
    ),
)
