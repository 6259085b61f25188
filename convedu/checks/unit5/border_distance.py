"""Unit 5, stretch: the distance of each pixel to the border, found by three blurs."""

import numpy as np

from convedu import ops
from convedu.checks.bank import bank, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _cases(rng: np.random.Generator) -> list[Case]:
    large = int(rng.integers(9, 13))
    return [
        Case((np.ones((5, 7)),), "white", public=True),
        Case((np.ones((8, 9)),), "white"),
        Case((np.full((10, 8), 0.5),), "grey"),
        Case((np.full((large, large + 1), 0.25),), "grey"),
    ]


def _border_distance(image):
    distance = np.zeros(image.shape)
    blurred = image
    for _ in range(3):
        windows = np.lib.stride_tricks.sliding_window_view(np.pad(blurred, 1), (3, 3))
        blurred = windows.mean(axis=(2, 3))
        distance += np.isclose(blurred, image)
    return distance


def _distance(image, *, axes=(0, 1), limit=np.inf):
    """Return the distance to the border along some axes, up to a limit."""
    indices = np.indices(image.shape)
    near = [np.minimum(indices[axis], image.shape[axis] - 1 - indices[axis]) for axis in axes]
    return np.minimum(np.minimum.reduce(near), limit)


def _blurred(image):
    """Return the third blur."""
    for _ in range(3):
        image = ops.correlate2d(ops.pad2d(image, 1), np.full((3, 3), 1 / 9))
    return image


border_distance = FunctionCheck(
    name="unit5/border_distance",
    reference=_border_distance,
    cases=_cases,
    shares={"white": 0.5, "grey": 0.5},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "white-assumed": lambda image: _border_distance(image) * (image.max() == 1),
            "one-based": with_result(_border_distance, lambda distance: distance + 1),
            "not-limited": _distance,
            "one-layer": lambda image: _distance(image, limit=1),
            "not-stacked": lambda image: 3 * _distance(image, limit=1),
            "last-blur-only": with_result(_border_distance, lambda distance: distance // 3),
            "difference": lambda image: image - _blurred(image),
            "two-layers": lambda image: _distance(image, limit=2),
            "blurred-values": _blurred,
            "counted-the-changed": with_result(_border_distance, lambda distance: 3 - distance),
            "edge-padding": lambda image: np.full(image.shape, 3),
            "rows-only": lambda image: _distance(image, axes=(0,), limit=3),
            "columns-only": lambda image: _distance(image, axes=(1,), limit=3),
        },
    ),
)
