"""Unit 7: whether a layer's output moves as its input does."""

from collections.abc import Callable

import numpy as np

from convedu import ops
from convedu.checks.answers import Answer, configurable
from convedu.checks.bank import bank, with_arguments, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

_WORDS = words(__file__)


def _cases(rng: np.random.Generator) -> list[Case]:
    def layer(stride=1, padding="wrap", k=3):
        return {"kernel": dyadic_rationals(rng, k, k), "stride": stride, "padding": padding}

    dot = np.zeros((4, 6))
    dot[1, 5] = 1.0
    plain = {"kernel": np.ones((3, 3)), "stride": 1, "padding": "zero"}
    image, other = (
        dyadic_rationals(rng, 6, 8),
        dyadic_rationals(rng, 8, 6),
    )  # narrow enough to be quoted
    zero, strided = layer(padding="zero"), layer(stride=2)
    always = np.random.default_rng(1)
    kept = {"kernel": dyadic_rationals(always, 3, 3), "stride": 1, "padding": "wrap"}
    picture = dyadic_rationals(always, 6, 8)
    return [
        Case((plain, dot, 1), public=True),
        Case((layer(), image, 1)),
        Case((zero, image, 1)),
        Case((zero, -image, 1)),
        Case((layer(padding="zero", k=5), other, 3)),
        Case((strided, image, 2), "stride"),
        Case((strided, image, 1), "stride"),
        Case((strided, -image, 3), "stride"),
        Case((layer(stride=2, padding="zero"), other, 4), "stride"),
        # Whatever the seed: here signs matter, and the largest difference has either.
        *(Case((kept | {"padding": "zero"}, sign * picture, 1)) for sign in (1, -1)),
        Case((kept | {"padding": "zero"}, picture, 3)),
        *(Case((kept | {"stride": 2}, sign * picture, 1), "stride") for sign in (1, -1)),
    ]


def _run_layer(layer, image):
    half = len(layer["kernel"]) // 2
    padded = ops.pad2d(image, half, layer["padding"])
    return ops.correlate2d(padded, layer["kernel"])[:: layer["stride"], :: layer["stride"]]


