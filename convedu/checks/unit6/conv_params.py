"""Unit 6: what a convolutional layer has to learn."""

import numpy as np

from convedu.checks import counting
from convedu.checks.bank import bank, edited, fitting, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__, counting.WORDS)


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


def _with_first_attempts(bugs):
    """Add to each bug the answers without the test of the groups: a first attempt has none."""
    untested = bugs["uneven-groups"][0]
    firsts = {name: [untested.and_then(one) for one in some] for name, some in bugs.items()}
    return {
        name: (*some, *(first for first in firsts[name] if first.applies))
        for name, some in bugs.items()
    }


conv_params = FunctionCheck(
    name="unit6/conv_params",
    reference=_conv_params,
    cases=_cases,
    shares={"values": 0.5, "groups": 0.5},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        _with_first_attempts(fitting(edited(_conv_params, counting.WORDS.edits | _WORDS.edits))),
        counting.WORDS,
    ),
)
