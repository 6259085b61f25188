"""Unit 5, stretch: the distance of each pixel to the border, found by three blurs."""

import numpy as np

from convedu import ops  # noqa: F401 - edits call it
from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    large = int(rng.integers(15, 19))  # blurred in place, a smaller one has zeros alone
    return [
        Case((np.ones((5, 7)),), "white", public=True),
        Case((np.ones((8, 9)),), "white"),
        Case((np.full((10, 8), 0.5),), "grey"),
        # Ninths of these do not add up to them again to the last bit.
        *(Case((np.full((9, 10), grey),), "grey") for grey in (0.09, 0.45, 0.95)),
        Case((np.full((large, large + 1), 0.25),), "grey"),
    ]


# How a value is off in its last digit depends on the way it was added up.
_MEANS = (
    "windows.mean(axis=(2, 3))",
    "windows.sum(axis=(2, 3)) / 9",
    "(windows * np.full((3, 3), 1 / 9)).sum(axis=(2, 3))",
    "sum(windows[:, :, i, j] for i in range(3) for j in range(3)) / 9",
    "sum(windows[:, :, i, j] / 9 for i in range(3) for j in range(3))",
    "ops.correlate2d(np.pad(blurred, 1), np.full((3, 3), 1 / 9))",
    "ops.conv2d(blurred[None], np.full((1, 1, 3, 3), 1 / 9), padding=1)[0]",
    "np.apply_along_axis(np.mean, 2, windows.reshape(*image.shape, 9))",
)
_EXACT = [
    [f"windows.mean(axis=(2, 3)) -> {mean}", f"np.isclose(blurred, image) -> {compared}"]
    for mean in _MEANS
    for compared in ("blurred == image", "blurred >= image")
]


@function_check(_cases, more_edits={"exact-comparison": _EXACT})
def border_distance(image):
    """Return each pixel's distance to the border, 0 to 3, found by blurring."""
    distance, blurred = np.zeros(image.shape), image
    for _ in range(3):
        windows = np.lib.stride_tricks.sliding_window_view(np.pad(blurred, 1), (3, 3))
        blurred = windows.mean(axis=(2, 3))
        distance += np.isclose(blurred, image)
    return distance
