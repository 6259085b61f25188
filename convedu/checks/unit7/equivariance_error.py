"""Unit 7: whether a layer's output moves as its input does."""

import numpy as np

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


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


def _difference(layer, image, shift):
    first = _run_layer(layer, np.roll(image, shift, axis=1))
    return first - np.roll(_run_layer(layer, image), shift // layer["stride"], axis=1)


def _rolled(before, after):
    """Return an answer that shifts the picture and the output in its own way."""

    def answer(layer, image, shift):
        one = _run_layer(layer, before(image, shift))
        return np.abs(one - after(_run_layer(layer, image), shift, layer["stride"])).max()

    return answer


def _right_before(image, shift):
    return np.roll(image, shift, axis=1)


def _right_after(out, shift, stride):
    return np.roll(out, shift // stride, axis=1)


def _maxima(layer, image, shift):
    one = _run_layer(layer, np.roll(image, shift, axis=1))
    return abs(one.max() - _run_layer(layer, image).max())


def _with(**fixed):
    return lambda layer, image, shift: np.abs(_difference({**layer, **fixed}, image, shift)).max()


equivariance_error = FunctionCheck(
    name="unit7/equivariance_error",
    reference=_equivariance_error,
    cases=_cases,
    shares={"values": 0.5, "stride": 0.5},
    bugs=(
        Bug(
            "invariance",
            "You compare with the output left where it was. That would be *invariance*: "
            "equivariant means that the output moves along.",
            _rolled(_right_before, lambda out, shift, stride: out),
        ),
        Bug(
            "stride-in-shift-forgotten",
            "You move the output as far as the input. With stride 2 one output pixel stands for "
            "two input pixels: move it by `shift // stride`.",
            _rolled(_right_before, lambda out, shift, stride: np.roll(out, shift, axis=1)),
        ),
        Bug(
            "shifted-back",
            "You move the output the other way. Input and output go to the same side.",
            _rolled(
                _right_before, lambda out, shift, stride: np.roll(out, -(shift // stride), axis=1)
            ),
        ),
        Bug(
            "rows-shifted",
            "You move both of them down. The shift is to the right: `axis=1`.",
            _rolled(
                lambda image, shift: np.roll(image, shift, axis=0),
                lambda out, shift, stride: np.roll(out, shift // stride, axis=0),
            ),
        ),
        Bug(
            "no-axis",
            "`np.roll` without `axis` rolls all rows as one long row: pixels change their row.",
            _rolled(np.roll, lambda out, shift, stride: np.roll(out, shift // stride)),
        ),
        *(
            Bug(
                "one-to-the-right-one-not",
                "Your two shifts go different ways. Both are to the right: `axis=1` in each "
                "`np.roll`.",
                _rolled(before, after),
            )
            for before, after in (
                (_right_before, lambda out, shift, stride: np.roll(out, shift // stride)),
                (_right_before, lambda out, shift, stride: np.roll(out, shift // stride, axis=0)),
                (np.roll, _right_after),
                (lambda image, shift: np.roll(image, shift, axis=0), _right_after),
            )
        ),
        Bug(
            "shift-rounded-up",
            "You round the output's shift up. It is `shift // stride`, rounded down.",
            _rolled(
                _right_before,
                lambda out, shift, stride: np.roll(out, -(-shift // stride), axis=1),
            ),
        ),
        Bug(
            "input-not-shifted",
            "You move only the output. The first of the two is the layer of the *shifted* picture.",
            _rolled(
                lambda image, shift: image,
                lambda out, shift, stride: np.roll(out, shift // stride, axis=1),
            ),
        ),
        Bug(
            "stride-multiplied",
            "You move the output by `shift * stride`. With stride 2 the output is half as wide, so "
            "it moves half as far: `shift // stride`.",
            _rolled(_right_before, lambda out, shift, stride: np.roll(out, shift * stride, axis=1)),
        ),
        Bug(
            "to-the-left",
            "You move both to the left. A positive number in `np.roll` moves to the right.",
            _rolled(
                lambda image, shift: np.roll(image, -shift, axis=1),
                lambda out, shift, stride: np.roll(out, -(shift // stride), axis=1),
            ),
        ),
        Bug(
            "maxima-compared",
            "You compare the largest values of the two outputs, wherever they are. Subtract pixel "
            "by pixel first, then look for the largest difference.",
            _maxima,
        ),
        *(
            Bug(
                "sign-kept",
                "You take the largest difference with its sign, so negative ones are lost. Take "
                "`np.abs` first.",
                answer,
            )
            for answer in (
                lambda layer, image, shift: _difference(layer, image, shift).max(),
                lambda layer, image, shift: (-_difference(layer, image, shift)).max(),
            )
        ),
        Bug(
            "yes-or-no",
            "You say whether the two agree. Asked for is how far apart they are, at most.",
            lambda layer, image, shift: np.allclose(_difference(layer, image, shift), 0),
        ),
        Bug(
            "mean",
            "You take the mean of the differences. The error asked for is the largest one.",
            lambda layer, image, shift: np.abs(_difference(layer, image, shift)).mean(),
        ),
        Bug(
            "sum",
            "You add the differences up. The error asked for is the largest one.",
            lambda layer, image, shift: np.abs(_difference(layer, image, shift)).sum(),
        ),
        Bug(
            "squared",
            "You square the differences. The error asked for is the largest one as it is.",
            lambda layer, image, shift: (_difference(layer, image, shift) ** 2).max(),
        ),
        Bug(
            "always-wrapped",
            "You wrap the border round in every layer. `padding` says what stands there, and zeros "
            "are where the trouble is.",
            _with(padding="wrap"),
        ),
        Bug(
            "stride-ignored",
            "You leave the layer's stride out.",
            _with(stride=1),
        ),
        Bug(
            "always-zero",
            "You say that every convolution is exactly equivariant. Zero padding and stride break "
            "it.",
            lambda layer, image, shift: 0.0,
        ),
    ),
    hints=(
        "There are two roads: shift, then the layer; or the layer, then shift.",
        "`np.roll(x, by, axis=1)` shifts to the right. The output moves by `shift // "
        "layer['stride']`.",
        "First road: `run_layer(layer, np.roll(image, shift, axis=1))`. The second rolls "
        "`run_layer(layer, image)`. Of their difference take `np.abs`, then the largest.",
    ),
)
