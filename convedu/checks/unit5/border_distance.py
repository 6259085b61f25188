"""Unit 5, stretch: the distance of each pixel to the border, found by three blurs."""

import numpy as np

from convedu import ops
from convedu.checks.bank import bank, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _cases(rng: np.random.Generator) -> list[Case]:
    large = int(rng.integers(13, 16))
    return [
        Case((np.ones((5, 7)),), "white", public=True),
        Case((np.ones((8, 9)),), "white"),
        Case((np.full((10, 8), 0.5),), "grey"),
        # Ninths of these do not add up to them again to the last bit.
        *(Case((np.full((9, 10), grey),), "grey") for grey in (0.09, 0.45, 0.95)),
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


def _distance(image, *, axes=(0, 1), limit=np.inf, choose=np.minimum):
    """Return the distance to the border along some axes, up to a limit."""
    indices = np.indices(image.shape)
    near = [np.minimum(indices[axis], image.shape[axis] - 1 - indices[axis]) for axis in axes]
    return np.minimum(choose.reduce(near), limit)


def _windows(image):
    return np.lib.stride_tricks.sliding_window_view(np.pad(image, 1), (3, 3))


def _blur(image):
    return _windows(image).mean(axis=(2, 3))


def _counting(equal, blur=_blur):
    """Return an answer that tells by `equal(blurred, image)` which pixels have changed."""

    def answer(image):
        distance, blurred = np.zeros(image.shape), image
        for _ in range(3):
            blurred = blur(blurred)
            distance += equal(blurred, image)
        return distance

    return answer


def _shifted(image):
    """Return nine shifted images, added up row by row."""
    height, width = image.shape
    padded = np.pad(image, 1)
    return [padded[i : i + height, j : j + width] for i in range(3) for j in range(3)]


_NINTHS = np.full((3, 3), 1 / 9)
_BLURS = (
    _blur,
    lambda image: _windows(image).sum(axis=(2, 3)) / 9,
    lambda image: (_windows(image) * _NINTHS).sum(axis=(2, 3)),
    lambda image: sum(_shifted(image)) / 9,
    lambda image: sum(part / 9 for part in _shifted(image)),
    lambda image: ops.correlate2d(np.pad(image, 1), _NINTHS),
    lambda image: ops.conv2d(image[np.newaxis], _NINTHS[np.newaxis, np.newaxis], padding=1)[0],
    lambda image: np.apply_along_axis(np.mean, 2, _windows(image).reshape(*image.shape, 9)),
)


def _blurred(image):
    """Return the third blur."""
    for _ in range(3):
        image = ops.correlate2d(ops.pad2d(image, 1), np.full((3, 3), 1 / 9))
    return image


border_distance = FunctionCheck(
    name="unit5/border_distance",
    reference=_border_distance,
    cases=_cases,
    shares={"white": 0.375, "grey": 0.375, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "white-assumed": lambda image: _border_distance(image) * (image.max() == 1),
            "one-based": (
                with_result(_border_distance, lambda distance: distance + 1),
                lambda image: np.minimum(_distance(image) + 1, 3),
            ),
            "exact-comparison": tuple(
                _counting(compare, blur)
                for compare in (np.equal, np.greater_equal)
                for blur in _BLURS
            ),
            "tolerance-too-large": tuple(
                _counting(lambda blurred, image, far=far: np.abs(blurred - image) < far)
                for far in (0.1, 0.05, 0.01, 0.005)
            ),
            "not-limited": _distance,
            "sides-added": lambda image: _distance(image, choose=np.add, limit=3),
            "farther-side": lambda image: _distance(image, choose=np.maximum, limit=3),
            "compared-with-the-brightest": _counting(
                lambda blurred, image: np.isclose(blurred, blurred.max())
            ),
            "nothing-kept": lambda image: np.zeros(image.shape),
            "padded-with-ones": _counting(np.isclose, lambda image: 1 + _blur(image - 1)),
            "counted-from-0": lambda image: np.maximum(_distance(image, limit=3) - 1, 0),
            "never-changed-is-0": lambda image: _distance(image) * (_distance(image) < 3),
            "one-layer": lambda image: _distance(image, limit=1),
            "not-stacked": lambda image: 3 * _distance(image, limit=1),
            "last-blur-only": with_result(_border_distance, lambda distance: distance // 3),
            "difference": lambda image: image - _blurred(image),
            "too-many-layers": (
                lambda image: _distance(image, limit=4),
                lambda image: _distance(image, limit=5),
            ),
            "far-side-too-far": lambda image: np.minimum(
                _distance(np.ones(np.add(image.shape, 1)))[:-1, :-1], 3
            ),
            "two-sides-only": lambda image: np.minimum(np.minimum(*np.indices(image.shape)), 3),
            "window-of-5": lambda image: np.minimum(_distance(image) // 2, 3),
            "two-layers": lambda image: _distance(image, limit=2),
            "blurred-values": _blurred,
            "counted-the-changed": with_result(_border_distance, lambda distance: 3 - distance),
            "edge-padding": lambda image: np.full(image.shape, 3),
            "rows-only": lambda image: _distance(image, axes=(0,), limit=3),
            "columns-only": lambda image: _distance(image, axes=(1,), limit=3),
        },
    ),
)
