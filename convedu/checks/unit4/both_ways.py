"""Unit 4: a stride keeps every s-th output of stride 1."""

import numpy as np

from convedu import ops
from convedu.checks.bank import bank, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case, NoPrediction
from convedu.checks.function import FunctionCheck
from convedu.checks.unit4 import _strided

_WORDS = words(__file__)


def _signals(rng: np.random.Generator) -> list[Case]:
    return [
        Case((2.0 ** np.arange(8), np.array([1.0, 0.0, -1.0]), 2), public=True),
        Case((dyadic_rationals(rng, 9), dyadic_rationals(rng, 2), 3)),
        Case((dyadic_rationals(rng, 13), dyadic_rationals(rng, 4), 2)),
        Case((dyadic_rationals(rng, 12), dyadic_rationals(rng, 3), 4)),
        Case((dyadic_rationals(rng, 11), dyadic_rationals(rng, 3), 4)),  # a stride that divides
    ]


def _both_ways(x, w, s):
    direct = [(x[i : i + len(w)] * w).sum() for i in range(0, len(x) - len(w) + 1, s)]
    dense = [(x[i : i + len(w)] * w).sum() for i in range(len(x) - len(w) + 1)]
    return np.array([direct, dense[::s]])


def _rows(make):
    """Return an answer whose two rows are made of the outputs at stride 1."""
    return lambda x, w, s: np.array(make(ops.correlate1d(x, w), s))


def _first(dense, s):
    """Take as many outputs as the stride keeps, but from the beginning."""
    return dense[: len(dense[::s])]


def _late(start):
    """Return an answer whose second row begins with another output than the first."""

    def rows(dense, s):
        late = dense[start(s) :: s]
        if len(late) != len(dense[::s]):
            raise NoPrediction
        return [dense[::s], late]

    return _rows(rows)


def _with(convolution):
    """Return an answer that uses another convolution for both rows."""
    return lambda x, w, s: np.array([convolution(x, w, s), convolution(x, w, 1)[::s]])


_right = _both_ways
_MESSAGES = _strided.messages(_WORDS.terms)
_STRIDED = _strided.along_one_axis(_strided.STRIDED)
# Mistakes in the convolution itself that leave both rows equally long.
_CONVOLUTION = (
    "last-window-hangs-over",
    "same-size",
    "plus-one-inside",
    "last-start-left-out",
    "stride-in-start-only",
    "start-forgotten",
    "index-not-moved",
    "overwritten",
    "sum-never-reset",
    "always-three",
    "flipped-kernel",
    "mean-for-sum",
    "largest-product",
    "weights-forgotten",
)

both_ways = FunctionCheck(
    name="unit4/both_ways",
    reference=_right,
    cases=_signals,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        {
            **{name: _MESSAGES[name] for name in _CONVOLUTION},
            **_WORDS.bugs,
        },
        {
            "first-ones": (
                _rows(lambda dense, s: [dense[::s], _first(dense, s)]),
                _rows(lambda dense, s: [dense[::s], dense[:s]]),
            ),
            "rows-disagree": _rows(lambda dense, s: [_first(dense, s), dense[::s]]),
            "starts-late": (_late(lambda s: s - 1), _late(lambda s: 1)),
            "never-subsampled": _rows(lambda dense, s: [dense, dense]),
            "not-equally-long": (
                _rows(lambda dense, s: [dense[::s], dense]),
                _rows(lambda dense, s: [dense, dense[::s]]),
                _rows(lambda dense, s: [dense[::s][::s], dense[::s]]),
            ),
            "one-row": with_result(_right, lambda rows: rows[0]),
            "compared": (
                with_result(_right, lambda rows: rows[0] == rows[1]),
                with_result(_right, lambda rows: True),
            ),
            "difference": with_result(_right, lambda rows: rows[0] - rows[1]),
            "columns": with_result(_right, np.transpose),
            "one-behind-the-other": with_result(_right, np.ravel),
            **{name: tuple(map(_with, _STRIDED[name])) for name in _CONVOLUTION},
            "subsampled-twice": lambda x, w, s: _right(x, w, s)[:, ::s],
        },
    ),
)
