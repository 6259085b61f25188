"""Unit 2: a layer with several channels, several filters and a bias."""

import numpy as np

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


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


def _conv_multi(x, w, b):
    """Slide F filters w (F, C, kH, kW) over x (C, H, W); b (F,) is added once to each output."""
    (F, _, kH, kW), (_, H, W) = w.shape, x.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                out[f, i, j] = (x[:, i : i + kH, j : j + kW] * w[f]).sum() + b[f]
    return out


def by_channel(x, w, b=None):
    """Return one plane for each filter and each channel, (F, C, H', W'): not added up yet."""
    planes = [[ops.correlate2d(x[c], kernel) for c, kernel in enumerate(f)] for f in w]
    return np.array(planes) + (0 if b is None else b[:, np.newaxis, np.newaxis, np.newaxis])


def _square_kernel(x, w, b):
    k = w.shape[2]
    out = np.zeros((len(w), x.shape[1] - k + 1, x.shape[2] - k + 1))
    for f, i, j in np.ndindex(out.shape):
        out[f, i, j] = (x[:, i : i + k, j : j + k] * w[f]).sum() + b[f]
    return out


def _per_filter(b):
    return b[:, np.newaxis, np.newaxis]


def _swap_kernel(x, w, b):
    return ops.conv2d(x, w.swapaxes(2, 3), b)


def _one_channel_per_filter(x, w, b):
    return np.array([ops.correlate2d(x[f], w[f, 0]) + b[f] for f in range(len(w))])


def _each_output(value):
    """Return an answer that puts `value(window, w, b, f)` at each place of the output."""

    def answer(x, w, b):
        (F, _, kH, kW), (_, H, W) = w.shape, x.shape
        out = np.zeros((F, H - kH + 1, W - kW + 1))
        for f, i, j in np.ndindex(out.shape):
            out[f, i, j] = value(x[:, i : i + kH, j : j + kW], w, b, f)
        return out

    return answer


def _channel_last(x, w, b):
    (H, W, _), (F, _, kH, kW) = x.shape, w.shape
    out = np.zeros((F, max(H - kH + 1, 0), max(W - kW + 1, 0)))
    for f, i, j in np.ndindex(out.shape):
        out[f, i, j] = (x[i : i + kH, j : j + kW] * w[f]).sum() + b[f]
    return out


def _three_channels(x, w, b):
    return sum(ops.conv2d(x[[c]], w[:, [c]]) for c in range(3)) + _per_filter(b)


def _first_map_only(x, w, b):
    out = ops.conv2d(x, w, b)
    out[1:] = 0
    return out


def _in_place(x, w, b):
    result = ops.conv2d(x, w, b)
    x[0] = 0
    return result


def _bias_bugs() -> tuple[Bug, ...]:
    return (
        Bug(
            "bias-per-channel",
            "You add the bias once for each channel. It belongs to the filter: add up the "
            "channels first, then add the bias once to each output.",
            lambda x, w, b: by_channel(x, w, b).sum(axis=1),
        ),
        Bug(
            "bias-per-tap",
            "You add the bias to every product. Add up all products first, then add it once.",
            lambda x, w, b: ops.conv2d(x, w, b * w[0].size),
        ),
        Bug(
            "bias-forgotten",
            "The bias is missing. Each output of filter `f` gets `b[f]` added, once.",
            lambda x, w, b: ops.conv2d(x, w),
        ),
        Bug(
            "first-bias-for-all",
            "Each filter gets the first bias. Filter `f` has its own: `b[f]`.",
            lambda x, w, b: ops.conv2d(x, w, b[[0] * len(b)]),
        ),
        Bug(
            "filters-not-indexed",
            "You put an array into one place of the output, where one number belongs. There only "
            "filter `f` counts: all its products added up, and its own bias, `b[f]`.",
            _each_output(lambda window, w, b, f: (window * w[f]).sum() + b),
        ),
        Bug(
            "bias-subtracted",
            "You take the bias away. It is added.",
            lambda x, w, b: ops.conv2d(x, w, -b),
        ),
        Bug(
            "bias-along-a-row",
            "You add `b` to the whole output, and NumPy lines it up with the last axis, the "
            "columns. It belongs to the filters, the first axis: `b[f]` in the loop, or "
            "`b[:, None, None]`.",
            lambda x, w, b: ops.conv2d(x, w) + b,
        ),
    )


