"""Unit 1: slide along a signal."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case, NoPrediction
from convedu.checks.function import FunctionCheck


def _conv1d_valid(x, w):
    size = len(x) - len(w) + 1
    out = np.zeros(size)
    for i in range(size):
        out[i] = (x[i : i + len(w)] * w).sum()
    return out


def _conv1d_cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case((np.array([1.0, 2.0, 4.0, 8.0]), np.array([1.0, 0.0, -1.0])), public=True),
        Case((np.array([2, 0, 5, 1, 3]), np.array([0.5, 0.25])), public=True),
        Case((dyadic_rationals(rng, 3), dyadic_rationals(rng, 3))),
        Case((dyadic_rationals(rng, 5), dyadic_rationals(rng, 1))),
        Case((dyadic_rationals(rng, 9), dyadic_rationals(rng, 4))),
        Case((dyadic_rationals(rng, 12) * 4096 + 0.25, dyadic_rationals(rng, 5))),
    ]


def _flip_input(x, w):
    return ops.correlate1d(x[::-1], w)


def _last_window_lost(x, w):
    return ops.correlate1d(x, w)[:-1]


def _same_size_1d(x, w):
    return np.convolve(x, w[::-1], "same")


def _in_a_copy_of_x(x, w):
    out = np.zeros(len(x))
    out[: len(x) - len(w) + 1] = ops.correlate1d(x, w)
    return out


def _in_zeros_like_x(x, w):
    out = np.zeros_like(x)
    for i in range(len(x) - len(w) + 1):
        out[i] = (x[i : i + len(w)] * w).sum()
    return out


def _beyond_the_end(x, w):
    if len(w) == 1:  # nothing hangs over, unless there is a window too many
        raise NoPrediction
    return np.array([(x[i : i + len(w)] * w).sum() for i in range(len(x))])


def _beyond_the_end_by_index(x, w):
    if len(w) == 1:
        raise NoPrediction
    return np.array([sum(x[i + j] * w[j] for j in range(len(w))) for i in range(len(x))])


def _three_by_index(x, w):
    return np.array([sum(x[i + j] * w[j] for j in range(3)) for i in range(len(x) - 2)])


def _three_by_slice(x, w):
    return np.array([(x[i : i + 3] * w).sum() for i in range(len(x) - 2)])


def _mean_1d(x, w):
    return ops.correlate1d(x, w) / len(w)


def _jump_1d(x, w):
    return ops.correlate1d(x, w)[:: len(w)]


def _never_reset_1d(x, w):
    return np.cumsum(ops.correlate1d(x, w))


def _overwritten_1d(x, w):
    return x[len(w) - 1 :] * w[-1]


def _wrapped_1d(x, w):
    return sum(np.roll(x, -j) * w[j] for j in range(len(w)))


def _integers_1d(x, w):
    return ops.correlate1d(x, w).astype(int)


def _early_return_1d(x, w):
    return ops.correlate1d(x, w)[0]


def _early_array_1d(x, w):
    out = np.zeros(len(x) - len(w) + 1)
    out[0] = (x[: len(w)] * w).sum()
    return out


def _times_in_place_1d(x, w):
    right = ops.correlate1d(x, w)
    x[:1] = 0
    return right


_THREE = "You take three weights, as in the example. How many there are says `len(w)`."
_BEYOND = (
    "Your window runs beyond the end of `x`. Where does the last one begin that fits as a whole?"
)
_RETURNS_EARLY = "You return after the first window. Move `return` out of the loop."

FLIPS = (
    "You slide the flipped kernel: the last weight meets the first number. That is true "
    "convolution, as `np.convolve` has it. Here the kernel stays as it is: `w[0]` meets `x[i]`."
)

conv1d_valid = FunctionCheck(
    name="unit1/conv1d_valid",
    reference=_conv1d_valid,
    cases=_conv1d_cases,
    shares={"values": 0.75, "side_effects_and_type": 0.25},
    bugs=(
        Bug("flipped-kernel", FLIPS, lambda x, w: np.convolve(x, w, "valid")),
        Bug(
            "flipped-input",
            "You turn the signal round, not only its reading: the result comes out backwards. "
            "Read `x` from left to right.",
            _flip_input,
        ),
        Bug(
            "last-window-lost",
            "One output is missing at the end. A window of k fits n - k + 1 times, not n - k: "
            "count the places for n = 3, k = 3.",
            _last_window_lost,
        ),
        Bug(
            "same-size",
            "You go on where the kernel hangs over the edge, with zeros for what is not there. "
            "Valid keeps only the places where the whole kernel fits.",
            _same_size_1d,
        ),
        Bug(
            "full-size",
            "You begin as soon as one weight touches the signal. Valid keeps only the places "
            "where the whole kernel fits.",
            lambda x, w: np.convolve(x, w[::-1], "full"),
        ),
        Bug(
            "numpy-convolve",
            "This is `np.convolve(x, w)` as it comes: it flips the kernel, and it begins as soon "
            "as one weight touches the signal. Here the kernel stays as it is, and all of it fits.",
            np.convolve,
        ),
        Bug(
            "numpy-convolve",
            'This is `np.convolve(x, w, "same")`: it flips the kernel, and it counts zeros beyond '
            "the ends. Here the kernel stays as it is, and all of it fits.",
            lambda x, w: np.convolve(x, w, "same"),
        ),
        Bug(
            "beyond-the-end",
            _BEYOND,
            _beyond_the_end,
        ),
        Bug(
            "beyond-the-end",
            _BEYOND,
            _beyond_the_end_by_index,
        ),
        Bug(
            "zeros-left-over",
            "`zeros_like(x)` gives your output the length of `x`, so zeros are left over, and its "
            "dtype, which cuts fractions off. Make it as long as there are places: "
            "`np.zeros(len(x) - len(w) + 1)`.",
            _in_zeros_like_x,
        ),
        Bug("always-three", _THREE, _three_by_index),
        Bug("always-three", _THREE, _three_by_slice),
        Bug(
            "index-not-moved",
            "Every weight meets the same number, `x[i]`. Weight `w[j]` meets `x[i + j]`.",
            lambda x, w: x[: len(x) - len(w) + 1] * w.sum(),
        ),
        Bug(
            "zeros-left-over",
            "The first values are right, but your output is as long as `x`, with zeros left over. "
            "Make it as long as there are places: `len(x) - len(w) + 1`.",
            _in_a_copy_of_x,
        ),
        Bug(
            "mean-for-sum",
            "You take the mean of the products. The output is their sum: a blur is a mean only "
            "because its weights already add up to 1.",
            _mean_1d,
        ),
        Bug(
            "windows-side-by-side",
            "Your window jumps by its own length. It moves by one each time, so windows overlap.",
            _jump_1d,
        ),
        Bug(
            "sum-never-reset",
            "Your sum goes on from window to window. Start each output at zero: put "
            "`total = 0` inside the outer loop.",
            _never_reset_1d,
        ),
        Bug(
            "overwritten",
            "Only the last product survives: each one overwrites the one before. Add them up, "
            "`+=` and not `=`.",
            _overwritten_1d,
        ),
        Bug(
            "wrapped",
            "At the end your window goes on at the beginning of the signal. Stop where the whole "
            "kernel still fits.",
            _wrapped_1d,
        ),
        Bug(
            "integers",
            "Your output holds whole numbers only, so fractions are cut off. Make it with "
            "`np.zeros(size)`, which is floating point; `zeros_like` copies the input's dtype.",
            _integers_1d,
        ),
        Bug(
            "integers-kept",
            "For a signal of whole numbers your output holds whole numbers too, so fractions are "
            "cut off: `zeros_like` copies the dtype. Make it with `np.zeros(size)`.",
            lambda x, w: ops.correlate1d(x, w).astype(x.dtype),
        ),
        Bug("first-window-only", _RETURNS_EARLY, _early_return_1d),
        Bug("first-window-only", _RETURNS_EARLY, lambda x, w: ops.correlate1d(x, w)[:1]),
        Bug("first-window-only", _RETURNS_EARLY, _early_array_1d),
        Bug(
            "not-added",
            "You keep the products of each window apart. An output is one number: their sum.",
            lambda x, w: sliding_window_view(x, len(w)) * w,
        ),
        Bug(
            "input-changed",
            "The values are right, but your function writes into `x`, which belongs to its "
            "caller. Write into a new array.",
            _times_in_place_1d,
        ),
    ),
    hints=(
        "For n numbers and k weights, how many places are there where the whole kernel fits? "
        "Make an array of that size first.",
        "Output `i` looks at `x[i]`, `x[i + 1]`, ... up to `x[i + k - 1]`: that is the slice "
        "`x[i:i + k]`.",
        "Multiply the slice by `w`, element by element, and take the sum: "
        "`out[i] = (x[i:i + k] * w).sum()` for each `i`.",
    ),
)
