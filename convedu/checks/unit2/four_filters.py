"""Unit 2: four filters on a colour picture, in numbers."""

from convedu.checks.number import Number, number_check

C, H, W = 3, 32, 32
F, K = 4, 5
"""The picture and the filters of the numeric exercise."""

SIDE = H - K + 1
FILTER = C * K * K
WEIGHTS = F * FILTER
PARAMETERS = WEIGHTS + F
MULTIPLICATIONS = WEIGHTS * SIDE * SIDE

four_filters = number_check(
    __file__,
    globals(),
    {
        "answer_planes": Number(F, "one feature map for each filter"),
        "answer_side": Number(SIDE, f"{H} - {K} + 1"),
        "answer_weights": Number(WEIGHTS, f"{F} * {C} * {K} * {K}"),
        "answer_parameters": Number(PARAMETERS, f"{WEIGHTS} weights + {F} biases"),
        "answer_multiplications": Number(
            MULTIPLICATIONS, f"{WEIGHTS} weights, each used at {SIDE} * {SIDE} places"
        ),
    },
)
