"""Unit 8: two linear layers become one."""

import numpy as np

from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


def _fold_1x1_into_3x3(w3, b3, w1, b1):
    weight = np.einsum("om,mcij->ocij", w1, w3)
    bias = w1 @ b3 + b1
    return weight, bias


def _layers(rng: np.random.Generator, inside: int, middle: int, out: int) -> tuple:
    return (
        dyadic_rationals(rng, middle, inside, 3, 3),
        dyadic_rationals(rng, middle),
        dyadic_rationals(rng, out, middle),
        dyadic_rationals(rng, out),
    )


def _cases(rng: np.random.Generator) -> list[Case]:
    ramp = np.arange(1.0, 19.0).reshape(2, 1, 3, 3)
    mixing = np.array([[1.0, -1.0], [0.5, 2.0]])
    small = ramp, np.array([1.0, 2.0]), mixing, np.array([0.25, 0.0])
    same, any_ = "equal widths", "any widths"
    return [
        Case(small, same, public=True),
        Case(_layers(rng, 2, 2, 2), same),
        Case(_layers(rng, 3, 3, 3), same),
        Case(_layers(rng, 2, 3, 4), any_),
        Case(_layers(rng, 3, 4, 1), any_),
        Case(_layers(rng, 1, 2, 5), any_),
    ]


def _with_bias(bias):
    """Return a right weight with another bias."""

    def fold(w3, b3, w1, b1):
        return _fold_1x1_into_3x3(w3, b3, w1, b1)[0], bias(b3, w1, b1)

    return fold


def _with_weight(weight):
    """Return another weight with the right bias."""

    def fold(w3, b3, w1, b1):
        return weight(w3, w1), w1 @ b3 + b1

    return fold


def _weight_in_a_loop(w3, w1):
    weight = np.zeros((len(w1), *w3.shape[1:]))
    for o in range(len(w1)):
        for m in range(len(w3)):
            weight[o] += w1[m, o] * w3[m]
    return weight


def _both_in_a_loop(w3, b3, w1, b1):
    bias = b1.copy()
    for o in range(len(b1)):
        for m in range(len(b3)):
            bias[o] += w1[m, o] * b3[m]
    return _weight_in_a_loop(w3, w1), bias


def _added_to_centre(w3, b3, w1, b1):
    if w3.shape[:2] != w1.shape:
        raise ValueError
    weight = w3.copy()
    weight[:, :, 1, 1] += w1
    return weight, b3 + b1


def _writes_into_w3(w3, b3, w1, b1):
    result = _fold_1x1_into_3x3(w3, b3, w1, b1)
    w3 *= 2
    return result


