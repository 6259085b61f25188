"""Unit 8: two linear layers become one."""

import numpy as np

from convedu.checks.answers import configurable
from convedu.checks.bank import bank, flipped, with_arguments, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


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
    always = np.random.default_rng(1)
    same, any_ = "equal widths", "any widths"
    return [
        Case(small, same, public=True),
        Case(_layers(rng, 2, 2, 2), same),
        Case(_layers(rng, 3, 3, 3), same),
        Case(_layers(rng, 2, 3, 4), any_),
        Case(_layers(rng, 3, 4, 1), any_),
        Case(_layers(rng, 1, 2, 5), any_),
        # Whatever the seed: here the 3x3 has negative biases too.
        Case(_layers(always, 3, 3, 3), same),
        Case(_layers(always, 2, 3, 2), any_),
    ]


_CENTRE = np.pad(np.ones((1, 1)), 1)


def _mixed(w3, w1):
    return np.tensordot(w1, w3, 1)


def _wide(bias):
    return bias[:, np.newaxis, np.newaxis, np.newaxis]


def _cut(values):
    return values.astype(int)


def _cut_at_each_step(b3, w1, b1):
    bias = b1.astype(int)
    for o, m in np.ndindex(w1.shape):
        bias[o] += w1[o, m] * b3[m]
    return bias


@configurable
def _folded(
    *,
    weight=lambda w3, w1: np.tensordot(w1, w3, 1),
    bias=lambda b3, w1, b1: w1 @ b3 + b1,
):
    """Return an answer in which the weight or the bias may differ."""
    return lambda w3, b3, w1, b1: (weight(w3, w1), bias(b3, w1, b1))


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


