"""Unit 2: what shape a layer gives, and when it refuses."""

import numpy as np

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


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


def _unchecked(in_shape, w_shape):
    return _output_shape((w_shape[1], *in_shape[1:]), w_shape)


def _checks_filters(in_shape, w_shape):
    if in_shape[0] != w_shape[0]:
        raise ValueError
    return _unchecked(in_shape, w_shape)


def _asserts(in_shape, w_shape):
    assert in_shape[0] == w_shape[1]
    return _unchecked(in_shape, w_shape)


def _returns_none(in_shape, w_shape):
    return _unchecked(in_shape, w_shape) if in_shape[0] == w_shape[1] else None


output_shape = FunctionCheck(
    name="unit2/output_shape",
    reference=_output_shape,
    cases=_shape_cases,
    shares={"values": 0.5, "mismatch": 0.25, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "channels-kept",
            "Your output has as many planes as the input has channels. A filter adds them up to "
            "one plane, so the number of filters decides.",
            _with(lambda out, x, w: (x[0], *out[1:])),
        ),
        Bug(
            "plane-for-each-kernel",
            "You count F times C planes, one for each kernel. A filter's kernels are added up: "
            "one plane a filter.",
            _with(lambda out, x, w: (w[0] * w[1], *out[1:])),
        ),
        Bug(
            "filters-lost",
            "Only height and width come back. The output has three numbers: (F, H', W').",
            _with(lambda out, x, w: out[1:]),
        ),
        Bug(
            "depth-kept",
            "Your output still has the filters' depth as an axis. It is added up and gone: three "
            "numbers, (F, H', W').",
            _with(lambda out, x, w: (out[0], x[0], *out[1:])),
        ),
        Bug(
            "always-one-plane",
            "You say one plane. That is one filter; F of them give F planes.",
            _with(lambda out, x, w: (1, *out[1:])),
        ),
        Bug(
            "channel-last",
            "The number of planes comes last in your answer. Here it is channel-first: "
            "(F, H', W').",
            _with(lambda out, x, w: (*out[1:], out[0])),
        ),
        Bug(
            "one-short",
            "You have one row and one column too few: a window of k fits n - k + 1 times.",
            _with(lambda out, x, w: (out[0], out[1] - 1, out[2] - 1)),
        ),
        Bug(
            "same-size",
            "Height and width stay as they were in your answer. Without padding, k - 1 rows and "
            "columns have no full window.",
            _with(lambda out, x, w: (out[0], *x[1:])),
        ),
        Bug(
            "rows-and-columns-swapped",
            "Height and width are swapped. Height comes first, in the input, the kernel and the "
            "output.",
            _with(lambda out, x, w: (out[0], out[2], out[1])),
        ),
        Bug(
            "kernel-sides-swapped",
            "You take the kernel's width off the height and its height off the width. In (F, C, "
            "kH, kW) the height comes first, as in the input.",
            _with(lambda out, x, w: (out[0], x[1] - w[3] + 1, x[2] - w[2] + 1)),
        ),
        Bug(
            "kernel-taken-for-square",
            "You use one side of the kernel for both axes. It is kH high and kW wide.",
            _with(lambda out, x, w: (out[0], out[1], x[2] - w[2] + 1)),
        ),
        Bug(
            "mismatch-unnoticed",
            "A filter with another depth than the input goes through. There the layer has no "
            "answer: `raise ValueError(...)`.",
            _unchecked,
        ),
        Bug(
            "filters-compared",
            "You compare the input's channels with the number of filters, `w_shape[0]`. The "
            "depth of a filter is `w_shape[1]`.",
            _checks_filters,
        ),
        Bug(
            "asserted",
            "You use `assert` for the mismatch, which raises another error and can be switched "
            "off. Write `if ...: raise ValueError(...)`.",
            _asserts,
        ),
        Bug(
            "none-for-error",
            "On a mismatch you return nothing, so the caller stumbles later and elsewhere. "
            "`raise ValueError(...)` at once.",
            _returns_none,
        ),
    ),
    hints=(
        "Unpack both first: `C, H, W = in_shape` and `F, depth, kH, kW = w_shape`.",
        "Which two of these seven numbers must be equal? Raise a `ValueError` if they are not.",
        "The planes are F, the height is `H - kH + 1`, the width `W - kW + 1`.",
    ),
)
