"""Unit 3: how many input positions one output sees, along one axis."""

import math

import numpy as np

from convedu.checks.bank import bank, with_arguments, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _receptive_field(layers):
    size, jump = 1, 1
    for kernel, stride, dilation in layers:
        size += dilation * (kernel - 1) * jump
        jump *= stride
    return size


def _cases(rng: np.random.Generator) -> list[Case]:
    plain, strided, dilated = "kernels", "stride", "dilation"

    def stack(depth: int, strides: int, dilations: int) -> list[tuple[int, int, int]]:
        """Draw different kernels, so that their order tells."""
        kernels = rng.permutation([2, 3, 4, 5, 7])[:depth]
        return [
            (int(k), int(rng.integers(2, strides)), int(rng.integers(2, dilations)))
            if strides > 2
            else (int(k), 1, int(rng.integers(2, dilations)))
            for k in kernels
        ]

    return [
        Case(([(3, 1, 1)],), plain, public=True),
        Case(([(3, 1, 1), (3, 1, 1)],), plain, public=True),
        Case(([(2, 1, 1), (5, 1, 1), (3, 1, 1)],), plain),
        Case(([(3, 2, 1), (3, 2, 1)],), strided, public=True),
        Case(([(7, 2, 1), (3, 3, 1), (5, 1, 1), (2, 2, 1)],), strided),
        Case(([(2, 3, 1), (5, 2, 1), (3, 4, 1)],), strided),
        Case(([(3, 1, 2), (3, 1, 4)],), dilated, public=True),
        Case((stack(3, 2, 5),), dilated),
        Case((stack(4, 4, 4),), dilated),
        Case((stack(5, 4, 3),), dilated),
    ]


def _growing(
    grow=lambda k, s, d, jump, before: d * (k - 1) * jump,
    step=lambda jump, stride: jump * stride,
):
    """Return an answer that goes through the layers as the reference does, but for one thing.

    `grow` says what a layer adds, from its kernel, stride and dilation, the step so far and the
    stride of the layer before; `step` says what the step becomes.
    """

    def answer(layers):
        size, jump, before = 1, 1, 1
        for kernel, stride, dilation in layers:
            size += grow(kernel, stride, dilation, jump, before)
            jump, before = step(jump, stride), stride
        return size

    return answer


def _with_layers(change):
    """Return the right answer for other layers: `change` gets kernel, stride and dilation."""
    return with_arguments(
        _receptive_field, layers=lambda layers: [change(*each) for each in layers]
    )


def _strides_added(layers):
    strides = [stride for _, stride, _ in layers]
    steps = (sum(strides[:i]) or 1 for i in range(len(layers)))
    return 1 + sum(d * (k - 1) * step for (k, _, d), step in zip(layers, steps, strict=True))


def _backwards_side_by_side(more):
    def answer(layers):
        size = 1
        for kernel, stride, dilation in layers[::-1]:
            size = size * stride + dilation * (kernel - 1) + more
        return size

    return answer


_right = _receptive_field

receptive_field = FunctionCheck(
    name="unit3/receptive_field",
    reference=_right,
    cases=_cases,
    shares={"kernels": 0.25, "stride": 0.25, "dilation": 0.25, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "kernels-added": (
                lambda layers: sum(kernel for kernel, _, _ in layers),
                lambda layers: 1 + sum(kernel for kernel, _, _ in layers),
                lambda layers: sum(d * (k - 1) + 1 for k, _, d in layers),
                _growing(lambda k, s, d, jump, before: (d * (k - 1) + 1) * jump),
                _growing(lambda k, s, d, jump, before: k * d * jump),
                _growing(lambda k, s, d, jump, before: k * jump),
            ),
            "kernels-multiplied": (
                lambda layers: math.prod(kernel for kernel, _, _ in layers),
                lambda layers: math.prod(d * (kernel - 1) + 1 for kernel, _, d in layers),
            ),
            "stride-and-dilation-ignored": _with_layers(lambda k, s, d: (k, 1, 1)),
            "stride-ignored": _with_layers(lambda k, s, d: (k, 1, d)),
            "dilation-ignored": _with_layers(lambda k, s, d: (k, s, 1)),
            "own-stride": _growing(lambda k, s, d, jump, before: d * (k - 1) * jump * s),
            "last-stride-only": _growing(lambda k, s, d, jump, before: d * (k - 1) * before),
            "own-stride-only": _growing(lambda k, s, d, jump, before: d * (k - 1) * s),
            "strides-added": (
                _growing(step=lambda jump, stride: jump + stride),
                _strides_added,
            ),
            "half-kernel": _growing(lambda k, s, d, jump, before: d * (k // 2) * jump),
            "first-layer-twice": lambda layers: _right(layers) + layers[0][2] * (layers[0][0] - 1),
            "first-dilation-forgotten": lambda layers: _right(
                [(layers[0][0], layers[0][1], 1), *layers[1:]]
            ),
            "last-layer-forgotten": with_arguments(_right, layers=lambda layers: layers[:-1]),
            "first-layer-forgotten": with_arguments(_right, layers=lambda layers: layers[1:]),
            "stride-and-dilation-swapped": _with_layers(lambda k, s, d: (k, d, s)),
            "last-layer-only": with_arguments(_right, layers=lambda layers: layers[-1:]),
            "first-layer-only": with_arguments(_right, layers=lambda layers: layers[:1]),
            "strides-at-the-end": lambda layers: (
                (1 + sum(d * (k - 1) for k, _, d in layers))
                * math.prod(stride for _, stride, _ in layers)
            ),
            "always-three": _with_layers(lambda k, s, d: (3, 1, 1)),
            "one-gap": _growing(lambda k, s, d, jump, before: (k + d - 2) * jump),
            "gaps-only": _growing(lambda k, s, d, jump, before: (k - 1) * (d - 1) * jump),
            "dilation-times-kernel": _growing(lambda k, s, d, jump, before: (d * k - 1) * jump),
            "holes-too-wide": _growing(lambda k, s, d, jump, before: (k - 1) * (d + 1) * jump),
            "dilation-added": _growing(lambda k, s, d, jump, before: (k - 1 + d) * jump),
            "dilation-as-stride": (
                _with_layers(lambda k, s, d: (k, s * d, d)),
                _with_layers(lambda k, s, d: (k, s * d, 1)),
            ),
            "step-returned": lambda layers: math.prod(stride for _, stride, _ in layers),
            "wrong-order": with_arguments(_right, layers=lambda layers: layers[::-1]),
            "windows-side-by-side": (_backwards_side_by_side(0), _backwards_side_by_side(1)),
            "starts-at-0": with_result(_right, lambda size: size - 1),
            "area": with_result(_right, lambda size: size**2),
            "step-returned-too": lambda layers: (
                _right(layers),
                math.prod(stride for _, stride, _ in layers),
            ),
        },
    ),
)
