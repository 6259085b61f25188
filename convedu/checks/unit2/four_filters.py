"""Unit 2: four filters on a colour picture, in numbers."""

from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number, wrong_values

C, H, W = 3, 32, 32
F, K = 4, 5
"""The picture and the filters of the numeric exercise."""

SIDE = H - K + 1
FILTER = C * K * K
WEIGHTS = F * FILTER
PARAMETERS = WEIGHTS + F
MULTIPLICATIONS = WEIGHTS * SIDE * SIDE

_WORDS = words(__file__)
_WRONG = wrong_values(_WORDS, globals())
_RIGHT = {
    "answer_planes": (F, "one feature map for each filter"),
    "answer_side": (SIDE, f"{H} - {K} + 1"),
    "answer_weights": (WEIGHTS, f"{F} * {C} * {K} * {K}"),
    "answer_parameters": (PARAMETERS, f"{WEIGHTS} weights + {F} biases"),
    "answer_multiplications": (
        MULTIPLICATIONS,
        f"{WEIGHTS} weights, each used at {SIDE} * {SIDE} places",
    ),
}

four_filters = NumberCheck(
    name="unit2/four_filters",
    hints=_WORDS.hints,
    numbers={
        variable: number(*right, _WORDS.wrong[variable], _WRONG[variable])
        for variable, right in _RIGHT.items()
    },
)
