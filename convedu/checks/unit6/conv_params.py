"""Unit 6: what a convolutional layer has to learn."""

from functools import partial

import numpy as np

from convedu.checks import counting
from convedu.checks.answers import configurable
from convedu.checks.bank import bank, unraised, words
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


@configurable
def _count(
    *,
    filters=lambda o, g: o,
    depth=lambda i, g: i // g,
    window=lambda k: k * k,
    biases=lambda i, o, b, g: o * b,
    combine=lambda filters, depth: filters * depth,
    tested=("cin", "cout"),
    refused=any,
):
    """Return an answer in which one factor, or what is refused, may differ."""

    def answer(k, cin, cout, bias, groups):
        if refused([{"cin": cin, "cout": cout}[name] % groups for name in tested]):
            raise ValueError
        weights = combine(filters(cout, groups), depth(cin, groups)) * window(k)
        return weights + biases(cin, cout, bias, groups)

    return answer


def _miscount(**wrong):
    """Return such an answer with and without the test: a first attempt has none."""
    return _count(**wrong), _count(**wrong, tested=())


def _turned(**knobs):
    """Return the same for wrong factors, by name."""
    tables = counting.turned(_count, **knobs), counting.turned(partial(_count, tested=()), **knobs)
    return {name: tested + tables[1][name] for name, tested in tables[0].items()}


def _refusing(**conditions):
    """Return answers that differ in what they refuse, for each way to divide by the groups."""
    return (
        _count(**conditions),
        _count(**conditions, depth=lambda i, g: i / g),
        _count(**conditions, depth=lambda i, g: i, filters=lambda o, g: o // g),
    )


def _two_numbers(k, cin, cout, bias, groups):
    return _conv_params(k, cin, cout, False, groups), cout * bias


_BIASES: counting.Wrong = {
    "bias-per-input-channel": lambda i, o, b, g: i * b,
    "bias-per-input-always": lambda i, o, b, g: i,
    "bias-always": lambda i, o, b, g: o,
    "bias-where-none": lambda i, o, b, g: o * (not b),
    "bias-for-both": lambda i, o, b, g: (i + o) * b,
    "bias-forgotten": lambda i, o, b, g: 0,
    "one-bias-for-all": lambda i, o, b, g: b,
    "bias-twice": lambda i, o, b, g: 2 * o * b,
    "one-bias-per-group": lambda i, o, b, g: g * b,
    "bias-split": lambda i, o, b, g: o // g * b,
    "bias-per-group": lambda i, o, b, g: o * g * b,
    "bias-per-weight-plane": lambda i, o, b, g: o * (i // g) * b,
}

conv_params = FunctionCheck(
    name="unit6/conv_params",
    reference=_conv_params,
    cases=_cases,
    shares={"values": 0.5, "groups": 0.5},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            **_turned(
                biases=_BIASES,
                window=counting.WINDOW,
                depth=counting.DEPTH,
                filters=counting.FILTERS,
            ),
            "one-filter": (
                *_miscount(filters=lambda o, g: 1, biases=lambda i, o, b, g: b),
                *_miscount(filters=lambda o, g: 1),
            ),
            "channels-added": _miscount(combine=lambda filters, depth: filters + depth),
            "channels-squared": (
                *_miscount(filters=lambda o, g: 1, depth=lambda i, g: i // g * i),
                *_miscount(filters=lambda o, g: o * (o // g), depth=lambda i, g: 1),
            ),
            "one-group": _miscount(
                filters=lambda o, g: o // g, biases=lambda i, o, b, g: o // g * b
            ),
            "nothing-without-bias": tuple(
                lambda *layer, count=count: count(*layer) * layer[3] for count in _miscount()
            ),
            "two-numbers": _two_numbers,
            "bias-per-weight": lambda k, i, o, b, g: (
                _conv_params(k, i, o, b, g) + o * b * (k * k - 1)
            ),
            "only-cin-tested": _refusing(tested=("cin",)),
            "only-cout-tested": _refusing(tested=("cout",)),
            "both-uneven-accepted": _refusing(refused=lambda rests: any(rests) and not all(rests)),
            "right-layers-refused": _refusing(refused=lambda rests: not any(rests)),
            "only-both-refused": _refusing(refused=all),
            **unraised(_conv_params),
            "uneven-groups": _refusing(tested=()),
        },
        counting.WORDS,
    ),
)
