"""Unit 6: one layer by hand, 3x3 from 128 to 64 channels."""

from math import prod

from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number
from convedu.layers import Conv2d, Linear

K, CIN, COUT = 3, 128, 64
LAYER = Conv2d(CIN, COUT, K, padding=1)

_LESSONS_PICTURE = (CIN, 40, 50)
_TWIN = Linear(prod(_LESSONS_PICTURE), prod(LAYER.output_shape(_LESSONS_PICTURE)))

_WORDS = words(__file__)
_WRONG: dict[str, float | tuple[float, ...]] = {
    "macs": LAYER.macs(_LESSONS_PICTURE),
    "dense-twin": (_TWIN.weights, _TWIN.parameters),
    "doubled": 2 * LAYER.weights,
    "halved": LAYER.weights // 2,
    "bias-per-input-channel": LAYER.weights + CIN,
    "depth-forgotten": K * K * COUT,
    "one-filter": K * K * CIN,
    "window-forgotten": CIN * COUT,
    "side-not-squared": K * CIN * COUT,
    "channels-added": K * K * (CIN + COUT),
    "one-bias-for-all": LAYER.weights + 1,
    "bias-per-weight": LAYER.weights + K * K * COUT,
    "bias-per-plane": LAYER.weights + CIN * COUT,
    "bias-per-channel": LAYER.weights + CIN + COUT,
    "padding-counted": (K + 2) ** 2 * CIN * COUT,
    "one-window": K * K,
    "sides-added": 2 * K * CIN * COUT,
}

seed_layer = NumberCheck(
    name="unit6/seed_layer",
    hints=_WORDS.hints,
    numbers={
        "answer_weights": number(
            LAYER.weights,
            "3 * 3 weights in 128 planes, 64 filters",
            {**_WORDS.wrong["answer_weights"], **_WORDS.wrong["both"]},
            {"biases-counted": LAYER.parameters, **_WRONG},
        ),
        "answer_parameters": number(
            LAYER.parameters,
            "the weights and one bias for each of the 64 filters",
            {**_WORDS.wrong["answer_parameters"], **_WORDS.wrong["both"]},
            {"bias-forgotten": LAYER.weights, "biases-only": COUT, **_WRONG},
        ),
    },
)
