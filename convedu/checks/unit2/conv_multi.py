"""Unit 2: a layer with several channels, several filters and a bias."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check


def layers(rng: np.random.Generator) -> list[Case]:
    """Draw inputs (C, H, W) with 1, 3 and 4 channels, filters (F, C, kH, kW) and biases (F,)."""
    one, several = "one filter", "several filters"

    def draw(channels, high, wide, filters, *kernel, scale=1.0):
        x = dyadic_rationals(rng, channels, high, wide) * scale
        return x, dyadic_rationals(rng, filters, channels, *kernel), dyadic_rationals(rng, filters)

    ramp = np.arange(1.0, 28.0).reshape(3, 3, 3)
    corners = np.array([[[1.0, 0], [0, -1]], [[0, 2], [0, 0]], [[0, 0], [1, 0]]])
    return [
        Case((ramp, corners[np.newaxis], np.array([0.5])), one, public=True),
        Case(
            (ramp[:2], np.stack([corners[:2], corners[1:]]), np.array([1.0, -2.0])), several, True
        ),
        Case(draw(1, 4, 5, 1, 2, 3), one),
        Case(draw(3, 6, 5, 1, 3, 2), one),
        Case(draw(3, 5, 7, 2, 3, 3), several),
        Case(draw(4, 6, 6, 3, 3, 3), several),
        Case(draw(2, 7, 5, 4, 2, 1), several),
        Case(draw(3, 6, 6, 2, 3, 3, scale=4096.25), several),
        Case((np.arange(24).reshape(2, 3, 4) % 5, *draw(2, 3, 4, 2, 2, 2)[1:]), several),
    ]


@function_check(layers)
def conv_multi(x, w, b):
    """Slide F filters w (F, C, kH, kW) over x (C, H, W); b (F,) is added once to each output."""
    (F, _, kH, kW), (_, H, W) = w.shape, x.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for i in range(H - kH + 1):
            for j in range(W - kW + 1):
                window = x[:, i : i + kH, j : j + kW]
                out[f, i, j] = (window * w[f]).sum() + b[f]
    return out