fold_1x1_into_3x3 = FunctionCheck(
    name="unit8/fold_1x1_into_3x3",
    reference=_fold_1x1_into_3x3,
    cases=_cases,
    shares={"equal widths": 0.25, "any widths": 0.5, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "inner-bias-lost",
            "The bias of the 3x3 is lost. It is part of what the 1x1 reads, so it comes out "
            "mixed by `w1`.",
            _with_bias(lambda b3, w1, b1: b1),
        ),
        Bug(
            "outer-bias-lost",
            "The bias of the 1x1 is lost. It is added last, so it stays as it is.",
            _with_bias(lambda b3, w1, b1: w1 @ b3),
        ),
        Bug(
            "biases-added",
            "You add the biases as they are. The 1x1 reads `b3` like any other input: it passes "
            "through the matrix first.",
            _with_bias(lambda b3, w1, b1: b3 + b1),
        ),
        Bug(
            "bias-mixed-too",
            "You send both biases through `w1`. `b1` is added after the matrix, so it stays.",
            _with_bias(lambda b3, w1, b1: w1 @ (b3 + b1)),
        ),
        Bug(
            "transposed-matrix",
            "You read `w1` the other way round: `w1[o, m]` is what output o takes from middle "
            "channel m.",
            lambda w3, b3, w1, b1: (np.tensordot(w1.T, w3, 1), w1.T @ b3 + b1),
        ),
        Bug(
            "weight-transposed-only",
            "The bias is right, but in the weight you read `w1` the other way round: it is "
            "`w1[o, m]`, with m the number of a 3x3 filter.",
            _with_weight(lambda w3, w1: np.tensordot(w1.T, w3, 1)),
        ),
        Bug(
            "bias-nine-times",
            "You add `b3` nine times. The 3x3 adds it once at each place, after its nine products.",
            _with_bias(lambda b3, w1, b1: 9 * (w1 @ b3) + b1),
        ),
        Bug(
            "transposed-in-einsum",
            "The bias is right, but in the weight you read `w1` the other way round: its axes are "
            "`om`, with m the number of a 3x3 filter.",
            _with_weight(lambda w3, w1: np.einsum("mo,mcij->ocij", w1, w3)),
        ),
        *(
            Bug(
                "transposed-in-a-loop",
                "You read `w1` the other way round: its first index is the output's, the second "
                "is the number of a 3x3 filter.",
                answer,
            )
            for answer in (_both_in_a_loop, _with_weight(_weight_in_a_loop))
        ),
        Bug(
            "bias-transposed",
            "The weight is right, but for the bias you read `w1` the other way round. Row o of "
            "`w1` says what output o takes from each middle channel, and so from each `b3`.",
            _with_bias(lambda b3, w1, b1: w1.T @ b3 + b1),
        ),
        Bug(
            "rows-for-filters",
            "`@` takes the last two axes of `w3` for a matrix, rows and columns of the 3x3. The "
            "numbers of the filters have to meet `w1`, and they are the first axis.",
            _with_weight(lambda w3, w1: w1 @ w3),
        ),
        Bug(
            "not-summed",
            "You keep the middle channels apart. Add up over them: each output is *one* filter.",
            _with_weight(lambda w3, w1: w1[:, :, None, None, None] * w3),
        ),
        Bug(
            "summed-before-product",
            "You add up the 3x3 filters first and multiply afterwards. Multiply each filter by its "
            "own weight, then add.",
            _with_weight(lambda w3, w1: w1.sum(1)[:, None, None, None] * w3.sum(0)),
        ),
        Bug(
            "mean-for-sum",
            "You take the mean over the middle channels. A convolution adds up.",
            _with_weight(lambda w3, w1: np.tensordot(w1, w3, 1) / len(w3)),
        ),
        Bug(
            "kernel-flipped",
            "Your 3x3 comes out turned by 180 degrees. The layers slide, nothing is flipped.",
            _with_weight(lambda w3, w1: np.tensordot(w1, w3, 1)[..., ::-1, ::-1]),
        ),
        Bug(
            "channels-swapped",
            "Input and output channels of your weight are swapped: its shape is (C_out, C_in, 3, "
            "3).",
            _with_weight(lambda w3, w1: np.tensordot(w1, w3, 1).swapaxes(0, 1)),
        ),
        Bug(
            "added-to-centre",
            "You put the 1x1 into the middle of the 3x3. That is for two layers side by side, "
            "whose outputs are added; here one reads what the other wrote.",
            _added_to_centre,
        ),
        Bug(
            "centre-only",
            "Your weight works in the middle of the window only. A 1x1 has no neighbours of its "
            "own, but it mixes all nine places of the 3x3.",
            _with_weight(
                lambda w3, w1: np.tensordot(w1, w3, 1) * (np.arange(9) == 4).reshape(3, 3)
            ),
        ),
        Bug(
            "no-bias-returned",
            "You return the weight only. A layer has a bias, too: `return weight, bias`.",
            lambda w3, b3, w1, b1: np.tensordot(w1, w3, 1),
        ),
        Bug(
            "order-swapped",
            "You return the bias first. It is `return weight, bias`.",
            lambda w3, b3, w1, b1: (w1 @ b3 + b1, np.tensordot(w1, w3, 1)),
        ),
        Bug(
            "input-changed",
            "The values are right, but your function changes `w3`, which belongs to its caller. "
            "Work on a new array.",
            _writes_into_w3,
        ),
    ),
    hints=(
        "Write down what middle channel m is at one place: its filter `w3[m]` on the window, plus "
        "`b3[m]`. Then output o is the sum over m of `w1[o, m]` times that, plus `b1[o]`.",
        "Multiply out. Which part has the window in it? That is the new filter. What is left "
        "over, without the window, is the new bias.",
        "`weight[o]` is the sum of `w1[o, m] * w3[m]` over all m: two loops, or one `np.einsum`. "
        "The bias is the same sum over `b3[m]`, and then what the 1x1 itself adds.",
    ),
)
