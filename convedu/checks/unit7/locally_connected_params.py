"""Unit 7: what a convolution would cost if it did not share its weights."""

from collections.abc import Callable
from math import prod

import numpy as np

from convedu.checks import counting
from convedu.checks.answers import Answer, configurable
from convedu.checks.bank import bank, with_arguments, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__, counting.WORDS)


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


@configurable
def _count(
    *,
    side: Callable = counting.places,
    other_side: Callable | None = None,
    places: Callable = lambda rows, columns: rows * columns,
    window: Callable = lambda k: k * k,
    weights: Callable = lambda in_shape, cout: in_shape[0] * cout,
    biases: Callable = lambda places, cin, cout, bias: places * cout * bias,
) -> Answer:
    """Return an answer that counts as the reference does, but for one thing.

    Parameters
    ----------
    side, other_side : callable
        At how many places the window stops along an axis of n pixels; the width may differ.
    places : callable
        How many there are, from both.
    window, weights : callable
        How many there are in a window, and how often at one place.
    biases : callable
        How many there are in all.
    """

    def answer(in_shape, cout, k, stride, bias):
        cin, height, width = in_shape
        count = places(side(height, k, stride), (other_side or side)(width, k, stride))
        weighted = count * window(k) * weights(in_shape, cout)
        return weighted + biases(count, cin, cout, bias)

    return answer


_BIASES: counting.Wrong = {
    "bias-per-input-channel": lambda places, cin, cout, bias: places * cin * bias,
    "bias-shared": lambda places, cin, cout, bias: cout * bias,
    "bias-forgotten": lambda places, cin, cout, bias: 0,
    "bias-always": lambda places, cin, cout, bias: places * cout,
    "bias-where-none": lambda places, cin, cout, bias: places * cout * (not bias),
    "one-bias-a-place": lambda places, cin, cout, bias: places * bias,
    "one-bias-in-all": lambda places, cin, cout, bias: bias,
    "bias-twice": lambda places, cin, cout, bias: 2 * places * cout * bias,
    "bias-per-window-plane": lambda places, cin, cout, bias: places * cin * cout * bias,
}


def _on_one_side(name):
    """Return the answers in which a side is wrong: both, the height or the width."""
    wrong = counting.SIDE[name]
    return (
        _count(side=wrong),
        _count(side=wrong, other_side=counting.places),
        _count(other_side=wrong),
    )


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
                _count(side=lambda n, k, s: 1),
                lambda in_shape, cout, k, s, bias: (
                    cout * in_shape[0] * k * k
                    + bias * cout * prod(counting.places(n, k, s) for n in in_shape[1:])
                ),
            ),
            **counting.turned(
                _count,
                biases=_BIASES,
                window=counting.WINDOW,
                side=counting.SIDE,
                places=counting.PLACES,
            ),
            **counting.misread(_locally_connected_params),
            "stride-ignored": _on_one_side("stride-ignored"),
            "plus-one-forgotten": _on_one_side("plus-one-forgotten"),
            "one-filter": (
                with_arguments(_locally_connected_params, cout=lambda cout: 1),
                _count(weights=lambda in_shape, cout: in_shape[0]),
            ),
            "depth-forgotten": _count(weights=lambda in_shape, cout: cout),
            "dense": _count(
                window=lambda k: 1, weights=lambda in_shape, cout: prod(in_shape) * cout
            ),
            "at-every-input-pixel": _count(side=lambda n, k, s: n),
            "padded": (
                _count(side=lambda n, k, s: -(-n // s)),
                *(
                    _count(side=lambda n, k, s, by=by: (n + 2 * ((k - by) // 2) - k) // s + 1)
                    for by in (0, 1)
                ),
            ),
            "fractions-to-the-end": with_result(_count(side=counting.SIDE["fractions-kept"]), int),
        },
        counting.WORDS,
    ),
)
