"""Unit 2: four filters on a colour picture, in numbers."""

from convedu.checks.number import Number, NumberCheck, Wrong

C, H, W = 3, 32, 32
F, K = 4, 5
"""The picture and the filters of the numeric exercise."""

SIDE = H - K + 1
FILTER = C * K * K
WEIGHTS = F * FILTER
PARAMETERS = WEIGHTS + F
MULTIPLICATIONS = WEIGHTS * SIDE * SIDE

_PLANES = Number(
    F,
    "one feature map for each filter",
    (
        Wrong("channels-kept", C, "a filter adds the three channels up to one plane."),
        Wrong("one-plane", 1, "that is one filter; there are four."),
        Wrong("plane-for-each-kernel", F * C, "the three kernels of a filter share one plane."),
    ),
)
_SIDE = Number(
    SIDE,
    f"{H} - {K} + 1",
    (
        Wrong("same-size", H, "without padding a window of 5 does not fit 32 times."),
        Wrong("one-short", H - K, "a window of k fits n - k + 1 times; try n = 5, k = 5."),
        Wrong(
            "places-counted", SIDE * SIDE, "that is how many places there are. Asked is one side."
        ),
        Wrong("half-lost", H - K // 2, "on both sides two rows have no full window."),
        Wrong("two-kernels-lost", H - 2 * (K - 1), "k - 1 is lost in all, not on each side."),
    ),
)
_WEIGHTS = Number(
    WEIGHTS,
    f"{F} * {C} * {K} * {K}",
    (
        Wrong("depth-forgotten", F * K * K, "a filter is as deep as the input: 5 x 5 x 3."),
        Wrong("one-filter", FILTER, "that is one filter; there are four."),
        Wrong("biases-counted", PARAMETERS, "this counts the biases too, which come next."),
        Wrong("kernels-counted", F * C, "that is the number of kernels; each has 25 weights."),
        Wrong("window-side-only", WEIGHTS // K, "a kernel is 5 high and 5 wide."),
        Wrong(
            "weights-for-each-place",
            MULTIPLICATIONS,
            "the same weights serve at every place: they are counted once.",
        ),
    ),
)
_PARAMETERS = Number(
    PARAMETERS,
    f"{WEIGHTS} weights + {F} biases",
    (
        Wrong("biases-forgotten", WEIGHTS, "each filter has a bias as well."),
        Wrong("one-bias", WEIGHTS + 1, "every filter has a bias of its own."),
        Wrong("bias-per-kernel", WEIGHTS + F * C, "a filter has one bias, not one a channel."),
        Wrong("bias-per-tap", 2 * WEIGHTS, "a filter has one bias, not one a weight."),
        Wrong(
            "bias-per-output",
            WEIGHTS + F * SIDE * SIDE,
            "all outputs of a filter share its bias.",
        ),
        Wrong("depth-forgotten", F * K * K + F, "a filter is as deep as the input: 5 x 5 x 3."),
    ),
)
_MULTIPLICATIONS = Number(
    MULTIPLICATIONS,
    f"{WEIGHTS} weights, each used at {SIDE} * {SIDE} places",
    (
        Wrong("one-row", WEIGHTS * SIDE, f"that is one row of places; there are {SIDE} rows."),
        Wrong("one-filter", FILTER * SIDE * SIDE, "that is one filter; there are four."),
        Wrong(
            "depth-forgotten",
            F * K * K * SIDE * SIDE,
            "each output adds up 5 x 5 x 3 products.",
        ),
        Wrong("input-places", WEIGHTS * H * W, "count the output's places, 28 x 28, not 32 x 32."),
        Wrong(
            "outputs-counted",
            F * SIDE * SIDE,
            "that is how many numbers come out. Each of them takes 5 x 5 x 3 multiplications.",
        ),
        Wrong("one-place", WEIGHTS, "that is one place; every weight is used at 28 x 28 of them."),
        Wrong(
            "biases-multiplied",
            PARAMETERS * SIDE * SIDE,
            "a bias is added, it multiplies nothing.",
        ),
        Wrong(
            "additions-counted",
            2 * MULTIPLICATIONS,
            "this counts the additions too. One multiply-add has one multiplication.",
        ),
        Wrong(
            "one-short",
            WEIGHTS * (H - K) ** 2,
            "a window of 5 fits 28 times along 32 pixels, not 27.",
        ),
    ),
)

four_filters = NumberCheck(
    name="unit2/four_filters",
    numbers={
        "answer_planes": _PLANES,
        "answer_side": _SIDE,
        "answer_weights": _WEIGHTS,
        "answer_parameters": _PARAMETERS,
        "answer_multiplications": _MULTIPLICATIONS,
    },
    hints=(
        "Begin with one filter on one window: how many weights, how many products?",
        "A filter has 5 x 5 x 3 weights and one bias. Four of them have four times as many.",
        "Each weight is used once at each output place, and there are 28 x 28 places.",
    ),
)
