"""Unit 1, convolution: the exercises, the misconceptions behind wrong answers, the hints."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu import ops
from convedu.checks.base import quarters
from convedu.checks.function import Bug, Case, FunctionCheck
from convedu.checks.number import Number, NumberCheck, Wrong
from convedu.checks.rules import Rule, RulesCheck

__all__ = ["conv1d_valid", "convolve2d", "correlate2d", "make_kernel", "one_output", "separable"]

# --- conv1d_valid ---------------------------------------------------------------------------


def _conv1d_cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case((np.array([1.0, 2.0, 4.0, 8.0]), np.array([1.0, 0.0, -1.0])), public=True),
        Case((np.array([2, 0, 5, 1, 3]), np.array([0.5, 0.25])), public=True),
        Case((quarters(rng, 3), quarters(rng, 3))),
        Case((quarters(rng, 5), quarters(rng, 1))),
        Case((quarters(rng, 9), quarters(rng, 4))),
        Case((quarters(rng, 12) * 4096 + 0.25, quarters(rng, 5))),
    ]


def _flip_input(x, w):
    return ops.correlate1d(x[::-1], w)


def _last_window_lost(x, w):
    return ops.correlate1d(x, w)[:-1]


def _same_size_1d(x, w):
    return np.convolve(x, w[::-1], "same")


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


def _times_in_place_1d(x, w):
    right = ops.correlate1d(x, w)
    x[:1] = 0
    return right


FLIPS = (
    "You slide the flipped kernel: the last weight meets the first number. That is true "
    "convolution, as `np.convolve` has it. Here the kernel stays as it is: `w[0]` meets `x[i]`."
)

conv1d_valid = FunctionCheck(
    name="unit1/conv1d_valid",
    reference=ops.correlate1d,
    cases=_conv1d_cases,
    shares={"values": 0.75, "conduct": 0.25},
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
            "first-window-only",
            "You return after the first window. Move `return` out of the loop.",
            _early_return_1d,
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

# --- correlate2d ----------------------------------------------------------------------------


def _pictures(rng: np.random.Generator) -> list[Case]:
    square, shapes = "square kernels", "any shape"
    ramp = np.arange(1.0, 10.0).reshape(3, 3)
    return [
        Case((ramp, np.array([[0.0, 1.0], [2.0, 0.0]])), square, public=True),
        Case((ramp, np.array([[1.0, -1.0]])), shapes, public=True),
        Case((quarters(rng, 4, 5), quarters(rng, 2, 2)), square),
        Case((quarters(rng, 3, 3), quarters(rng, 3, 3)), square),
        Case((quarters(rng, 6, 8), quarters(rng, 3, 3)), square),
        Case((quarters(rng, 7, 4), quarters(rng, 3, 2)), shapes),
        Case((quarters(rng, 5, 7), quarters(rng, 1, 4)), shapes),
        Case((quarters(rng, 6, 6) * 4096 + 0.25, quarters(rng, 3, 3)), square),
    ]


def _padded_same(image, kernel, mode):
    rows, columns = (k - 1 for k in kernel.shape)
    sides = ((rows // 2, rows - rows // 2), (columns // 2, columns - columns // 2))
    return ops.correlate2d(ops.pad2d(image, sides, mode), kernel)


def _kernel_taken_for_square(image, kernel):
    k = kernel.shape[0]
    if k > kernel.shape[1]:
        raise IndexError
    return ops.correlate2d(image, kernel[:, :k])


def _rows_and_columns_swapped(image, kernel):
    return ops.correlate2d(image, kernel).T


def _one_short(image, kernel):
    return ops.correlate2d(image, kernel)[:-1, :-1]


def _first_row_only(image, kernel):
    return ops.correlate2d(image, kernel[:1])[: image.shape[0] - kernel.shape[0] + 1]


def _wrapped(image, kernel):
    rows, columns = kernel.shape
    return sum(
        np.roll(image, (-i, -j), (0, 1)) * kernel[i, j] for i in range(rows) for j in range(columns)
    )


def _overwritten(image, kernel):
    return image[kernel.shape[0] - 1 :, kernel.shape[1] - 1 :] * kernel[-1, -1]


def _strides_by_kernel(image, kernel):
    return ops.correlate2d(image, kernel)[:: kernel.shape[0], :: kernel.shape[1]]


def _never_reset(image, kernel):
    result = ops.correlate2d(image, kernel)
    return np.cumsum(result).reshape(result.shape)


def _normalised(image, kernel):
    total = kernel.sum()
    return ops.correlate2d(image, kernel) / (total if total else 1.0)


def _largest_product(image, kernel):
    products = sliding_window_view(image, kernel.shape) * kernel
    return products.max(axis=(2, 3))


def _scales_in_place(image, kernel):
    result = ops.correlate2d(image, kernel)
    image[: kernel.shape[0], : kernel.shape[1]] *= kernel
    return result


ROTATED = (
    "Your output equals the one with the kernel rotated by 180 degrees: that is true "
    "convolution. `correlate2d` slides the kernel as it stands, as a CNN layer does."
)

_SHAPE_BUGS = (
    Bug(
        "same-zero",
        "Your output is as large as the image: beyond the border you count zeros. Keep only the "
        "places where the whole kernel fits.",
        lambda image, kernel: _padded_same(image, kernel, "zero"),
    ),
    Bug(
        "same-edge",
        "Your output is as large as the image: beyond the border you repeat the last pixel. Keep "
        "only the places where the whole kernel fits.",
        lambda image, kernel: _padded_same(image, kernel, "edge"),
    ),
    Bug(
        "one-short",
        "The last row and column of outputs are missing. A window of k fits n - k + 1 times, "
        "not n - k.",
        _one_short,
    ),
)

correlate2d = FunctionCheck(
    name="unit1/correlate2d",
    reference=ops.correlate2d,
    cases=_pictures,
    shares={"square kernels": 0.25, "any shape": 0.5, "conduct": 0.25},
    bugs=(
        Bug("flipped-kernel", ROTATED, ops.convolve2d),
        Bug(
            "flipped-rows",
            "You turn the kernel upside down. Row 0 of the kernel meets the top row of the window.",
            lambda image, kernel: ops.correlate2d(image, kernel[::-1]),
        ),
        Bug(
            "flipped-columns",
            "You mirror the kernel left to right. Column 0 meets the window's left column.",
            lambda image, kernel: ops.correlate2d(image, kernel[:, ::-1]),
        ),
        Bug(
            "transposed-kernel",
            "You use `kernel[j, i]` where the image has `[i, j]`: rows and columns of the kernel "
            "are swapped.",
            lambda image, kernel: ops.correlate2d(image, kernel.T),
        ),
        Bug(
            "transposed-output",
            "Rows and columns of your output are swapped. The first index counts rows, downwards.",
            _rows_and_columns_swapped,
        ),
        Bug(
            "kernel-taken-for-square",
            "For both axes you use one side of the kernel. Take `kH, kW = kernel.shape`.",
            _kernel_taken_for_square,
        ),
        *_SHAPE_BUGS,
        Bug(
            "first-row-only",
            "Only the kernel's first row enters the sum. You need two loops over the window, or "
            "one slice over both axes.",
            _first_row_only,
        ),
        Bug(
            "mean-for-sum",
            "You take the mean of the products. The output is their sum: a blur is a mean only "
            "because its weights already add up to 1.",
            lambda image, kernel: ops.correlate2d(image, kernel) / kernel.size,
        ),
        Bug(
            "normalised",
            "You divide by the kernel's sum. Leave the weights alone: a kernel that adds up to "
            "0 finds edges.",
            _normalised,
        ),
        Bug(
            "largest-product",
            "You keep the largest product of each window. Add the products up.",
            _largest_product,
        ),
        Bug(
            "overwritten",
            "Only the last product survives: each one overwrites the one before. Add them up, "
            "`+=` and not `=`.",
            _overwritten,
        ),
        Bug(
            "sum-never-reset",
            "Your sum goes on from window to window. Start each output at zero.",
            _never_reset,
        ),
        Bug(
            "windows-side-by-side",
            "Your window jumps by its own size. It moves by one each time, so windows overlap.",
            _strides_by_kernel,
        ),
        Bug(
            "wrapped",
            "Beyond the right and lower border your window goes on at the other side. With an FFT: "
            "cut the result to the places where the whole kernel fits.",
            _wrapped,
        ),
        Bug(
            "integers",
            "Your output holds whole numbers only, so fractions are cut off. Make it with "
            "`np.zeros(shape)`, which is floating point.",
            lambda image, kernel: ops.correlate2d(image, kernel).astype(int),
        ),
        Bug(
            "input-changed",
            "The values are right, but your function writes into `image`, which belongs to its "
            "caller. Write into a new array.",
            _scales_in_place,
        ),
    ),
    hints=(
        "Do one output by hand first: lay the kernel on the top left corner, multiply what "
        "lies on top of each other, add up.",
        "The output has `H - kH + 1` rows and `W - kW + 1` columns. Two loops walk over them.",
        "The window of output `[i, j]` is `image[i:i + kH, j:j + kW]`. Multiply it by `kernel` "
        "and take the `.sum()`.",
    ),
)

# --- convolve2d -----------------------------------------------------------------------------


def _full(image, kernel):
    rows, columns = kernel.shape
    return ops.convolve2d(ops.pad2d(image, (rows - 1, columns - 1)), kernel)


def _rotates_in_place(image, kernel):
    result = ops.convolve2d(image, kernel)
    kernel[:] = kernel[::-1, ::-1].copy()
    return result


def _quarter_turn(image, kernel):
    return ops.correlate2d(image, np.rot90(kernel))


def _flips_all(image, kernel):
    return ops.convolve2d(image[::-1, ::-1], kernel)


convolve2d = FunctionCheck(
    name="unit1/convolve2d",
    reference=ops.convolve2d,
    cases=_pictures,
    shares={"square kernels": 0.25, "any shape": 0.5, "conduct": 0.25},
    bugs=(
        Bug(
            "not-flipped",
            "This is cross-correlation: the kernel slides as it stands. True convolution rotates "
            "it by 180 degrees first. If you call your own `correlate2d`, is that one right?",
            ops.correlate2d,
        ),
        Bug(
            "flipped-rows",
            "You flip the kernel along its rows only, which mirrors it. A rotation by 180 degrees "
            "flips both axes.",
            lambda image, kernel: ops.correlate2d(image, kernel[::-1]),
        ),
        Bug(
            "flipped-columns",
            "You flip the kernel along its columns only, which mirrors it. A rotation by 180 "
            "degrees flips both axes.",
            lambda image, kernel: ops.correlate2d(image, kernel[:, ::-1]),
        ),
        Bug(
            "transposed-kernel",
            "You transpose the kernel. Convolution rotates it: `kernel[::-1, ::-1]`.",
            lambda image, kernel: ops.correlate2d(image, kernel.T),
        ),
        Bug(
            "rotated-90",
            "You turn the kernel by 90 degrees, once. Convolution needs 180 degrees.",
            _quarter_turn,
        ),
        Bug(
            "flipped-image",
            "You rotate the image instead of the kernel, and the output comes out rotated too.",
            lambda image, kernel: ops.correlate2d(image[::-1, ::-1], kernel),
        ),
        Bug(
            "flipped-both",
            "Your output is rotated, and the flip undone: did you rotate the image too, or the "
            "output? Rotate the kernel only.",
            _flips_all,
        ),
        Bug(
            "full-size",
            "Your output is larger than the image: you begin as soon as one weight touches it. "
            "Keep only the places where the whole kernel fits.",
            _full,
        ),
        Bug(
            "same-size",
            "Your output is as large as the image: beyond the border you count zeros. Keep only "
            "the places where the whole kernel fits.",
            lambda image, kernel: _padded_same(image, kernel[::-1, ::-1], "zero"),
        ),
        Bug(
            "mean-for-sum",
            "You take the mean of the products. The output is their sum.",
            lambda image, kernel: ops.convolve2d(image, kernel) / kernel.size,
        ),
        Bug(
            "integers",
            "Your output holds whole numbers only, so fractions are cut off.",
            lambda image, kernel: ops.convolve2d(image, kernel).astype(int),
        ),
        Bug(
            "input-changed",
            "The values are right, but you rotate the caller's kernel in place. "
            "`kernel[::-1, ::-1]` is a new view and leaves the original alone.",
            _rotates_in_place,
        ),
    ),
    hints=(
        "You have nearly all of it: convolution is cross-correlation with another kernel.",
        "Which kernel gives an impulse back upright, if sliding gives it back upside down?",
        "Rotate by 180 degrees, which flips both axes, and call what you have: "
        "`correlate2d(image, kernel[::-1, ::-1])`.",
    ),
)

# --- make_kernel ----------------------------------------------------------------------------

FLAT = np.full((5, 5), 3.0)
LEFT_RIGHT = np.tile([0.0, 0.0, 0.0, 1.0, 1.0, 1.0], (6, 1))


def _sums_to(total: float):
    return lambda kernel: bool(np.isclose(kernel.sum(), total))


def _is_three(kernel: np.ndarray) -> bool:
    return kernel.shape == (3, 3)


def _all_alike(kernel: np.ndarray) -> bool:
    return bool(np.allclose(kernel, kernel[0, 0]))


def _centre_against_rest(kernel: np.ndarray) -> bool:
    around = np.delete(kernel.ravel(), 4)
    return kernel[1, 1] > 0 and bool((around <= 0).all() and (around < 0).any())


def _sees(step: np.ndarray):
    return lambda kernel: bool(np.abs(ops.correlate2d(step, kernel)).max() > 1e-9)


def _blind_to(step: np.ndarray):
    return lambda kernel: not _sees(step)(kernel)


def _even_on_all_sides(kernel: np.ndarray) -> bool:
    return bool(np.allclose(kernel, kernel.T) and np.allclose(kernel, kernel[::-1]))


_SIZE = Rule("not-3x3", "expected a 3x3 kernel.", _is_three)
_EVEN = Rule(
    "lopsided",
    "it treats one side unlike another. Make it the same on all sides.",
    _even_on_all_sides,
)


def _make_kernel(name):
    """Return a 3x3 kernel: "blur", "sharpen", "outline" or "vertical edges"."""
    around = np.array([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]])
    centre = np.array([[0.0, 0, 0], [0, 1, 0], [0, 0, 0]])
    kernels = {
        "blur": np.ones((3, 3)) / 9,
        "sharpen": 5 * centre - around,
        "outline": 4 * centre - around,
        "vertical edges": np.array([[-1.0, 0, 1]] * 3),
    }
    return kernels[name]


make_kernel = RulesCheck(
    name="unit1/make_kernel",
    reference=_make_kernel,
    rules={
        "blur": (
            _SIZE,
            Rule(
                "blur-not-divided",
                "its weights add up to 9, so the picture becomes nine times as bright. "
                "Divide by the number of weights.",
                lambda kernel: not _sums_to(9)(kernel),
            ),
            Rule(
                "blur-all-zero",
                "every weight is 0: the picture turns black. `1 // 9` is 0, `1 / 9` is not.",
                lambda kernel: bool(kernel.any()),
            ),
            Rule(
                "blur-sum",
                "the weights have to add up to 1, or a flat region changes its brightness.",
                _sums_to(1),
            ),
            Rule(
                "blur-uneven",
                "its impulse response is not flat. This blur is a plain mean: each of the nine "
                "pixels counts alike.",
                _all_alike,
            ),
        ),
        "sharpen": (
            _SIZE,
            Rule(
                "sharpen-sum-0",
                "the weights add up to 0, which keeps only the edges. To keep the picture and "
                "strengthen its edges they add up to 1.",
                lambda kernel: not _sums_to(0)(kernel),
            ),
            Rule("sharpen-sum", "the weights have to add up to 1.", _sums_to(1)),
            Rule(
                "sharpen-blurs",
                "it does not set a pixel against its neighbours: the centre is positive and the "
                "weights around it are negative (or 0).",
                _centre_against_rest,
            ),
            _EVEN,
        ),
        "outline": (
            _SIZE,
            Rule(
                "outline-sum-1",
                "the weights add up to 1, which keeps the picture itself. An outline is 0 "
                "wherever the picture is flat.",
                lambda kernel: not _sums_to(1)(kernel),
            ),
            Rule("outline-all-zero", "every weight is 0.", lambda kernel: bool(kernel.any())),
            Rule(
                "outline-sum",
                "the weights have to add up to 0, or flat regions light up.",
                _blind_to(FLAT),
            ),
            Rule(
                "outline-centre",
                "the centre is positive and the weights around it are negative (or 0).",
                _centre_against_rest,
            ),
            _EVEN,
        ),
        "vertical edges": (
            _SIZE,
            Rule(
                "edges-sum",
                "a flat region has no edge, so the weights have to add up to 0.",
                _blind_to(FLAT),
            ),
            Rule(
                "edges-turned",
                "it answers to horizontal edges (bright above dark). For vertical ones the left "
                "column stands against the right one.",
                _sees(LEFT_RIGHT),
            ),
            Rule(
                "edges-both",
                "it answers to horizontal edges too. Make the three rows alike (or in proportion).",
                _blind_to(LEFT_RIGHT.T),
            ),
        ),
    },
    hints=(
        "First decide what the weights add up to: 1 keeps the brightness, 0 removes it.",
        "Blur: nine equal weights. Sharpen: a strong centre against its neighbours. Outline: the "
        "same with another sum. Vertical edges: left column against right column.",
        "Sharpen is `[[0, -1, 0], [-1, 5, -1], [0, -1, 0]]`. For the outline change one number; "
        "for the vertical edges each row is `[-1, 0, 1]`.",
    ),
)

# --- one_output -----------------------------------------------------------------------------

PATCH = np.array([[3.0, 0.0, 1.0], [2.0, 4.0, 0.0], [1.0, 5.0, 2.0]])
KERNEL = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0], [0.0, 0.0, 1.0]])
"""The patch and the kernel of the numeric exercise; a test holds the notebook's against them."""