def _equivariance_error(layer, image, shift):
    """Return the largest difference between the layer of the shifted and the shifted layer."""

    def run(image):
        half = len(layer["kernel"]) // 2
        padded = np.pad(image, half, mode="wrap" if layer["padding"] == "wrap" else "constant")
        windows = np.lib.stride_tricks.sliding_window_view(padded, layer["kernel"].shape)
        step = layer["stride"]
        return (windows[::step, ::step] * layer["kernel"]).sum((2, 3))

    first_shifted = run(np.roll(image, shift, axis=1))
    last_shifted = np.roll(run(image), shift // layer["stride"], axis=1)
    return np.abs(first_shifted - last_shifted).max()


def _with_zeros(array, by, axis):
    """Move an array to the right; what leaves it is lost, zeros come in."""
    by = min(by, array.shape[1])
    return np.pad(array, ((0, 0), (by, 0)))[:, : array.shape[1]]


def _largest(differences):
    return np.abs(differences).max()


@configurable
def _comparing(
    *,
    move_image: Callable = np.roll,
    move_output: Callable = np.roll,
    image_shift: Callable = lambda shift: shift,
    image_axis: int | None = 1,
    output_shift: Callable = lambda shift, stride: shift // stride,
    output_axis: int | None = 1,
    error: Callable = lambda one, other: _largest(one - other),
    **fixed: object,
) -> Answer:
    """Return an answer that compares the two ways as the reference does, but for one thing.

    Parameters
    ----------
    move_image, move_output : callable
        Move an array by a number of places along an axis.
    image_shift, output_shift : callable
        How far the picture is moved, and how far the output.
    image_axis, output_axis : int or None
        Along which axis.
    error : callable
        What is made of both outputs.
    **fixed
        What the layer is taken to be.
    """

    def answer(layer, image, shift):
        layer = layer | fixed
        by = output_shift(shift, layer["stride"])
        one = _run_layer(layer, move_image(image, image_shift(shift), image_axis))
        return error(one, move_output(_run_layer(layer, image), by, output_axis))

    return answer


def _moves_the_picture_twice(layer, image, shift):
    one, other = (
        _run_layer(layer, np.roll(image, by, axis=1)) for by in (shift, shift // layer["stride"])
    )
    return _largest(one - other)


equivariance_error = FunctionCheck(
    name="unit7/equivariance_error",
    reference=_equivariance_error,
    cases=_cases,
    shares={"values": 0.5, "stride": 0.25, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "invariance": _comparing(output_shift=lambda shift, stride: 0),
            "stride-in-shift-forgotten": _comparing(output_shift=lambda shift, stride: shift),
            "shifted-back": _comparing(output_shift=lambda shift, stride: -(shift // stride)),
            "rows-shifted": _comparing(image_axis=0, output_axis=0),
            "no-axis": _comparing(image_axis=None, output_axis=None),
            "one-to-the-right-one-not": (
                _comparing(output_axis=None),
                _comparing(output_axis=0),
                _comparing(image_axis=None),
                _comparing(image_axis=0),
            ),
            "shift-rounded-up": _comparing(output_shift=lambda shift, stride: -(-shift // stride)),
            "shift-rounded-to-nearest": _comparing(
                output_shift=lambda shift, stride: round(shift / stride)
            ),
            "always-halved": _comparing(output_shift=lambda shift, stride: shift // 2),
            "zeros-shifted-in": (
                _comparing(move_image=_with_zeros, move_output=_with_zeros),
                _comparing(move_image=_with_zeros),
                _comparing(move_output=_with_zeros),
            ),
            "input-not-shifted": _comparing(image_shift=lambda shift: 0),
            "stride-multiplied": _comparing(output_shift=lambda shift, stride: shift * stride),
            "to-the-left": _comparing(
                image_shift=lambda shift: -shift,
                output_shift=lambda shift, stride: -(shift // stride),
            ),
            "maxima-compared": (
                _comparing(error=lambda one, other: abs(one.max() - other.max())),
                _comparing(error=lambda one, other: abs(_largest(one) - _largest(other))),
            ),
            "shift-ignored": with_arguments(_equivariance_error, shift=lambda shift: 1),
            "picture-moved-twice": _moves_the_picture_twice,
            "border-left-out": _comparing(
                error=lambda one, other: _largest((one - other)[1:-1, 1:-1])
            ),
            "remainder-for-quotient": _comparing(output_shift=lambda shift, stride: shift % stride),
            "sign-kept": (
                _comparing(error=lambda one, other: (one - other).max()),
                _comparing(error=lambda one, other: (other - one).max()),
            ),
            "yes-or-no": (
                _comparing(error=np.allclose),
                _comparing(error=lambda one, other: not np.allclose(one, other)),
            ),
            "all-differences": (
                _comparing(error=lambda one, other: np.abs(one - other)),
                _comparing(error=lambda one, other: one - other),
            ),
            "smallest": _comparing(error=lambda one, other: np.abs(one - other).min()),
            "place-of-largest": _comparing(error=lambda one, other: np.abs(one - other).argmax()),
            "relative": tuple(
                _comparing(error=lambda one, other, of=of: _largest(one - other) / of(one, other))
                for of in (
                    lambda one, other: _largest(other),
                    lambda one, other: _largest(one),
                    lambda one, other: max(_largest(one), _largest(other)),
                )
            ),
            "signs-lost-too-early": _comparing(
                error=lambda one, other: _largest(np.abs(one) - np.abs(other))
            ),
            "mean": _comparing(error=lambda one, other: np.abs(one - other).mean()),
            "sum": _comparing(error=lambda one, other: np.abs(one - other).sum()),
            "squared": tuple(
                _comparing(error=lambda one, other, made=made: made((one - other) ** 2))
                for made in (np.max, np.mean, np.sum)
            ),
            "norm": tuple(
                _comparing(error=lambda one, other, made=made: made((one - other) ** 2) ** 0.5)
                for made in (np.sum, np.mean)
            ),
            "always-wrapped": _comparing(padding="wrap"),
            "stride-ignored": _comparing(stride=1),
            "always-zero": lambda layer, image, shift: 0.0,
        },
    ),
)