def _channel_bugs() -> tuple[Bug, ...]:
    return (
        Bug(
            "first-channel-only",
            "Only the first channel enters the sum. A filter is as deep as the input: add up "
            "over all channels.",
            lambda x, w, b: ops.conv2d(x[:1], w[:, :1], b),
        ),
        Bug(
            "always-three",
            "You add up three channels whatever the input has. There may be one or four: "
            "`x.shape[0]`.",
            _three_channels,
        ),
        Bug(
            "channels-not-added",
            "You return a plane for each channel. A filter's planes are added up: one filter "
            "gives one feature map, however many channels it reads.",
            by_channel,
        ),
        Bug(
            "last-channel-survives",
            "Only the last channel survives: each one overwrites the one before. Add them up, "
            "`+=` and not `=`.",
            lambda x, w, b: ops.conv2d(x[-1:], w[:, -1:], b),
        ),
        Bug(
            "mean-over-channels",
            "You take the mean over the channels. The partial sums are added, not averaged.",
            lambda x, w, b: by_channel(x, w).mean(axis=1) + _per_filter(b),
        ),
        Bug(
            "largest-channel",
            "You keep the largest of the partial sums. Add them up.",
            lambda x, w, b: by_channel(x, w).max(axis=1) + _per_filter(b),
        ),
        Bug(
            "one-kernel-for-all-channels",
            "You use a filter's first kernel on every channel. Channel `c` has its own kernel, "
            "`w[f, c]`.",
            lambda x, w, b: ops.conv2d(x, np.repeat(w[:, :1], w.shape[1], axis=1), b),
        ),
        Bug(
            "one-channel-per-filter",
            "Your filter `f` reads channel `f` only. Every filter reads all channels.",
            _one_channel_per_filter,
        ),
        Bug(
            "channels-reversed",
            "Your kernels meet the channels in reverse order. `w[f, 0]` belongs to `x[0]`.",
            lambda x, w, b: ops.conv2d(x[::-1], w, b),
        ),
    )


def _filter_bugs() -> tuple[Bug, ...]:
    return (
        Bug(
            "first-filter-reused",
            "Every one of your feature maps comes from the first filter. Use `w[f]`.",
            lambda x, w, b: ops.conv2d(x, w[[0] * len(w)], b),
        ),
        Bug(
            "first-filter-only",
            "Only the first filter is used. There are F of them, and each gives a feature map.",
            lambda x, w, b: ops.conv2d(x, w[:1], b[:1]),
        ),
        Bug(
            "first-filter-only",
            "Only the first filter is used, and its axis is gone. There are F of them, and each "
            "gives a feature map: (F, H', W').",
            lambda x, w, b: ops.conv2d(x, w[:1], b[:1])[0],
        ),
        Bug(
            "returns-early",
            "The first feature map is right, the others are still 0. Move `return` out of the "
            "loops.",
            _first_map_only,
        ),
        Bug(
            "all-filters-at-once",
            "Each of your outputs adds up over all filters: `w` holds all of them. Filter `f` is "
            "`w[f]`.",
            _each_output(lambda window, w, b, f: (window * w).sum() + b[f]),
        ),
        Bug(
            "filters-added",
            "You add up over the filters too. Each filter keeps a feature map of its own: the "
            "output has F planes.",
            lambda x, w, b: ops.conv2d(x, w, b).sum(axis=0),
        ),
        Bug(
            "sum-never-reset",
            "Your sum goes on from filter to filter. Start each feature map at zero.",
            lambda x, w, b: np.cumsum(ops.conv2d(x, w, b), axis=0),
        ),
        Bug(
            "filters-last",
            "The values are there, but the filters are the last axis. Here it is channel-first: "
            "(F, H', W').",
            lambda x, w, b: np.moveaxis(ops.conv2d(x, w, b), 0, 2),
        ),
    )


