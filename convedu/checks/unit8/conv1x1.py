"""Unit 8: a 1x1 convolution as a matrix product."""

import numpy as np

from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


def _conv1x1(x, w):
    channels, height, width = x.shape
    flat = w @ x.reshape(channels, height * width)
    return flat.reshape(len(w), height, width)


def _cases(rng: np.random.Generator) -> list[Case]:
    square, shapes = "as many out as in", "any number of channels"
    pixels = np.arange(1.0, 13.0).reshape(2, 2, 3)
    return [
        Case((pixels, np.array([[1.0, 0.5], [0.0, -1.0]])), square, public=True),
        Case((pixels, np.array([[1.0, 2.0], [0.0, 1.0], [0.5, 0.0]])), shapes, public=True),
        Case((dyadic_rationals(rng, 3, 4, 5), dyadic_rationals(rng, 3, 3)), square),
        Case((rng.integers(0, 9, (3, 2, 4)), dyadic_rationals(rng, 5, 3)), shapes),
        Case((dyadic_rationals(rng, 4, 3, 3), dyadic_rationals(rng, 1, 4)), shapes),
        Case((dyadic_rationals(rng, 1, 3, 2), dyadic_rationals(rng, 2, 1)), shapes),
        Case((dyadic_rationals(rng, 8, 1, 6), dyadic_rationals(rng, 3, 8)), shapes),
        Case((dyadic_rationals(rng, 6, 5, 4) * 4096 + 0.25, dyadic_rationals(rng, 2, 6)), shapes),
    ]


def _pixels_scrambled(x, w):
    channels, height, width = x.shape
    return (x.reshape(-1, channels) @ w.T).T.reshape(-1, height, width)


def _pixels_scrambled_there_and_back(x, w):
    return (x.reshape(-1, len(x)) @ w.T).reshape(-1, *x.shape[1:])


def _channels_last_memory(x, w):
    return (w @ x.reshape(len(x), -1)).T.reshape(-1, *x.shape[1:])


def _width_and_height_swapped(x, w):
    return _conv1x1(x, w).reshape(-1, x.shape[2], x.shape[1])


def _own_channel_only(x, w):
    if len(w) != len(x):
        raise ValueError
    return np.diag(w)[:, np.newaxis, np.newaxis] * x


def _transposed_in_a_loop(x, w):
    out = np.zeros((len(w), *x.shape[1:]))
    for o in range(len(w)):
        for c in range(len(x)):
            out[o] += w[c, o] * x[c]
    return out


def _sizes_transposed_too(x, w):
    inputs, outputs = w.shape
    out = np.zeros((outputs, *x.shape[1:]))
    for o in range(outputs):
        for c in range(inputs):
            out[o] += w[c, o] * x[c]
    return out


def _into(zeros):
    """Return an answer that adds up, in place, in the array that `zeros(x, w)` makes."""

    def answer(x, w):
        out = zeros(x, w)
        for o, c in np.ndindex(w.shape):
            out[o] += w[o, c] * x[c]
        return out

    return answer


def _of_its_dtype(x, w):
    return np.zeros((len(w), *x.shape[1:]), x.dtype)


def _cut_at_each_step(x, w):
    out = _of_its_dtype(x, w)
    for o, c in np.ndindex(w.shape):
        out[o] = out[o] + w[o, c] * x[c]
    return out


def _overwritten(x, w):
    return w[:, -1, np.newaxis, np.newaxis] * x[-1]


def _scales_in_place(x, w):
    right = _conv1x1(x, w)
    x[0] = 0
    return right


def _normalised(x, w):
    total = w.sum(axis=1)
    return _conv1x1(x, w) / np.where(total == 0, 1, total)[:, np.newaxis, np.newaxis]


SCRAMBLED = (
    "`x.reshape(-1, C)` on channel-first data does not put one pixel into each row: a row holds C "
    "neighbours of one plane. Flatten the pixels and keep the channels: `x.reshape(C, H * W)`."
)

