"""Unit 2: four filters on a colour picture, in numbers."""

from typing import Any

from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number

C, H, W = 3, 32, 32
F, K = 4, 5
"""The picture and the filters of the numeric exercise."""

SIDE = H - K + 1
FILTER = C * K * K
WEIGHTS = F * FILTER
PARAMETERS = WEIGHTS + F
MULTIPLICATIONS = WEIGHTS * SIDE * SIDE

_WORDS = words(__file__)
_ANSWERS: dict[str, tuple[int, str, dict[str, Any]]] = {
    "answer_planes": (
        F,
        "one feature map for each filter",
        {
            "channels-kept": C,
            "one-plane": 1,
            "plane-for-each-kernel": F * C,
            "places-counted": F * SIDE * SIDE,
        },
    ),
    "answer_side": (
        SIDE,
        f"{H} - {K} + 1",
        {
            "same-size": H,
            "one-short": H - K,
            "places-counted": SIDE * SIDE,
            "half-lost": H - K // 2,
            "two-kernels-lost": H - 2 * (K - 1),
            "full-size": H + K - 1,
            "one-too-many": H - K + 2,
            "divided": H / K,
        },
    ),
    "answer_weights": (
        WEIGHTS,
        f"{F} * {C} * {K} * {K}",
        {
            "depth-forgotten": F * K * K,
            "one-filter": FILTER,
            "biases-counted": PARAMETERS,
            "kernels-counted": F * C,
            "window-side-only": WEIGHTS // K,
            "weights-for-each-place": MULTIPLICATIONS,
            "one-kernel": K * K,
            "sides-added": F * C * (K + K),
        },
    ),
    "answer_parameters": (
        PARAMETERS,
        f"{WEIGHTS} weights + {F} biases",
        {
            "biases-forgotten": WEIGHTS,
            "one-bias": WEIGHTS + 1,
            "bias-per-kernel": WEIGHTS + F * C,
            "bias-per-tap": 2 * WEIGHTS,
            "bias-per-output": WEIGHTS + F * SIDE * SIDE,
            "depth-forgotten": F * K * K + F,
            "one-filter": FILTER + 1,
            "biases-of-one-filter": FILTER + F,
            "biases-alone": F,
            "bias-multiplied": WEIGHTS * F,
        },
    ),
    "answer_multiplications": (
        MULTIPLICATIONS,
        f"{WEIGHTS} weights, each used at {SIDE} * {SIDE} places",
        {
            "one-row": WEIGHTS * SIDE,
            "one-filter": FILTER * SIDE * SIDE,
            "depth-forgotten": F * K * K * SIDE * SIDE,
            "input-places": WEIGHTS * H * W,
            "outputs-counted": F * SIDE * SIDE,
            "one-place": WEIGHTS,
            "biases-multiplied": PARAMETERS * SIDE * SIDE,
            "additions-counted": 2 * MULTIPLICATIONS,
            "places-counted": SIDE * SIDE,
            "one-kernel": K * K * SIDE * SIDE,
            "side-not-squared": (WEIGHTS + F) * SIDE,
            "picture-times-weights": C * H * W * WEIGHTS,
            "one-short": WEIGHTS * (H - K) ** 2,
        },
    ),
}

four_filters = NumberCheck(
    name="unit2/four_filters",
    hints=_WORDS.hints,
    numbers={
        variable: number(value, calculation, _WORDS.wrong[variable], wrong)
        for variable, (value, calculation, wrong) in _ANSWERS.items()
    },
)
