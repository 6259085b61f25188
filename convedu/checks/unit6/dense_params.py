"""Unit 6: a dense layer between two shapes, which is also the dense twin of a convolution."""

from math import prod

import numpy as np

from convedu.checks.bank import bank, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


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


def _first(shape):
    return shape[0]


def _squared(shape):
    return shape[0] * shape[min(1, len(shape) - 1)] ** (len(shape) - 1)


def _three_multiplied(shape):
    channels, height, width = shape
    return channels * height * width


def _count(
    *,
    inputs=prod,
    outputs=prod,
    weights=lambda inputs, outputs: inputs * outputs,
    biases=lambda inputs, outputs, bias: outputs * bias,
):
    """Return an answer in which one step may differ."""

    def answer(in_shape, out_shape, bias):
        ends = inputs(in_shape), outputs(out_shape)
        return weights(*ends) + biases(*ends, bias)

    return answer


def _added(inputs, outputs):
    return inputs + outputs


dense_params = FunctionCheck(
    name="unit6/dense_params",
    reference=_dense_params,
    cases=_cases,
    shares={"values": 0.5, "maps": 0.5},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "channels-only": _count(inputs=_first, outputs=_first),
            "input-not-flattened": _count(inputs=_first),
            "output-not-flattened": _count(outputs=_first),
            "last-size-only": _count(inputs=lambda s: s[-1], outputs=lambda s: s[-1]),
            "channels-left-out": (
                _count(inputs=lambda s: prod(s[1:]), outputs=lambda s: prod(s[1:])),
                _count(inputs=lambda s: prod(s[-2:]), outputs=lambda s: prod(s[-2:])),
            ),
            "sizes-counted": _count(inputs=len, outputs=len),
            "three-sizes-expected": _count(inputs=_three_multiplied, outputs=_three_multiplied),
            "convolution": _count(
                inputs=_first, outputs=_first, weights=lambda inputs, outputs: 9 * inputs * outputs
            ),
            "bias-where-none": _count(biases=lambda inputs, outputs, bias: outputs * (not bias)),
            "bias-per-weight": _count(biases=lambda inputs, outputs, bias: inputs * outputs * bias),
            "bias-per-input": _count(biases=lambda inputs, outputs, bias: inputs * bias),
            "bias-for-both": _count(biases=lambda inputs, outputs, bias: (inputs + outputs) * bias),
            "bias-always": _count(biases=lambda inputs, outputs, bias: outputs),
            "nothing-without-bias": lambda i, o, bias: _dense_params(i, o, bias) if bias else 0,
            "bias-forgotten": _count(biases=lambda inputs, outputs, bias: 0),
            "one-bias-for-all": _count(biases=lambda inputs, outputs, bias: bias),
            "bias-per-map": lambda i, o, bias: prod(i) * prod(o) + o[0] * bias,
            "bias-per-size": (
                lambda i, o, bias: prod(i) * prod(o) + o[-1] * bias,
                lambda i, o, bias: prod(i) * prod(o) + len(o) * bias,
                lambda i, o, bias: prod(i) * prod(o) + sum(o) * bias,
            ),
            "bias-twice": _count(biases=lambda inputs, outputs, bias: 2 * outputs * bias),
            "taken-for-square": _count(inputs=_squared, outputs=_squared),
            "not-begun-again": lambda i, o, bias: prod(i) * prod(o) * (prod(i) + bias),
            "bias-on-both": lambda i, o, bias: (prod(i) + bias) * (prod(o) + bias),
            "two-numbers": lambda i, o, bias: (prod(i) * prod(o), prod(o) * bias),
            "biases-alone": lambda i, o, bias: prod(o) if bias else prod(i) * prod(o),
            "added": _count(weights=_added, biases=lambda inputs, outputs, bias: 0),
            "added-with-biases": _count(weights=_added),
            "sizes-added": (
                _count(inputs=sum, outputs=sum),
                _count(inputs=sum),
                _count(outputs=sum),
            ),
            "largest-size-only": _count(inputs=max, outputs=max),
            "outputs-only": _count(weights=lambda inputs, outputs: outputs),
            "inputs-only": (
                _count(weights=lambda inputs, outputs: inputs),
                _count(outputs=lambda shape: 1),
            ),
        },
    ),
)