def _value(kernel: np.ndarray) -> float:
    return float((PATCH * kernel).sum())


SLIDES, TURNED = _value(KERNEL), _value(KERNEL[::-1, ::-1])
_COMMON = (
    Wrong(
        "transposed-kernel",
        _value(KERNEL.T),
        "you swapped rows and columns of the kernel.",
    ),
    Wrong(
        "mirrored-kernel",
        _value(KERNEL[:, ::-1]),
        "you mirrored the kernel left to right. A rotation by 180 degrees flips both axes.",
    ),
    Wrong(
        "upside-down-kernel",
        _value(KERNEL[::-1]),
        "you turned the kernel upside down. A rotation by 180 degrees flips both axes.",
    ),
    Wrong("sign-lost", _value(np.abs(KERNEL)), "look at the sign of the weight in the middle."),
    Wrong("sum-of-patch", float(PATCH.sum()), "you added the pixels up without the weights."),
    Wrong(
        "matrix-product",
        float((PATCH @ KERNEL).sum()),
        "you took the matrix product. Multiply what lies on top of each other, `*` and not `@`.",
    ),
)

one_output = NumberCheck(
    name="unit1/one_output",
    numbers={
        "answer_slides": Number(
            SLIDES,
            "patch * kernel, summed",
            (
                Wrong(
                    "conventions-swapped",
                    TURNED,
                    "this is true convolution, the kernel rotated. Sliding leaves it as it is.",
                ),
                Wrong(
                    "mean-for-sum",
                    SLIDES / 9,
                    "you divided by nine. The output is the sum of the products.",
                ),
                *_COMMON,
            ),
        ),
        "answer_flips": Number(
            TURNED,
            "patch * kernel[::-1, ::-1], summed",
            (
                Wrong(
                    "conventions-swapped",
                    SLIDES,
                    "this is cross-correlation. Rotate the kernel by 180 degrees first.",
                ),
                Wrong(
                    "mean-for-sum",
                    TURNED / 9,
                    "you divided by nine. The output is the sum of the products.",
                ),
                *_COMMON,
            ),
        ),
    },
    hints=(
        "Nine products each time, and most of them are 0.",
        "Sliding: the kernel's top left weight meets the patch's top left pixel. Flipped: the "
        "kernel's bottom right weight meets it.",
        "Sliding: 3·1 + 0·2 + 4·(-1) + 0·3 + 2·1. Flipped: write the kernel down turned by 180 "
        "degrees, then do the same.",
    ),
)

