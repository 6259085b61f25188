"""Unit 4: a stride keeps every s-th output of stride 1."""

import numpy as np

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case, NoPrediction
from convedu.checks.function import FunctionCheck


def _signals(rng: np.random.Generator) -> list[Case]:
    return [
        Case((2.0 ** np.arange(8), np.array([1.0, 0.0, -1.0]), 2), public=True),
        Case((dyadic_rationals(rng, 9), dyadic_rationals(rng, 2), 3)),
        Case((dyadic_rationals(rng, 13), dyadic_rationals(rng, 4), 2)),
        Case((dyadic_rationals(rng, 12), dyadic_rationals(rng, 3), 4)),
    ]


def _both_ways(x, w, s):
    direct = [(x[i : i + len(w)] * w).sum() for i in range(0, len(x) - len(w) + 1, s)]
    dense = [(x[i : i + len(w)] * w).sum() for i in range(len(x) - len(w) + 1)]
    return np.array([direct, dense[::s]])


def _twice(row):
    return np.array([row, row])


def _late(x, w, s):
    dense = ops.correlate1d(x, w)
    if len(dense[s - 1 :: s]) != len(dense[::s]):
        raise NoPrediction
    return np.array([dense[::s], dense[s - 1 :: s]])


def _sliced_twice(x, w, s):
    right = _both_ways(x, w, s)
    return np.array([right[0][::s], right[1][::s]])


def _first_ones(x, w, s):
    dense = ops.correlate1d(x, w)
    return np.array([dense[::s], dense[: len(dense[::s])]])


def _disagree(x, w, s):
    dense = ops.correlate1d(x, w)
    return np.array([dense[: len(dense[::s])], dense[::s]])


def _ragged(x, w, s):
    return np.array([ops.correlate1d(x, w)[::s], ops.correlate1d(x, w)])


def _changes(x, w, s):
    right = _both_ways(x, w, s)
    x[0] = 0
    return right


both_ways = FunctionCheck(
    name="unit4/both_ways",
    reference=_both_ways,
    cases=_signals,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "first-ones",
            "In the second row you keep the *first* outputs of stride 1. A stride keeps every "
            "s-th one: `[::s]`.",
            _first_ones,
        ),
        Bug(
            "rows-disagree",
            "Your rows disagree, so the comparison was worth it: the first one holds the first few "
            "outputs of stride 1. See what `check.conv1d_stride` says.",
            _disagree,
        ),
        Bug(
            "starts-late",
            "In the second row you begin with output s - 1. The first window is always kept: "
            "`[::s]` begins at 0.",
            _late,
        ),
        Bug(
            "never-subsampled",
            "Both rows are the outputs of stride 1. Keep every s-th one.",
            lambda x, w, s: _twice(ops.correlate1d(x, w)),
        ),
        Bug(
            "not-equally-long",
            "Your two rows are not equally long, so they make no array. The first has its stride "
            "already; from the second, at stride 1, keep every s-th output: `[::s]`.",
            _ragged,
        ),
        Bug(
            "one-row",
            "You return one row. Two are asked for: stride s directly, and stride 1 with `[::s]` "
            "behind it.",
            lambda x, w, s: _both_ways(x, w, s)[0],
        ),
        Bug(
            "difference",
            "You return the difference of the two, which is 0 when all is right. Return both "
            "rows, so that they can be looked at.",
            lambda x, w, s: np.zeros(len(_both_ways(x, w, s)[0])),
        ),
        Bug(
            "columns",
            "The two results stand beside each other as columns. Make them rows: "
            "`np.array([direct, sliced])`.",
            lambda x, w, s: _both_ways(x, w, s).T,
        ),
        Bug(
            "one-behind-the-other",
            "You joined the two into one long row. `np.array([direct, sliced])` keeps them apart.",
            lambda x, w, s: _both_ways(x, w, s).ravel(),
        ),
        Bug(
            "flipped-kernel",
            "Both rows slide the flipped kernel. Here it stays as it is.",
            lambda x, w, s: _both_ways(x, w[::-1], s),
        ),
        Bug(
            "subsampled-twice",
            "You slice both rows with `[::s]`. The first one has its stride already.",
            _sliced_twice,
        ),
        Bug(
            "input-changed",
            "The values are right, but your function writes into `x`.",
            _changes,
        ),
    ),
    hints=(
        "You have `conv1d_stride`. Call it with s, and call it with 1.",
        "From the outputs of stride 1 take every s-th one, beginning with the first.",
        "`np.array([conv1d_stride(x, w, s), conv1d_stride(x, w, 1)[::s]])`.",
    ),
)
