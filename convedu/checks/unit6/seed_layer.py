"""Unit 6: one layer by hand, 3x3 from 128 to 64 channels."""

from math import prod

from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number, wrong_values
from convedu.layers import Conv2d, Linear

K, CIN, COUT = 3, 128, 64
LAYER = Conv2d(CIN, COUT, K, padding=1)

PICTURE = (CIN, 40, 50)
TWIN = Linear(prod(PICTURE), prod(LAYER.output_shape(PICTURE)))

_WORDS = words(__file__)
_WRONG = wrong_values(_WORDS, globals())

seed_layer = NumberCheck(
    name="unit6/seed_layer",
    hints=_WORDS.hints,
    numbers={
        "answer_weights": number(
            LAYER.weights,
            "3 * 3 weights in 128 planes, 64 filters",
            {**_WORDS.wrong["answer_weights"], **_WORDS.wrong["both"]},
            {**_WRONG["answer_weights"], **_WRONG["both"]},
        ),
        "answer_parameters": number(
            LAYER.parameters,
            "the weights and one bias for each of the 64 filters",
            {**_WORDS.wrong["answer_parameters"], **_WORDS.wrong["both"]},
            {**_WRONG["answer_parameters"], **_WRONG["both"]},
        ),
    },
)
