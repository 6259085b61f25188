"""Unit 7: whether a layer's output moves as its input does."""

import numpy as np

from convedu.checks.cases import Case, dyadic_rationals
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    def layer(rng, stride=1, padding="wrap", k=3):
        return {"kernel": dyadic_rationals(rng, k, k), "stride": stride, "padding": padding}

    dot = np.zeros((4, 6))
    dot[1, 5] = 1.0
    plain = {"kernel": np.ones((3, 3)), "stride": 1, "padding": "zero"}
    # Narrow enough to be quoted.
    image, other = dyadic_rationals(rng, 6, 8), dyadic_rationals(rng, 8, 6)
    zero, strided = layer(rng, padding="zero"), layer(rng, stride=2)
    always = np.random.default_rng(1)
    kept, picture = layer(always), dyadic_rationals(always, 6, 8)
    return [
        Case((plain, dot, 1), public=True),
        Case((layer(rng), image, 1)),
        Case((zero, image, 1)),
        Case((zero, -image, 1)),
        Case((layer(rng, padding="zero", k=5), other, 3)),
        Case((strided, image, 2), "stride"),
        Case((strided, image, 1), "stride"),
        Case((strided, -image, 3), "stride"),
        Case((layer(rng, stride=2, padding="zero"), other, 4), "stride"),
        # Whatever the seed: here signs matter, and the largest difference has either.
        *(Case((kept | {"padding": "zero"}, sign * picture, 1)) for sign in (1, -1)),
        # And here it is at the left or at the right border.
        *(Case((kept | {"padding": "zero"}, picture, by)) for by in (3, 7)),
        *(
            Case((kept | {"padding": "zero", "stride": 2}, picture, by), "stride")
            for by in (1, 2, 5)
        ),
        *(Case((kept | {"stride": 2}, sign * picture, 1), "stride") for sign in (1, -1)),
    ]


def run_layer(layer, image):
    """Apply a layer as the exercise gives it."""
    half = len(layer["kernel"]) // 2
    padded = np.pad(image, half, mode="wrap" if layer["padding"] == "wrap" else "constant")
    windows = np.lib.stride_tricks.sliding_window_view(padded, layer["kernel"].shape)
    step = layer["stride"]
    return (windows[::step, ::step] * layer["kernel"]).sum(axis=(2, 3))


@function_check(_cases)
def equivariance_error(layer, image, shift):
    """Return the largest difference between the layer of the shifted and the shifted layer."""
    stride = layer["stride"]
    first = run_layer(layer, np.roll(image, shift, axis=1))
    second = np.roll(run_layer(layer, image), shift // stride, axis=1)
    return np.abs(first - second).max()