fold_1x1_into_3x3 = FunctionCheck(
    name="unit8/fold_1x1_into_3x3",
    reference=_fold_1x1_into_3x3,
    cases=_cases,
    shares={"equal widths": 0.25, "any widths": 0.5, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "inner-bias-lost": _folded(bias=lambda b3, w1, b1: b1),
            "outer-bias-lost": _folded(bias=lambda b3, w1, b1: w1 @ b3),
            "biases-added": _folded(bias=lambda b3, w1, b1: b3 + b1),
            "bias-mixed-too": _folded(bias=lambda b3, w1, b1: w1 @ (b3 + b1)),
            "transposed-matrix": lambda w3, b3, w1, b1: (
                np.tensordot(w1.T, w3, 1),
                w1.T @ b3 + b1,
            ),
            "weight-transposed-only": _folded(weight=lambda w3, w1: np.tensordot(w1.T, w3, 1)),
            "inner-bias-not-weighted": _folded(bias=lambda b3, w1, b1: b1 + b3.sum()),
            "outer-bias-too-often": tuple(
                _folded(bias=lambda b3, w1, b1, times=times: w1 @ b3 + times(b3) * b1)
                for times in (lambda b3: 2, len, lambda b3: len(b3) + 1)
            ),
            "biases-multiplied": (
                _folded(bias=lambda b3, w1, b1: (w1 @ b3) * b1),
                _folded(bias=lambda b3, w1, b1: b3 * b1),
            ),
            "bias-subtracted": (
                _folded(bias=lambda b3, w1, b1: w1 @ b3 - b1),
                _folded(bias=lambda b3, w1, b1: b1 - w1 @ b3),
            ),
            "relu-between": _folded(bias=lambda b3, w1, b1: w1 @ np.maximum(b3, 0) + b1),
            "no-bias-at-all": _folded(bias=lambda b3, w1, b1: np.zeros(len(b1))),
            "bias-in-weight": (
                lambda w3, b3, w1, b1: (_mixed(w3, w1) + _wide(b1), w1 @ b3 + b1),
                lambda w3, b3, w1, b1: (_mixed(w3, w1) + _wide(w1 @ b3 + b1), w1 @ b3 + b1),
                lambda w3, b3, w1, b1: (_mixed(w3, w1) + _wide(w1 @ b3), w1 @ b3 + b1),
            ),
            "overwritten": (
                _folded(weight=lambda w3, w1: _mixed(w3[-1:], w1[:, -1:])),
                _folded(bias=lambda b3, w1, b1: w1[:, -1] * b3[-1]),
                _folded(bias=lambda b3, w1, b1: w1[:, -1] * b3[-1] + b1),
                lambda w3, b3, w1, b1: (
                    _mixed(w3[-1:], w1[:, -1:]),
                    w1[:, -1] * b3[-1] + b1,
                ),
                lambda w3, b3, w1, b1: (_mixed(w3[-1:], w1[:, -1:]), w1[:, -1] * b3[-1]),
            ),
            "last-middle-left-out": (
                lambda w3, b3, w1, b1: _fold_1x1_into_3x3(w3[:-1], b3[:-1], w1[:, :-1], b1),
                _folded(weight=lambda w3, w1: _mixed(w3[:-1], w1[:, :-1])),
                _folded(bias=lambda b3, w1, b1: w1[:, :-1] @ b3[:-1] + b1),
            ),
            "biases-swapped": _folded(bias=lambda b3, w1, b1: w1 @ b1 + b3),
            "not-weighted": (
                _folded(weight=lambda w3, w1: _mixed(w3, np.ones_like(w1))),
                with_arguments(_fold_1x1_into_3x3, w1=np.ones_like),
            ),
            "window-transposed": _folded(weight=lambda w3, w1: _mixed(w3, w1).swapaxes(2, 3)),
            "integers": (
                with_result(_fold_1x1_into_3x3, lambda both: (_cut(both[0]), _cut(both[1]))),
                with_result(_fold_1x1_into_3x3, lambda both: (_cut(both[0]), both[1])),
                with_result(_fold_1x1_into_3x3, lambda both: (both[0], _cut(both[1]))),
                _folded(bias=_cut_at_each_step),
            ),
            "bias-nine-times": _folded(bias=lambda b3, w1, b1: 9 * (w1 @ b3) + b1),
            "transposed-in-einsum": _folded(
                weight=lambda w3, w1: np.einsum("mo,mcij->ocij", w1, w3)
            ),
            "transposed-in-a-loop": (_both_in_a_loop, _folded(weight=_weight_in_a_loop)),
            "bias-transposed": _folded(bias=lambda b3, w1, b1: w1.T @ b3 + b1),
            "rows-for-filters": _folded(weight=lambda w3, w1: w1 @ w3),
            "not-summed": _folded(weight=lambda w3, w1: w1[:, :, None, None, None] * w3),
            "summed-before-product": _folded(
                weight=lambda w3, w1: w1.sum(1)[:, None, None, None] * w3.sum(0)
            ),
            "mean-for-sum": (
                _folded(weight=lambda w3, w1: _mixed(w3, w1) / len(w3)),
                _folded(bias=lambda b3, w1, b1: w1 @ b3 / len(b3) + b1),
                lambda w3, b3, w1, b1: (_mixed(w3, w1) / len(w3), w1 @ b3 / len(b3) + b1),
            ),
            "still-flat": _folded(weight=lambda w3, w1: w1 @ w3.reshape(len(w3), -1)),
            "bias-as-column": (
                with_result(_fold_1x1_into_3x3, lambda both: (both[0], both[1][:, np.newaxis])),
                with_result(_fold_1x1_into_3x3, lambda both: (both[0], both[1][np.newaxis])),
            ),
            "kernel-flipped": _folded(weight=lambda w3, w1: flipped(_mixed(w3, w1))),
            "channels-swapped": _folded(weight=lambda w3, w1: _mixed(w3, w1).swapaxes(0, 1)),
            "added-to-centre": _added_to_centre,
            "centre-only": _folded(weight=lambda w3, w1: _mixed(w3, w1) * _CENTRE),
            "no-bias-returned": with_result(_fold_1x1_into_3x3, lambda both: both[0]),
            "order-swapped": with_result(_fold_1x1_into_3x3, lambda both: both[::-1]),
        },
    ),
)
