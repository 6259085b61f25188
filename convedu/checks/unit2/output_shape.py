"""Unit 2: what shape a layer gives, and when it refuses."""

import math

import numpy as np

from convedu.checks.bank import bank, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _shape_cases(rng: np.random.Generator) -> list[Case]:
    drawn = rng.permutation(np.arange(2, 9))
    channels, filters, high, wide = (int(n) for n in drawn[:4])
    x = (channels, high + 20, wide + 10)
    return [
        Case(((3, 32, 32), (4, 3, 5, 5)), public=True),
        Case(((3, 10, 8), (1, 3, 3, 2)), public=True),
        Case((x, (filters, channels, high, wide))),
        Case(((1, high + 9, wide + 12), (filters, 1, high, wide))),
        Case(((5, 9, 9), (5, 5, 3, 1)), "mismatch"),  # must not be refused: filters = channels
        Case(((3, 32, 32), (4, 1, 5, 5)), "mismatch", True, ValueError),
        Case(((4, 9, 9), (4, 3, 3, 3)), "mismatch", raises=ValueError),
        Case(((2, 9, 9), (4, 3, 3, 3)), "mismatch", raises=ValueError),
        Case((x, (channels, filters, high, wide)), "mismatch", raises=ValueError),
    ]


def _output_shape(in_shape, w_shape):
    """Return (F, H', W') for an input (C, H, W) and filters (F, C, kH, kW)."""
    (C, H, W), (F, depth, kH, kW) = in_shape, w_shape
    if depth != C:
        raise ValueError(f"the filters have {depth} channels, the input has {C}")
    return F, H - kH + 1, W - kW + 1


def _with(change):
    """Return an answer that refuses as it should, and gives a changed shape otherwise."""

    def answer(in_shape, w_shape):
        return change(_output_shape(in_shape, w_shape), in_shape, w_shape)

    return answer


def _refusing(depths_fit, refuse=lambda: None):
    """Return an answer that calls `refuse` where it sees a mismatch, and goes on otherwise."""

    def answer(in_shape, w_shape):
        if not depths_fit(in_shape, w_shape):
            return refuse()
        return _output_shape((w_shape[1], *in_shape[1:]), w_shape)

    return answer


def _raise(error):
    def refuse():
        raise error

    return refuse


def _equal(in_shape, w_shape):
    return in_shape[0] == w_shape[1]


_right = _output_shape

output_shape = FunctionCheck(
    name="unit2/output_shape",
    reference=_output_shape,
    cases=_shape_cases,
    shares={"values": 0.5, "mismatch": 0.25, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "channels-kept": _with(lambda out, x, w: (x[0], *out[1:])),
            "plane-for-each-kernel": _with(lambda out, x, w: (w[0] * w[1], *out[1:])),
            "filters-lost": _with(lambda out, x, w: out[1:]),
            "depth-kept": _with(lambda out, x, w: (out[0], x[0], *out[1:])),
            "always-one-plane": _with(lambda out, x, w: (1, *out[1:])),
            "channel-last": _with(lambda out, x, w: (*out[1:], out[0])),
            "one-short": _with(lambda out, x, w: (out[0], out[1] - 1, out[2] - 1)),
            "same-size": _with(lambda out, x, w: (out[0], *x[1:])),
            "rows-and-columns-swapped": _with(lambda out, x, w: (out[0], out[2], out[1])),
            "kernel-sides-swapped": _with(
                lambda out, x, w: (out[0], x[1] - w[3] + 1, x[2] - w[2] + 1)
            ),
            "kernel-taken-for-square": (
                _with(lambda out, x, w: (*out[:2], x[2] - w[2] + 1)),
                _with(lambda out, x, w: (out[0], x[1] - w[3] + 1, out[2])),
            ),
            "image-taken-for-square": _with(lambda out, x, w: (*out[:2], x[1] - w[3] + 1)),
            "divided": _with(lambda out, x, w: (out[0], x[1] // w[2], x[2] // w[3])),
            "read-as-channel-last": lambda x, w: _output_shape((x[2], *x[:2]), w),
            "kernel-read-one-early": _with(
                lambda out, x, w: (out[0], x[1] - w[1] + 1, x[2] - w[2] + 1)
            ),
            "full-size": _with(lambda out, x, w: (out[0], x[1] + w[2] - 1, x[2] + w[3] - 1)),
            "one-too-many": _with(lambda out, x, w: (out[0], out[1] + 1, out[2] + 1)),
            "half-kernel-lost": _with(
                lambda out, x, w: (out[0], x[1] - w[2] // 2, x[2] - w[3] // 2)
            ),
            "two-kernels-lost": _with(
                lambda out, x, w: (out[0], x[1] - 2 * (w[2] - 1), x[2] - 2 * (w[3] - 1))
            ),
            "height-for-both": _with(lambda out, x, w: (*out[:2], out[1])),
            "width-lost": _with(lambda out, x, w: out[:2]),
            "kernel-returned": _with(lambda out, x, w: (out[0], *w[2:])),
            "stride-of-two": _with(
                lambda out, x, w: (out[0], (x[1] - w[2]) // 2 + 1, (x[2] - w[3]) // 2 + 1)
            ),
            "numbers-multiplied": with_result(_right, math.prod),
            "text-returned": (
                with_result(_right, lambda out: ", ".join(map(str, out))),
                with_result(_right, str),
            ),
            "one-plane-more": _with(lambda out, x, w: (out[0] + 1, *out[1:])),
            "condition-inverted": _refusing(lambda x, w: x[0] != w[1], _raise(ValueError)),
            "always-refused": _refusing(lambda x, w: False, _raise(ValueError)),
            "mismatch-unnoticed": _refusing(lambda x, w: True),
            "deeper-filter-passes": _refusing(lambda x, w: w[1] >= x[0], _raise(ValueError)),
            "shallower-filter-passes": _refusing(lambda x, w: w[1] <= x[0], _raise(ValueError)),
            "filters-compared": _refusing(lambda x, w: x[0] == w[0], _raise(ValueError)),
            "asserted": _refusing(_equal, _raise(AssertionError)),
            "none-for-error": _refusing(_equal),
        },
    ),
)
