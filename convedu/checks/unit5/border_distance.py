"""Unit 5, stretch: a network can tell where the border is."""

import numpy as np

from convedu import ops
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


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


def _rings(image):
    rows, columns = np.indices(image.shape)
    return np.minimum.reduce(
        [rows, columns, image.shape[0] - 1 - rows, image.shape[1] - 1 - columns]
    )


def _line(image, axis):
    n = image.shape[axis]
    return np.minimum(np.arange(n), np.arange(n)[::-1])


def _axis_only(image, axis):
    line = np.minimum(_line(image, axis), 3)
    line = line[:, np.newaxis] if axis == 0 else line
    return line + np.zeros(image.shape)


def _blurs(image, times, mode="zero"):
    for _ in range(times):
        image = ops.correlate2d(ops.pad2d(image, 1, mode), np.full((3, 3), 1 / 9))
    return image


border_distance = FunctionCheck(
    name="unit5/border_distance",
    reference=_border_distance,
    cases=_cases,
    shares={"white": 0.5, "grey": 0.5},
    bugs=(
        Bug(
            "white-assumed",
            "It works for a white image only. Compare with the image's own grey, not with 1.",
            lambda image: np.minimum(_rings(image), 3) if image.max() == 1 else 0 * image,
        ),
        Bug(
            "one-based",
            "All of your distances are one too large: a pixel at the border has distance 0.",
            lambda image: np.minimum(_rings(image), 3) + 1,
        ),
        Bug(
            "not-limited",
            "Three layers cannot see further than three pixels: stop at 3.",
            _rings,
        ),
        Bug(
            "one-layer",
            "One convolution tells the outermost ring from the rest. Stack three, and count.",
            lambda image: np.minimum(_rings(image), 1),
        ),
        Bug(
            "not-stacked",
            "Each of your blurs starts from the image again, so all three say the same. Blur the "
            "last result.",
            lambda image: 3 * np.minimum(_rings(image), 1),
        ),
        Bug(
            "last-blur-only",
            "You look at the third result only. Count after each of the three.",
            lambda image: 1.0 * (_rings(image) >= 3),
        ),
        Bug(
            "difference",
            "You return by how much the pixels have changed. Count, for each, in how many of the "
            "three results it still has its old value.",
            lambda image: image - _blurs(image, 3),
        ),
        Bug(
            "two-layers",
            "Your distances stop at 2. Three convolutions reach 3.",
            lambda image: np.minimum(_rings(image), 2),
        ),
        Bug(
            "blurred-values",
            "You return the blurred image. Count, for each pixel, in how many of the three "
            "results it still has its old value.",
            lambda image: _blurs(image, 3),
        ),
        Bug(
            "counted-the-changed",
            "You count in how many results the pixel has changed. Count where it has *not*.",
            lambda image: 3 - np.minimum(_rings(image), 3),
        ),
        Bug(
            "edge-padding",
            "Everywhere 3: with edge padding a constant image stays constant, and nothing tells "
            "where the border is. It is the zeros that give it away.",
            lambda image: np.full(image.shape, 3.0),
        ),
        Bug(
            "rows-only",
            "You measure up and down only. The nearest border may be at the side.",
            lambda image: _axis_only(image, 0),
        ),
        Bug(
            "columns-only",
            "You measure left and right only. The nearest border may be above or below.",
            lambda image: _axis_only(image, 1),
        ),
    ),
    hints=(
        "Blur a white image once with zero padding: which pixels are no longer white?",
        "After the second blur the second ring has changed as well. A pixel at distance d keeps "
        "its value d times.",
        "Add up `np.isclose(blurred, image)` after each of three blurs.",
    ),
)
