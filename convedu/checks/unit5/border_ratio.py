"""Unit 5: how much a blur darkens the border."""

import operator

import numpy as np

from convedu import ops
from convedu.checks.answers import configurable
from convedu.checks.bank import bank, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck
from convedu.checks.unit5.pad2d import MODES

BOX = np.full((3, 3), 1 / 9)

_WORDS = words(__file__)


def _cases(rng: np.random.Generator) -> list[Case]:
    white, ramp = np.ones((5, 6)), np.arange(1.0, 31.0).reshape(5, 6)
    drawn = [np.abs(dyadic_rationals(rng, *shape)) + 0.25 for shape in ((5, 6), (7, 5), (6, 6))]
    return [
        Case((white, "zero"), "zero", public=True),
        Case((ramp, "edge"), "other modes", public=True),
        *(Case((image, "zero"), "zero") for image in drawn),
        *(Case((image, mode), "other modes") for image in drawn for mode in MODES[1:]),
    ]


def _border_ratio(image, mode):
    padded = np.pad(image, 1, "constant" if mode == "zero" else mode)
    blurred = np.lib.stride_tricks.sliding_window_view(padded, (3, 3)).mean(axis=(2, 3))
    inner = blurred[1:-1, 1:-1]
    border = (blurred.sum() - inner.sum()) / (blurred.size - inner.size)
    return border / inner.mean()


def _padded(image, mode):
    return ops.pad2d(image, 1, mode)


def _blur(image, mode):
    return ops.correlate2d(_padded(image, mode), BOX)


def _inside(blurred):
    return blurred[1:-1, 1:-1]


def _joined(*parts):
    """Return a border that consists of these parts of the output."""
    return lambda blurred: np.concatenate([blurred[part] for part in parts])


_WITHOUT_CORNERS = _joined(np.s_[0, 1:-1], np.s_[-1, 1:-1], np.s_[1:-1, 0], np.s_[1:-1, -1])
_CORNERS = _joined(np.s_[0, [0, -1]], np.s_[-1, [0, -1]])
_SIDES = (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1])


def _ring(blurred):
    return np.concatenate([_WITHOUT_CORNERS(blurred), _CORNERS(blurred)])


def _along(axis):
    """Return a blur along one axis only."""
    middle = np.s_[:, 1:-1] if axis == 0 else np.s_[1:-1]
    box = np.full((3, 1) if axis == 0 else (1, 3), 1 / 3)
    return lambda image, mode: ops.correlate2d(_padded(image, mode)[middle], box)


def _with_modes(**others):
    """Return a blur that takes some modes for others."""
    return lambda image, mode: _blur(image, others.get(mode, mode))


@configurable
def _ratio(
    *,
    blur=_blur,
    border=_ring,
    inside=_inside,
    mean=np.mean,
    combine=operator.truediv,
):
    """Return an answer in which one step may differ."""

    def answer(image, mode):
        blurred = blur(image, mode)
        return combine(mean(border(blurred)), mean(inside(blurred)))

    return answer


border_ratio = FunctionCheck(
    name="unit5/border_ratio",
    reference=_border_ratio,
    cases=_cases,
    shares={"zero": 0.375, "other modes": 0.375, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "upside-down": _ratio(combine=lambda border, inside: inside / border),
            "sums-for-means": _ratio(mean=np.sum),
            "whole-for-inside": _ratio(inside=lambda blurred: blurred),
            "whole-for-border": _ratio(border=lambda blurred: blurred),
            "difference": (
                _ratio(combine=operator.sub),
                _ratio(combine=lambda border, inside: inside - border),
            ),
            "how-much-darker": (
                _ratio(combine=lambda border, inside: 1 - border / inside),
                _ratio(combine=lambda border, inside: border / inside - 1),
            ),
            "rounded": tuple(
                _ratio(combine=lambda border, inside, digits=digits: round(border / inside, digits))
                for digits in range(4)
            ),
            "border-not-divided": lambda image, mode: (
                _ring(_blur(image, mode)).sum() / _inside(_blur(image, mode)).mean()
            ),
            "one-pixel": _ratio(border=lambda blurred: blurred[0, 0]),
            "one-axis": tuple(_ratio(blur=_along(axis)) for axis in (0, 1)),
            "percent": _ratio(combine=lambda border, inside: 100 * border / inside),
            "median-for-mean": _ratio(mean=np.median),
            "inside-only": _ratio(combine=lambda border, inside: inside),
            "border-only": _ratio(combine=lambda border, inside: border),
            "corners-counted-twice": _ratio(border=_joined(*_SIDES)),
            "mean-of-sides": _ratio(border=lambda blurred: [blurred[s].mean() for s in _SIDES]),
            "top-row-only": _ratio(border=lambda blurred: blurred[0]),
            "one-side-only": tuple(
                _ratio(border=lambda blurred, side=side: blurred[side]) for side in _SIDES[1:]
            ),
            "corners-only": _ratio(border=_CORNERS),
            "corners-left-out": _ratio(border=_WITHOUT_CORNERS),
            "top-and-bottom-only": _ratio(border=lambda blurred: blurred[[0, -1]]),
            "left-and-right-only": _ratio(border=lambda blurred: blurred[:, [0, -1]]),
            "inside-too-large": (
                _ratio(inside=lambda blurred: blurred[1:, 1:]),
                _ratio(inside=lambda blurred: blurred[:-1, :-1]),
            ),
            "border-miscounted": lambda image, mode: (
                _ring(_blur(image, mode)).sum()
                / (2 * sum(image.shape))
                / _inside(_blur(image, mode)).mean()
            ),
            "against-the-centre": _ratio(
                inside=lambda blurred: blurred[blurred.shape[0] // 2, blurred.shape[1] // 2]
            ),
            "ring-two-wide": _ratio(
                border=lambda blurred: np.concatenate([_ring(blurred), _ring(_inside(blurred))]),
                inside=lambda blurred: _inside(_inside(blurred)),
            ),
            "not-padded": _ratio(blur=lambda image, mode: ops.correlate2d(image, BOX)),
            "padded-twice": _ratio(
                blur=lambda image, mode: ops.correlate2d(ops.pad2d(image, 2, mode), BOX)
            ),
            "padded-in-front-only": _ratio(
                blur=lambda image, mode: ops.correlate2d(
                    ops.pad2d(_padded(image, mode)[:-1, :-1], ((0, 1), (0, 1))), BOX
                )
            ),
            "padding-measured": _ratio(blur=_padded),
            "border-not-blurred": lambda image, mode: (
                _ring(image).mean() / _inside(_blur(image, mode)).mean()
            ),
            "inside-not-blurred": lambda image, mode: (
                _ring(_blur(image, mode)).mean() / _inside(image).mean()
            ),
            "against-the-original": lambda image, mode: (
                _ring(_blur(image, mode)).mean() / _ring(image).mean()
            ),
            "not-blurred": _ratio(blur=lambda image, mode: image),
            "mode-ignored": _ratio(blur=lambda image, mode: _blur(image, "zero")),
            # Edge and wrap bring other pixels to the border, and give it the same mean.
            "always-edge-or-wrap": _ratio(blur=lambda image, mode: _blur(image, "edge")),
            "always-reflect": _ratio(blur=lambda image, mode: _blur(image, "reflect")),
            "edge-doubled": _ratio(blur=_with_modes(reflect="edge")),
            "edge-and-reflect-swapped": _ratio(blur=_with_modes(reflect="edge", edge="reflect")),
            "reflect-and-wrap-swapped": _ratio(blur=_with_modes(reflect="wrap", wrap="reflect")),
        },
    ),
)
