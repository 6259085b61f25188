"""Unit 6: what a convolutional layer has to learn."""

import numpy as np

from convedu.checks import counting
from convedu.checks.bank import edited, fitting, words
from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    k, groups = int(rng.integers(2, 8)), int(rng.integers(2, 5))
    cin, cout = (groups * int(n) for n in rng.choice(np.arange(2, 40), 2, replace=False))
    return [
        Case((3, 3, 8, False, 1), public=True),
        Case((5, 3, 4, True, 1), public=True),
        Case((k, cin, cout, True, 1)),
        Case((k, cin, cout, False, groups), "groups"),
        Case((k + 1, cin, cout, True, groups), "groups"),
        Case((1, cin, cout + groups, True, groups), "groups"),
        Case((3, 6, 4, True, 2), "groups"),
        # Four weights in a window: it does not matter in which order one multiplies and divides.
        Case((2, 6, 8, True, 4), "groups", public=True, raises=ValueError),
        Case((2, 8, 6, False, 4), "groups", raises=ValueError),
        Case((2, 6, 10, False, 4), "groups", raises=ValueError),
    ]


def _conv_params(k, cin, cout, bias, groups):
    """Count the weights and biases of a layer with k x k windows."""
    if cin % groups or cout % groups:
        raise ValueError("groups has to divide both numbers of channels")
    weights = cout * (cin // groups) * k * k
    return weights + cout * bias


def _first_attempts():
    """Return each bug with and without the test of the groups, which a first attempt has not."""
    bugs = fitting(edited(_conv_params, counting.WORDS.edits | words(__file__).edits))
    untested = bugs["uneven-groups"][0]
    return {
        name: (*some, *(both for both in map(untested.and_then, some) if both.applies))
        for name, some in bugs.items()
    }


conv_params = function_check(
    _cases,
    more_bugs=_first_attempts(),
    shared=counting.WORDS,
)(_conv_params)
