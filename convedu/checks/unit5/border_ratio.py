"""Unit 5: how much a blur darkens the border."""

import numpy as np

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck
from convedu.checks.unit5.pad2d import MODES

BOX = np.full((3, 3), 1 / 9)


def _cases(rng: np.random.Generator) -> list[Case]:
    white = np.ones((4, 5))
    drawn = [np.abs(dyadic_rationals(rng, *shape)) + 0.25 for shape in ((5, 6), (7, 5), (6, 6))]
    return [
        Case((white, "zero"), "zero", public=True),
        Case((np.arange(1.0, 21.0).reshape(4, 5), "edge"), "other modes", public=True),
        *(Case((image, "zero"), "zero") for image in drawn),
        *(Case((image, mode), "other modes") for image in drawn for mode in MODES[1:]),
    ]


def _border_ratio(image, mode):
    padded = np.pad(image, 1, "constant" if mode == "zero" else mode)
    blurred = np.lib.stride_tricks.sliding_window_view(padded, (3, 3)).mean(axis=(2, 3))
    inner = blurred[1:-1, 1:-1]
    border = (blurred.sum() - inner.sum()) / (blurred.size - inner.size)
    return border / inner.mean()


def _split(y):
    border = np.ones(y.shape, bool)
    border[1:-1, 1:-1] = False
    return y[border], y[~border]


def _blurred(image, mode):
    return ops.correlate2d(ops.pad2d(image, 1, mode), BOX)


def _of(choose):
    return lambda image, mode: choose(*_split(_blurred(image, mode)))


def _corners_twice(image, mode):
    y = _blurred(image, mode)
    sides = np.concatenate([y[0], y[-1], y[:, 0], y[:, -1]])
    return sides.mean() / y[1:-1, 1:-1].mean()


def _mean_of_sides(image, mode):
    y = _blurred(image, mode)
    sides = [side.mean() for side in (y[0], y[-1], y[:, 0], y[:, -1])]
    return np.mean(sides) / y[1:-1, 1:-1].mean()


def _one_row(image, mode):
    y = _blurred(image, mode)
    return y[0].mean() / y[1:-1, 1:-1].mean()


def _corners(image, mode):
    y = _blurred(image, mode)
    return y[[0, 0, -1, -1], [0, -1, 0, -1]].mean() / y[1:-1, 1:-1].mean()


def _ring(*parts):
    """Return an answer whose border is some parts of the ring."""

    def answer(image, mode):
        y = _blurred(image, mode)
        return np.concatenate([y[part] for part in parts]).mean() / y[1:-1, 1:-1].mean()

    return answer


_INSIDE = slice(1, -1)
_WITHOUT_CORNERS = ((0, _INSIDE), (-1, _INSIDE), (_INSIDE, 0), (_INSIDE, -1))


def _against_the_centre(image, mode):
    y = _blurred(image, mode)
    return _split(y)[0].mean() / y[y.shape[0] // 2, y.shape[1] // 2]


def _padding_measured(image, mode):
    border, inner = _split(ops.pad2d(image, 1, mode))
    return border.mean() / inner.mean()


def _border_not_blurred(image, mode):
    return _split(image)[0].mean() / _split(_blurred(image, mode))[1].mean()


def _not_blurred(image, mode):
    border, inner = _split(image)
    return border.mean() / inner.mean()


def _always_zero(image, mode):
    border, inner = _split(_blurred(image, "zero"))
    return border.mean() / inner.mean()


border_ratio = FunctionCheck(
    name="unit5/border_ratio",
    reference=_border_ratio,
    cases=_cases,
    shares={"zero": 0.5, "other modes": 0.5},
    bugs=(
        Bug(
            "upside-down",
            "You divide the inside by the border. Asked for is border by inside: below 1 means "
            "that the border is darker.",
            _of(lambda border, inner: inner.mean() / border.mean()),
        ),
        Bug(
            "sums-for-means",
            "You divide sums. The border has fewer pixels than the inside, so compare means.",
            _of(lambda border, inner: border.sum() / inner.sum()),
        ),
        Bug(
            "whole-for-inside",
            "You compare with the whole output. The border is in it, too: compare with the inside.",
            lambda image, mode: (
                _split(_blurred(image, mode))[0].mean() / _blurred(image, mode).mean()
            ),
        ),
        Bug(
            "difference",
            "You return the difference of the means. Asked for is their ratio.",
            _of(lambda border, inner: border.mean() - inner.mean()),
        ),
        Bug(
            "border-only",
            "You return the border's mean. Divide it by the mean inside.",
            _of(lambda border, inner: border.mean()),
        ),
        Bug(
            "corners-counted-twice",
            "Your border counts its corners twice: they belong to a row and to a column.",
            _corners_twice,
        ),
        Bug(
            "mean-of-sides",
            "You take the mean of four sides' means. Each corner is then in two of them: take one "
            "mean over the ring's pixels.",
            _mean_of_sides,
        ),
        Bug(
            "top-row-only",
            "Your border is the top row. It goes round all four sides.",
            _one_row,
        ),
        Bug(
            "corners-only",
            "Your border is the four corners. It goes round all four sides.",
            _corners,
        ),
        Bug(
            "corners-left-out",
            "Your border has no corners. They belong to the ring, each of them once.",
            _ring(*_WITHOUT_CORNERS),
        ),
        Bug(
            "top-and-bottom-only",
            "Your border is the top row and the bottom row. It goes round all four sides.",
            _ring(0, -1),
        ),
        Bug(
            "left-and-right-only",
            "Your border is the columns at the left and at the right. It goes round all four "
            "sides.",
            _ring((slice(None), 0), (slice(None), -1)),
        ),
        Bug(
            "against-the-centre",
            "You divide by the pixel in the centre. Divide by the mean of all that lies inside.",
            _against_the_centre,
        ),
        Bug(
            "padding-measured",
            "You compare the padding with the picture. Blur first, and then compare the outermost "
            "ring of the *output* with its inside.",
            _padding_measured,
        ),
        Bug(
            "border-not-blurred",
            "You take the border from the image as it was. Both parts come from the blurred one.",
            _border_not_blurred,
        ),
        Bug(
            "not-blurred",
            "You compare the pixels of the image. Compare those of the blurred one.",
            _not_blurred,
        ),
        Bug(
            "mode-ignored",
            "You pad with zeros in every mode.",
            _always_zero,
        ),
    ),
    hints=(
        "Pad by 1 with your `pad2d`, blur with nine weights of 1/9: the output is as large as the "
        "image.",
        "The border is the outermost ring of the output: rows 0 and -1, columns 0 and -1. The "
        "inside is `blurred[1:-1, 1:-1]`.",
        "Border mean: (sum of all - sum inside) / (number of all - number inside). Divide by "
        "`blurred[1:-1, 1:-1].mean()`.",
    ),
)
