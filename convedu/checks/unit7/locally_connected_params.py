"""Unit 7: what a convolution would cost if it did not share its weights."""

from collections.abc import Callable
from math import prod

import numpy as np

from convedu.checks.answers import configurable
from convedu.checks.bank import Answer, bank, with_arguments, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _cases(rng: np.random.Generator) -> list[Case]:
    deep, filters = (int(n) for n in rng.choice(np.arange(2, 12), 2, replace=False))
    high, wide = (int(n) for n in rng.choice(np.arange(13, 30), 2, replace=False))
    return [
        Case(((1, 4, 4), 2, 3, 1, False), public=True),
        Case(((3, 6, 8), 5, 2, 2, True), public=True),
        Case(((deep, high, wide), filters, 3, 1, True)),
        Case(((deep, high, wide), filters, 4, 3, False), "stride"),
        Case(((deep, high + 1, wide + 1), filters, 5, 4, True), "stride"),
        # 2.67 and 3.67 places: down, not nearest, and a fraction in the end too.
        Case(((2, 9, 12), 2, 4, 3, True), "stride"),
        Case(((2, 11, 14), 3, 4, 3, False), "stride"),  # 3.33 and 4.33: not up either
        Case(((3, 227, 227), 96, 11, 4, True), "stride"),
    ]


def _locally_connected_params(in_shape, cout, k, stride, bias):
    """Count the parameters of a layer whose filters differ from place to place."""
    cin, height, width = in_shape
    rows, columns = (height - k) // stride + 1, (width - k) // stride + 1
    return rows * columns * cout * (k * k * cin + bias)


def _fits(n, k, stride):
    return (n - k) // stride + 1


def _no_stride(n, k, stride):
    return n - k + 1


def _no_first_place(n, k, stride):
    return (n - k) // stride


@configurable
def _count(
    *,
    side: Callable = _fits,
    other_side: Callable | None = None,
    places: Callable = prod,
    weights: Callable = lambda in_shape, cout, k: in_shape[0] * k * k * cout,
    biases: Callable = lambda places, cin, cout, bias: places * cout * bias,
) -> Answer:
    """Return an answer that counts as the reference does, but for one thing.

    Parameters
    ----------
    side, other_side : callable
        At how many places the window stops along an axis of n pixels; the width may differ.
    places : callable
        How many there are, from both.
    weights : callable
        How many there are at one place.
    biases : callable
        How many there are in all.
    """

    def answer(in_shape, cout, k, stride, bias):
        cin, height, width = in_shape
        count = places([side(height, k, stride), (other_side or side)(width, k, stride)])
        return count * weights(in_shape, cout, k) + biases(count, cin, cout, bias)

    return answer


_fractions = _count(side=lambda n, k, stride: (n - k) / stride + 1)

locally_connected_params = FunctionCheck(
    name="unit7/locally_connected_params",
    reference=_locally_connected_params,
    cases=_cases,
    shares={"values": 0.5, "stride": 0.5},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "weights-shared": (
                _count(side=lambda n, k, stride: 1),
                lambda in_shape, cout, k, stride, bias: (
                    cout * in_shape[0] * k * k
                    + bias * cout * prod(_fits(n, k, stride) for n in in_shape[1:])
                ),
            ),
            "places-added": _count(places=sum),
            "bias-per-input-channel": _count(
                biases=lambda places, cin, cout, bias: places * cin * bias
            ),
            "bias-shared": _count(biases=lambda places, cin, cout, bias: cout * bias),
            "bias-forgotten": _count(biases=lambda places, cin, cout, bias: 0),
            "bias-always": _count(biases=lambda places, cin, cout, bias: places * cout),
            "one-bias-a-place": _count(biases=lambda places, cin, cout, bias: places * bias),
            "one-filter": (
                with_arguments(_locally_connected_params, cout=lambda cout: 1),
                _count(weights=lambda in_shape, cout, k: in_shape[0] * k * k),
            ),
            "depth-forgotten": _count(weights=lambda in_shape, cout, k: k * k * cout),
            "side-not-squared": _count(weights=lambda in_shape, cout, k: k * in_shape[0] * cout),
            "dense": _count(weights=lambda in_shape, cout, k: prod(in_shape) * cout),
            "at-every-input-pixel": _count(side=lambda n, k, stride: n),
            "stride-ignored": (
                _count(side=_no_stride),
                _count(side=_no_stride, other_side=_fits),
                _count(side=_fits, other_side=_no_stride),
            ),
            "padded": (
                _count(side=lambda n, k, stride: -(-n // stride)),
                _count(side=lambda n, k, stride: (n + 2 * (k // 2) - k) // stride + 1),
                _count(side=lambda n, k, stride: (n + 2 * ((k - 1) // 2) - k) // stride + 1),
            ),
            "kernel-forgotten": (
                _count(side=lambda n, k, stride: n // stride),
                _count(side=lambda n, k, stride: n // stride + 1),
            ),
            "plus-one-inside": _count(side=lambda n, k, stride: (n - k + 1) // stride),
            "windows-side-by-side": _count(side=lambda n, k, stride: n // k),
            "rounded-up": _count(side=lambda n, k, stride: -(-(n - k) // stride) + 1),
            "rounded-to-nearest": _count(side=lambda n, k, stride: round((n - k) / stride + 1)),
            "plus-one-forgotten": (
                _count(side=_no_first_place),
                _count(side=_no_first_place, other_side=_fits),
                _count(side=_fits, other_side=_no_first_place),
            ),
            "one-bias-in-all": _count(biases=lambda places, cin, cout, bias: bias),
            "bias-per-window-plane": _count(
                biases=lambda places, cin, cout, bias: places * cin * cout * bias
            ),
            "fractions-to-the-end": with_result(_fractions, int),
            "fractions-kept": _fractions,
            "channels-last": with_arguments(
                _locally_connected_params, in_shape=lambda shape: (shape[2], shape[0], shape[1])
            ),
            "taken-for-square": tuple(
                with_arguments(
                    _locally_connected_params,
                    in_shape=lambda shape, side=side: (shape[0], shape[side], shape[side]),
                )
                for side in (1, 2)
            ),
        },
    ),
)