# --- separable (stretch) --------------------------------------------------------------------


def _separable_cases(rng: np.random.Generator) -> list[Case]:
    lopsided = np.array([1.0, 2.0])
    return [
        Case((np.arange(1.0, 10.0).reshape(3, 3), lopsided), public=True),
        Case((quarters(rng, 5, 7), quarters(rng, 3))),
        Case((quarters(rng, 9, 6), quarters(rng, 5))),
    ]


def _in_two_steps(image, g):
    return ops.correlate2d(ops.correlate2d(image, g[np.newaxis, :]), g[:, np.newaxis])


def _row_twice(image, g):
    row = g[np.newaxis, :]
    return ops.correlate2d(ops.correlate2d(image, row), row)


def _sum_of_both(image, g):
    k = len(g)
    rows = ops.correlate2d(image, g[np.newaxis, :])[: image.shape[0] - k + 1]
    columns = ops.correlate2d(image, g[:, np.newaxis])[:, : image.shape[1] - k + 1]
    return rows + columns


separable = FunctionCheck(
    name="unit1/separable",
    reference=_in_two_steps,
    cases=_separable_cases,
    shares={"values": 0.75, "conduct": 0.25},
    bugs=(
        Bug(
            "row-only",
            "Only the row has slid so far. Slide the column over that result.",
            lambda image, g: ops.correlate2d(image, g[np.newaxis, :]),
        ),
        Bug(
            "column-only",
            "Only the column has slid so far. Slide the row over that result.",
            lambda image, g: ops.correlate2d(image, g[:, np.newaxis]),
        ),
        Bug(
            "row-twice",
            "The row slides twice. The second time it is a column: `g[:, np.newaxis]`.",
            _row_twice,
        ),
        Bug(
            "sum-of-both",
            "You add the row's result and the column's. The column slides over what the row gave.",
            _sum_of_both,
        ),
        Bug(
            "flipped-kernel",
            "You slide `g` flipped. Here it stays as it is.",
            lambda image, g: _in_two_steps(image, g[::-1]),
        ),
        Bug(
            "normalised",
            "You divide by the sum of the weights. Leave `g` as it is.",
            lambda image, g: _in_two_steps(image, g) / (g.sum() ** 2 or 1.0),
        ),
        Bug(
            "same-size",
            "Your output is as large as the image. Keep only the places where all of it fits.",
            lambda image, g: _padded_same(image, np.outer(g, g), "zero"),
        ),
        Bug(
            "transposed-output",
            "Rows and columns of your output are swapped.",
            lambda image, g: _in_two_steps(image, g).T,
        ),
    ),
    hints=(
        "`g[np.newaxis, :]` is a kernel with one row.",
        "`g[:, np.newaxis]` is a kernel with one column. Your `correlate2d` takes both.",
        "`correlate2d(correlate2d(image, row), column)`.",
    ),
)
