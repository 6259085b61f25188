"""Unit 7: how many numbers reach the first dense layer."""

from collections.abc import Callable

import numpy as np

from convedu.checks import counting
from convedu.checks.answers import Answer, configurable
from convedu.checks.bank import bank, with_arguments, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__, counting.WORDS)


def _cases(rng: np.random.Generator) -> list[Case]:
    sizes = [int(n) for n in rng.choice(np.arange(195, 290), 3, replace=False)]
    return [
        Case((227, 0, True), public=True),
        Case((224, 0, True), public=True),
        Case((231, 1, True)),
        Case((sizes[0], 3, True)),
        Case((227, 0, False), "pool5"),
        Case((224, 2, False), "pool5"),
        Case((sizes[1], 2, True), "pool5"),
        Case((sizes[2], 1, False), "pool5"),
        Case((227, 20, False), "pool5"),  # tells one padding, two and none apart
        # Whatever the seed: these tell apart all that can go wrong, in each share.
        Case((254, 20, True)),
        Case((216, 5, True)),
        Case((199, 20, True)),
        Case((210, 5, True)),
        Case((255, 0, True)),
        Case((220, 3, True)),
        Case((239, 0, False), "pool5"),
        Case((254, 5, True), "pool5"),
        Case((196, 1, True), "pool5"),
        Case((214, 5, True), "pool5"),
        Case((199, 20, True), "pool5"),
        Case((215, 5, True), "pool5"),
        Case((220, 3, True), "pool5"),
    ]


def _dense1_inputs(input, pad1, pool5):
    """Return how many numbers the first dense layer reads."""
    side = (input + 2 * pad1 - 11) // 4 + 1
    for _ in range(3 if pool5 else 2):
        side = (side - 3) // 2 + 1
    return 256 * side * side


@configurable
def _reads(
    *,
    conv1: Callable = counting.places,
    shrinks: Callable = lambda layers: 0,
    pool: Callable = counting.places,
    poolings: Callable = lambda pool5: 3 if pool5 else 2,
    pixels: Callable = lambda side: side**2,
    maps: int = 256,
) -> Answer:
    """Return an answer that counts as the reference does, but for one thing.

    Parameters
    ----------
    conv1, pool : callable
        The side that is made of n pixels by windows of side k, stride s and a padding.
    shrinks : callable
        By how much the side becomes smaller after a number of poolings.
    poolings : callable
        How many there are.
    pixels : callable
        How many a map is taken to have, from its side.
    maps : int
        How many there are.
    """

    def answer(input, pad1, pool5):
        side = conv1(input, 11, 4, pad1)
        for number in range(poolings(pool5)):
            side = pool(side - shrinks(number), 3, 2)
        return maps * pixels(side - (0 if pool5 else shrinks(2)))

    return answer


_fraction = counting.SIDE["fractions-kept"]
_fractions = _reads(conv1=_fraction, pool=_fraction)

dense1_inputs = FunctionCheck(
    name="unit7/dense1_inputs",
    reference=_dense1_inputs,
    cases=_cases,
    shares={"values": 0.5, "pool5": 0.5},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "pool5-forgotten": _reads(poolings=lambda pool5: 2),
            "pool5-always": _reads(poolings=lambda pool5: 3),
            "pool5-reversed": _reads(poolings=lambda pool5: 2 if pool5 else 3),
            "one-map": _reads(maps=1),
            "map-side-not-squared": _reads(pixels=lambda side: side),
            "channels-only": lambda *args: 256,
            "side-only": _reads(pixels=lambda side: side, maps=1),
            "one-gpu": _reads(maps=128),
            "other-maps": tuple(_reads(maps=maps) for maps in (96, 384, 512, 4096)),
            **counting.turned(
                _reads,
                conv1={
                    name: counting.PADDED_SIDE[name]
                    for name in ("padding-ignored", "padding-once", "padding-on-four-sides")
                },
            ),
            **counting.in_layers(
                _reads, "conv1", "pool", "plus-one-forgotten", "rounded-to-nearest", pool_alone=True
            ),
            **counting.in_layers(
                _reads, "conv1", "pool", "plus-one-inside", "window-not-taken-off", "rounded-up"
            ),
            "brackets-forgotten": _reads(conv1=counting.SIDE["brackets-forgotten"]),
            # A 5x5 takes 4 off, three 3x3 together 6.
            "later-padding": tuple(
                _reads(shrinks=lambda poolings, off=off: off[poolings])
                for off in ((0, 4, 6), (0, 4, 0), (0, 0, 6), (0, 2, 0), (0, 0, 2))
            ),
            "fractions-kept": _fractions,
            "fractions-to-the-end": with_result(_fractions, int),
            "pool-one-too-many": (
                _reads(pool=lambda n, k, s: n // 2),
                _reads(pool=lambda n, k, s: (n + 1) // 2),
            ),
            "pool-stride-3": _reads(pool=counting.SIDE["windows-side-by-side"]),
            "pool-stride-1": _reads(pool=counting.SIDE["stride-ignored"]),
            "one-pooling-missing": _reads(poolings=lambda pool5: 2 if pool5 else 1),
            "always-the-original": (
                with_arguments(_dense1_inputs, input=lambda size: 227, pad1=lambda pad1: 0),
                with_arguments(_dense1_inputs, input=lambda size: 227),
            ),
            "weights-counted": (
                _reads(maps=256 * 4096),
                with_result(_dense1_inputs, lambda inputs: (inputs + 1) * 4096),
            ),
            "another-stride": tuple(
                _reads(conv1=lambda n, k, s, p, by=by: counting.places(n, k, by, p))
                for by in (2, 3, 5)
            ),
            "stride-forgotten": _reads(conv1=lambda n, k, s, p: n + 2 * p - k + 1),
        },
        counting.WORDS,
    ),
)