SLIDING_BUGS = (
    Bug(
        "flipped-kernel",
        "You slide the kernels rotated by 180 degrees. A layer slides them as they stand.",
        lambda x, w, b: ops.conv2d(x, w[..., ::-1, ::-1], b),
    ),
    Bug(
        "flipped-filter",
        "Your filter is reversed along all three axes, the channels too: that is what a true "
        "three-dimensional convolution does. A layer slides it as it stands.",
        lambda x, w, b: ops.conv2d(x, w[:, ::-1, ::-1, ::-1], b),
    ),
    Bug(
        "transposed-kernel",
        "Rows and columns of the kernels are swapped: `w[f, c, i, j]` has the row first.",
        _swap_kernel,
    ),
    Bug(
        "channel-last",
        "You read x as (H, W, C). Here it is channel-first, (C, H, W): `C, H, W = x.shape`, and "
        "the window is `x[:, i:i + kH, j:j + kW]`.",
        _channel_last,
    ),
    Bug(
        "matrix-product",
        "`@` multiplies rows by columns. Here each weight meets the one number below it: "
        "`window * w[f]`.",
        _each_output(lambda window, w, b, f: (window @ w[f]).sum() + b[f]),
    ),
    Bug(
        "transposed-output",
        "Rows and columns of your output are swapped. After the filter comes the row.",
        lambda x, w, b: ops.conv2d(x, w, b).swapaxes(1, 2),
    ),
    Bug(
        "kernel-taken-for-square",
        "You use one side of the kernels for both axes. They are kH high and kW wide.",
        _square_kernel,
    ),
    Bug(
        "one-short",
        "The last row and column of outputs are missing: a window of k fits n - k + 1 times.",
        lambda x, w, b: ops.conv2d(x, w, b)[:, :-1, :-1],
    ),
    Bug(
        "same-size",
        "Your output is as large as the input: beyond the border you count zeros. Keep only "
        "the places where the whole filter fits.",
        lambda x, w, b: ops.conv2d(x, w, b, padding="same"),
    ),
)

_RESULT_BUGS = (
    Bug(
        "negatives-cut",
        "Negative outputs have become 0. A ReLU comes after the layer, not inside it.",
        lambda x, w, b: np.maximum(ops.conv2d(x, w, b), 0),
    ),
    Bug(
        "integers",
        "Your output holds whole numbers only. Make it with `np.zeros(shape)`.",
        lambda x, w, b: ops.conv2d(x, w, b).astype(int),
    ),
    Bug(
        "integers-kept",
        "For an input of whole numbers your output holds whole numbers too, so fractions are cut "
        "off: `zeros_like` copies the dtype. Make it with `np.zeros(shape)`.",
        lambda x, w, b: ops.conv2d(x, w, b).astype(x.dtype),
    ),
    Bug(
        "input-changed",
        "The values are right, but your function writes into `x`, which belongs to its caller.",
        _in_place,
    ),
)

BANK = (*_bias_bugs(), *_channel_bugs(), *_filter_bugs(), *SLIDING_BUGS, *_RESULT_BUGS)

conv_multi = FunctionCheck(
    name="unit2/conv_multi",
    reference=_conv_multi,
    cases=layers,
    shares={"one filter": 0.25, "several filters": 0.5, "side_effects_and_type": 0.25},
    bugs=BANK,
    hints=(
        "Forget the filters at first: one filter `w[0]` of shape (C, kH, kW), one output. How "
        "many products does it add up?",
        "The window `x[:, i:i + kH, j:j + kW]` has the shape of `w[f]`. Multiply, add up "
        "everything, then add `b[f]`.",
        "Three loops, over `f`, `i` and `j`: `out[f, i, j] = (window * w[f]).sum() + b[f]`, with "
        "`out = np.zeros((F, H - kH + 1, W - kW + 1))`.",
    ),
)
