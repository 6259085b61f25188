"""Unit 6: one layer by hand, 3x3 from 128 to 64 channels."""

from math import prod

from convedu.checks.number import Number, number_check
from convedu.layers import Conv2d, Linear

K, CIN, COUT = 3, 128, 64
LAYER = Conv2d(CIN, COUT, K, padding=1)

PICTURE = (CIN, 40, 50)
TWIN = Linear(prod(PICTURE), prod(LAYER.output_shape(PICTURE)))

seed_layer = number_check(
    __file__,
    globals(),
    {
        "answer_weights": Number(LAYER.weights, "3 * 3 weights in 128 planes, 64 filters"),
        "answer_parameters": Number(
            LAYER.parameters, "the weights and one bias for each of the 64 filters"
        ),
    },
)
