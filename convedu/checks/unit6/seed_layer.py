"""Unit 6: one layer by hand, 3x3 from 128 to 64 channels."""

from math import prod

from convedu.checks.number import Number, NumberCheck, Wrong
from convedu.layers import Conv2d, Linear

LAYER = Conv2d(128, 64, 3, padding=1)
_ONE_FILTER = Conv2d(LAYER.in_channels, 1, LAYER.kernel_size, bias=False)

_LESSONS_PICTURE = (128, 40, 50)
_TWIN = Linear(prod(_LESSONS_PICTURE), prod(LAYER.output_shape(_LESSONS_PICTURE)))

_COMMON = (
    Wrong(
        "macs",
        LAYER.macs(_LESSONS_PICTURE),
        "these are multiply-adds: this layer's work on a picture of 40 x 50. A weight works at "
        "every place, but it is learned once.",
    ),
    *(
        Wrong(
            "dense-twin",
            count,
            "this is the dense twin, which has a weight for each pair of an input and an output. "
            "Here a filter is shared by all places.",
        )
        for count in (_TWIN.weights, _TWIN.parameters)
    ),
    Wrong(
        "doubled",
        2 * LAYER.weights,
        "this is twice the weights: 128 channels out for 64, or multiplications and additions "
        "counted apart.",
    ),
    Wrong(
        "halved",
        LAYER.weights // 2,
        "this is half of the weights, as from 64 channels to 64. Each filter reads all 128.",
    ),
    Wrong(
        "bias-per-input-channel",
        LAYER.weights + LAYER.in_channels,
        "you added one bias for each *input* channel. A bias belongs to a feature map: there are "
        "64, not 128.",
    ),
    Wrong(
        "depth-forgotten",
        Conv2d(1, LAYER.out_channels, LAYER.kernel_size).weights,
        "these are 64 flat 3x3 windows. A filter is as deep as its input, 128 planes.",
    ),
    Wrong(
        "one-filter",
        _ONE_FILTER.weights,
        "this is one filter, 3x3x128. The layer makes 64 feature maps, each with its own.",
    ),
    Wrong(
        "window-forgotten",
        Conv2d(LAYER.in_channels, LAYER.out_channels, 1).weights,
        "this is one weight for each pair of channels, a 1x1 window. Here the window has 3x3 "
        "weights in every plane.",
    ),
    Wrong(
        "side-not-squared",
        LAYER.weights // 3,
        "you multiplied by 3 once. The window has two sides.",
    ),
    Wrong(
        "channels-added",
        LAYER.kernel_size**2 * (LAYER.in_channels + LAYER.out_channels),
        "you added the two numbers of channels. Each of the 64 filters has all 128 planes: "
        "multiply.",
    ),
    Wrong(
        "one-bias-for-all",
        LAYER.weights + 1,
        "you added one bias for the whole layer. Each feature map has its own.",
    ),
)

seed_layer = NumberCheck(
    name="unit6/seed_layer",
    numbers={
        "answer_weights": Number(
            LAYER.weights,
            "3 * 3 weights in 128 planes, 64 filters",
            (
                Wrong(
                    "biases-counted",
                    LAYER.parameters,
                    "this is the number with biases. Leave them out here.",
                ),
                *_COMMON,
            ),
        ),
        "answer_parameters": Number(
            LAYER.parameters,
            "the weights and one bias for each of the 64 filters",
            (
                Wrong(
                    "bias-forgotten",
                    LAYER.weights,
                    "these are the weights. Each of the 64 filters also learns one bias.",
                ),
                *_COMMON,
            ),
        ),
    },
    hints=(
        "Neither padding nor stride nor the picture's size changes what a layer learns.",
        "Think of bricks: a filter is a brick of 3x3x128, and there is one for each output "
        "channel.",
        "Weights: 3 · 3 · 128 · 64. Biases: one for each brick.",
    ),
)
