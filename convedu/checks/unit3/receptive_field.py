"""Unit 3: how many input positions one output sees, along one axis."""

import math

import numpy as np

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


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


def _grown(grow):
    """Return an answer that adds `grow(kernel, stride, dilation, jump, jump before)`."""

    def answer(layers):
        size, jump, before = 1, 1, 1
        for kernel, stride, dilation in layers:
            size += grow(kernel, stride, dilation, jump, before)
            jump, before = jump * stride, stride
        return size

    return answer


def _strides_added(layers):
    size, jump = 1, 1
    for kernel, stride, dilation in layers:
        size += dilation * (kernel - 1) * jump
        jump += stride
    return size


def _backwards(step):
    def answer(layers):
        size = 1
        for kernel, stride, dilation in layers[::-1]:
            size = step(size, dilation * (kernel - 1) + 1, stride)
        return size

    return answer


receptive_field = FunctionCheck(
    name="unit3/receptive_field",
    reference=_receptive_field,
    cases=_cases,
    shares={"kernels": 0.25, "stride": 0.5, "dilation": 0.25},
    bugs=(
        Bug(
            "kernels-added",
            "You add the kernel sizes. The first pixel of each window is shared: a 3 adds only 2.",
            lambda layers: sum(kernel for kernel, _, _ in layers),
        ),
        Bug(
            "kernels-added",
            "You start with 1 and add each kernel's whole size. A window shares one pixel with "
            "what is there already: a 3 adds only 2.",
            _grown(lambda k, s, d, jump, before: (d * (k - 1) + 1) * jump),
        ),
        Bug(
            "kernels-multiplied",
            "You multiply the kernels' sizes. That would be right if the windows lay side by side; "
            "they overlap, and each layer only adds to the rim.",
            lambda layers: math.prod(kernel for kernel, _, _ in layers),
        ),
        Bug(
            "stride-and-dilation-ignored",
            "You count kernels only. A stride sets the later windows further apart, a dilation "
            "spreads a window.",
            _grown(lambda k, s, d, jump, before: k - 1),
        ),
        Bug(
            "stride-ignored",
            "You leave out the strides. After a stride of 2, one step of the next layer is two "
            "pixels of the picture.",
            _grown(lambda k, s, d, jump, before: d * (k - 1)),
        ),
        Bug(
            "dilation-ignored",
            "You leave out the dilation. A 3 with dilation 2 spans 5 positions, so it adds 4.",
            _grown(lambda k, s, d, jump, before: (k - 1) * jump),
        ),
        Bug(
            "own-stride",
            "You use a layer's stride for its own window. It only sets the *later* layers further "
            "apart: grow first, then multiply the step.",
            _grown(lambda k, s, d, jump, before: d * (k - 1) * jump * s),
        ),
        Bug(
            "last-stride-only",
            "You use the stride of the layer just before. Strides multiply: after 2 and 2, one "
            "step is four pixels.",
            _grown(lambda k, s, d, jump, before: d * (k - 1) * before),
        ),
        Bug(
            "own-stride-only",
            "You multiply each window by its own layer's stride. It is the strides of all layers "
            "*before* it that stretch a window.",
            _grown(lambda k, s, d, jump, before: d * (k - 1) * s),
        ),
        Bug(
            "strides-added",
            "You add the strides up. They multiply: after 2 and 2, one step is four pixels; after "
            "1 and 1 it is still one.",
            _strides_added,
        ),
        Bug(
            "last-layer-only",
            "You return what the last layer alone reads. Each of these values has looked at a "
            "window itself.",
            lambda layers: layers[-1][2] * (layers[-1][0] - 1) + 1,
        ),
        Bug(
            "first-layer-only",
            "You return what the first layer sees. Go on through the list: is `return` inside the "
            "loop?",
            lambda layers: layers[0][2] * (layers[0][0] - 1) + 1,
        ),
        Bug(
            "strides-at-the-end",
            "You multiply the whole size by all strides. A stride stretches only what the layers "
            "*after* it add.",
            lambda layers: (
                (1 + sum(d * (k - 1) for k, _, d in layers))
                * math.prod(stride for _, stride, _ in layers)
            ),
        ),
        Bug(
            "always-three",
            "Each of your layers adds 2, as a 3x3 with stride 1 does. Use the kernel's size and "
            "the stride and dilation.",
            lambda layers: 1 + 2 * len(layers),
        ),
        Bug(
            "one-gap",
            "You spread a window once. A kernel of k has k - 1 gaps, and each becomes d wide: the "
            "span is d (k - 1) + 1.",
            _grown(lambda k, s, d, jump, before: (k + d - 2) * jump),
        ),
        Bug(
            "gaps-only",
            "You add (k - 1)(d - 1), the holes alone. The kernel's own positions count too: from "
            "its first to its last it is d (k - 1) steps.",
            _grown(lambda k, s, d, jump, before: (k - 1) * (d - 1) * jump),
        ),
        Bug(
            "dilation-times-kernel",
            "You take dilation times kernel as the span. There is no hole after the last position: "
            "the span is d (k - 1) + 1.",
            _grown(lambda k, s, d, jump, before: (d * k - 1) * jump),
        ),
        Bug(
            "dilation-as-stride",
            "You let the dilation set the later layers further apart, too. Only a stride does.",
            lambda layers: _receptive_field([(k, s * d, d) for k, s, d in layers]),
        ),
        Bug(
            "step-returned",
            "You return how far apart two neighbouring outputs look (the product of the strides). "
            "Asked is how much one of them sees.",
            lambda layers: math.prod(stride for _, stride, _ in layers),
        ),
        Bug(
            "wrong-order",
            "You take the layers from the last to the first. The first in the list is the one next "
            "to the picture.",
            lambda layers: _receptive_field(layers[::-1]),
        ),
        Bug(
            "windows-side-by-side",
            "Going backwards, you multiply the size by the stride. n windows have only n - 1 steps "
            "between them: (n - 1) * stride + span.",
            _backwards(lambda size, span, stride: size * stride + span - 1),
        ),
        Bug(
            "starts-at-0",
            "One pixel is missing: without any layer an output sees itself, so start with 1.",
            lambda layers: _receptive_field(layers) - 1,
        ),
        Bug(
            "area",
            "You return the number of pixels in the square. Asked is the size along one axis.",
            lambda layers: _receptive_field(layers) ** 2,
        ),
    ),
    hints=(
        "Start with 1: without a layer an output sees itself. A 3x3 at stride 1 adds 2.",
        "Keep two numbers: the size so far, and how many pixels one step of the present layer is.",
        "For each layer: `size += d * (k - 1) * jump`, and only then `jump *= s`.",
    ),
)