conv1x1 = FunctionCheck(
    name="unit8/conv1x1",
    reference=_conv1x1,
    cases=_cases,
    shares={
        "as many out as in": 0.25,
        "any number of channels": 0.5,
        "side_effects_and_type": 0.25,
    },
    bugs=(
        Bug(
            "transposed-matrix",
            "You read the matrix the other way round. Row o of `w` holds the weights of output "
            "channel o: `w[o, c]`, never `w[c, o]`.",
            lambda x, w: np.tensordot(w.T, x, 1),
        ),
        Bug(
            "transposed-in-einsum",
            "You read the matrix the other way round. Row o of `w` holds the weights of output "
            "channel o: its axes are `oc`, never `co`.",
            lambda x, w: np.einsum("co,chw->ohw", w, x),
        ),
        *(
            Bug(
                "transposed-in-a-loop",
                "You read the matrix the other way round. Row o of `w` holds the weights of output "
                "channel o, one for each input channel c: the first index is the output's.",
                answer,
            )
            for answer in (_transposed_in_a_loop, _sizes_transposed_too)
        ),
        *(
            Bug(
                name,
                "`@` and `np.dot` take the last two axes of `x` for a matrix, rows by columns. The "
                "channels have to meet `w`: flatten the pixels first, `x.reshape(C, H * W)`.",
                answer,
            )
            for name, answer in (
                ("rows-for-channels", lambda x, w: w @ x),
                ("rows-for-channels-dot", lambda x, w: np.dot(w, x)),
            )
        ),
        Bug(
            "pixels-scrambled",
            SCRAMBLED,
            _pixels_scrambled,
        ),
        Bug(
            "pixels-scrambled-twice",
            SCRAMBLED + " The last reshape needs the channels in front, too.",
            _pixels_scrambled_there_and_back,
        ),
        Bug(
            "output-scrambled",
            "Your products are right, but the last reshape mixes channels and pixels. Channels "
            "come first: reshape an array of (C_out, H * W), not its transpose.",
            _channels_last_memory,
        ),
        Bug(
            "channels-last",
            "Your channels come last. The result has shape (C_out, H, W).",
            lambda x, w: np.moveaxis(_conv1x1(x, w), 0, -1),
        ),
        *(
            Bug(
                "as-deep-as-the-input",
                "Your output has as many channels as the input. It has one for each row of `w`: "
                "make it of shape (C_out, H, W).",
                answer,
            )
            for answer in (
                _into(lambda x, w: np.zeros(x.shape)),
                _into(lambda x, w: np.zeros_like(x)),
            )
        ),
        Bug(
            "still-flat",
            "The values are there, as one long row for each channel. Give the result its height "
            "and width back: (C_out, H, W).",
            lambda x, w: _conv1x1(x, w).reshape(len(w), -1),
        ),
        Bug(
            "width-and-height-swapped",
            "Height and width are swapped in your last reshape: (C_out, H, W).",
            _width_and_height_swapped,
        ),
        Bug(
            "not-summed",
            "You have all products, but channels are not yet added up. A filter of a 1x1 layer "
            "makes *one* number for each pixel, the sum over all input channels.",
            lambda x, w: w[:, :, np.newaxis, np.newaxis] * x,
        ),
        Bug(
            "one-plane",
            "You add up the output channels as well, so that one plane is left. Each row of `w` "
            "makes a plane of its own.",
            lambda x, w: _conv1x1(x, w).sum(axis=0),
        ),
        Bug(
            "own-channel-only",
            "Each of your outputs sees one input channel only. A 1x1 mixes: every output sees "
            "every channel of its pixel.",
            _own_channel_only,
        ),
        Bug(
            "overwritten",
            "Only the last channel survives: each product overwrites the one before. Add them "
            "up, `+=` and not `=`.",
            _overwritten,
        ),
        Bug(
            "mean-for-sum",
            "You take the mean over the channels. A convolution adds up.",
            lambda x, w: _conv1x1(x, w) / len(x),
        ),
        Bug(
            "normalised",
            "You divide by the sum of the weights. Leave them as they are.",
            _normalised,
        ),
        Bug(
            "relu-added",
            "You cut off the negative values. That is a ReLU, a step of its own; a 1x1 "
            "convolution is linear.",
            lambda x, w: np.maximum(_conv1x1(x, w), 0),
        ),
        *(
            Bug(
                "integers",
                "Your output holds whole numbers only, so fractions are cut off. `np.zeros(shape)` "
                "is floating point; `zeros_like` copies the input's dtype.",
                answer,
            )
            for answer in (
                lambda x, w: _conv1x1(x, w).astype(int),
                _cut_at_each_step,
                _into(_of_its_dtype),
            )
        ),
        Bug(
            "input-changed",
            "The values are right, but your function writes into `x`, which belongs to its "
            "caller. Write into a new array.",
            _scales_in_place,
        ),
    ),
    hints=(
        "At one pixel: `x[:, i, j]` is a list of C numbers. Which product with `w`, of shape "
        "(C_out, C), gives C_out numbers?",
        "`w @ x[:, i, j]` for one pixel. All pixels at once: put them side by side as the "
        "columns of a matrix with C rows, `x.reshape(C, H * W)`.",
        "`w @ x.reshape(C, H * W)` has the shape (C_out, H * W), with the sizes from `x.shape`. "
        "What is left is to give the pixels their rows and columns back.",
    ),
)
