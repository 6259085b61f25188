"""Unit 6: what a convolutional layer has to learn."""

import numpy as np

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck
from convedu.layers import Conv2d


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
        Case((3, 6, 8, True, 4), "groups", public=True, raises=ValueError),
        Case((3, 8, 6, False, 4), "groups", raises=ValueError),
    ]


def _conv_params(k, cin, cout, bias, groups):
    """Count the weights and biases of a layer with k x k windows."""
    if cin % groups or cout % groups:
        raise ValueError("groups has to divide both numbers of channels")
    weights = cout * (cin // groups) * k * k
    return weights + cout * bias


def _refusing(count):
    """Return an answer that counts in another way and refuses what has to be refused."""

    def answer(k, cin, cout, bias, groups):
        Conv2d(cin, cout, k, groups=groups)
        return count(k, cin, cout, bias, groups)

    return answer


def _half_tested(tested):
    """Return an answer that refuses by one of the two numbers of channels only."""

    def answer(k, cin, cout, bias, groups):
        if {"cin": cin, "cout": cout}[tested] % groups:
            raise ValueError
        return cout * (cin // groups) * k * k + cout * bias

    return answer


# Each is looked for twice: a first attempt shows it before anybody thinks of the error to raise.
_MISCOUNTS = (
    (
        "bias-per-input-channel",
        "You add one bias for each *input* channel. A bias belongs to a feature map, so there "
        "are as many as filters: `cout`.",
        lambda k, i, o, b, g: o * (i // g) * k * k + i * b,
    ),
    (
        "bias-per-input-always",
        "You add one bias for each *input* channel, and also where `bias` is False. A bias belongs "
        "to a feature map: with `bias` there are `cout`, without it there is none.",
        lambda k, i, o, b, g: o * (i // g) * k * k + i,
    ),
    (
        "depth-forgotten",
        "Your filters are flat, `k * k` weights each. A filter is as deep as its input: "
        "`k * k * cin`.",
        lambda k, i, o, b, g: o * k * k + o * b,
    ),
    (
        "one-filter",
        "You count one filter. There is one for each output channel.",
        lambda k, i, o, b, g: (i // g) * k * k + b,
    ),
    (
        "side-not-squared",
        "You multiply by `k` once. The window has two sides: `k * k` weights in each plane.",
        lambda k, i, o, b, g: o * (i // g) * k + o * b,
    ),
    (
        "bias-always",
        "You add the biases even where `bias` is False.",
        lambda k, i, o, b, g: o * (i // g) * k * k + o,
    ),
    (
        "bias-forgotten",
        "With `bias` each filter learns one number more, after its weights.",
        lambda k, i, o, b, g: o * (i // g) * k * k,
    ),
    (
        "one-bias-for-all",
        "You add a single bias for the whole layer. Each feature map has its own.",
        lambda k, i, o, b, g: o * (i // g) * k * k + b,
    ),
    (
        "bias-split",
        "You divide the biases by the groups. All `cout` filters are still there, each with one.",
        lambda k, i, o, b, g: o * (i // g) * k * k + o // g * b,
    ),
    (
        "bias-per-group",
        "You add the biases once for each group. Each of the `cout` filters is in one group only.",
        lambda k, i, o, b, g: o * (i // g) * k * k + o * g * b,
    ),
    (
        "bias-per-weight-plane",
        "You add a bias for each plane of each filter. The planes' sums become one number "
        "first, and the bias is added once to that.",
        lambda k, i, o, b, g: o * (i // g) * (k * k + b),
    ),
    (
        "groups-ignored",
        "You count as if every filter read all channels. With groups it reads only those of "
        "its own group, `cin // groups`.",
        lambda k, i, o, b, g: o * i * k * k + o * b,
    ),
    (
        "groups-twice",
        "You divide by `groups` for the input and for the output. The filters are split up "
        "too, but all of them are still there.",
        lambda k, i, o, b, g: o // g * (i // g) * k * k + o * b,
    ),
    (
        "groups-multiply",
        "You multiply by `groups`. Splitting the channels makes a layer cheaper: each filter "
        "becomes shallower.",
        lambda k, i, o, b, g: o * i * g * k * k + o * b,
    ),
)


conv_params = FunctionCheck(
    name="unit6/conv_params",
    reference=_conv_params,
    cases=_cases,
    shares={"values": 0.5, "groups": 0.5},
    bugs=(
        *(
            Bug(name, says, answer)
            for name, says, count in _MISCOUNTS
            for answer in (_refusing(count), count)
        ),
        *(
            Bug(
                f"only-{tested}-tested",
                f"You test `{tested}` only. The groups split up what is read and what is made, so "
                "they have to divide both.",
                _half_tested(tested),
            )
            for tested in ("cin", "cout")
        ),
        *(
            Bug(
                "uneven-groups",
                "Groups that do not divide both numbers of channels are no layer: raise a "
                "`ValueError` there.",
                answer,
            )
            for answer in (
                lambda k, i, o, b, g: o * (i // g) * k * k + o * b,
                lambda k, i, o, b, g: o * i / g * k * k + o * b,
            )
        ),
    ),
    hints=(
        "Count one filter first. How many planes does it have, and how large is each?",
        "One filter has `k * k * (cin // groups)` weights, and there are `cout` filters.",
        "All filters: `cout * (cin // groups) * k * k`. How many biases come with them? And of no "
        "layer: `%` is 0 where `groups` divides a number.",
    ),
)
