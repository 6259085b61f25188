"""Unit 1: answers that the checks have to accept, and kernels that they have to name."""

import functools

import numpy as np
import scipy.signal
from numpy.lib.stride_tricks import sliding_window_view

from convedu.checks import unit1


def loops_1d(x, w):
    out = []
    for i in range(len(x) - len(w) + 1):
        total = 0.0
        for j in range(len(w)):
            total += x[i + j] * w[j]
        out.append(total)
    return np.array(out)


def fft_1d(x, w):
    size = len(x) + len(w) - 1
    full = np.fft.irfft(np.fft.rfft(x, size) * np.fft.rfft(w[::-1], size), size)
    return full[len(w) - 1 : len(x)]


def loops_2d(image, kernel):
    rows, columns = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    out = np.empty((rows, columns))
    for i, j in np.ndindex(rows, columns):
        out[i, j] = sum(image[i + u, j + v] * kernel[u, v] for u, v in np.ndindex(kernel.shape))
    return out


def shifted_2d(image, kernel):
    rows, columns = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    return sum(
        image[u : u + rows, v : v + columns] * kernel[u, v] for u, v in np.ndindex(kernel.shape)
    )


def im2col_2d(image, kernel):
    windows = sliding_window_view(image, kernel.shape)
    return (windows.reshape(-1, kernel.size) @ kernel.ravel()).reshape(windows.shape[:2])


def fft_2d(image, kernel):
    shape = [n + k - 1 for n, k in zip(image.shape, kernel.shape, strict=True)]
    spectrum = np.fft.rfft2(image, shape) * np.fft.rfft2(kernel[::-1, ::-1], shape)
    full = np.fft.irfft2(spectrum, shape)
    return full[kernel.shape[0] - 1 : image.shape[0], kernel.shape[1] - 1 : image.shape[1]]


def float32_2d(image, kernel):
    return shifted_2d(image.astype(np.float32), kernel.astype(np.float32))


def einsum_2d(image, kernel):
    return np.einsum("ijuv,uv->ij", sliding_window_view(image, kernel.shape), kernel)


def scipy_2d(image, kernel):
    from scipy.signal import correlate2d

    return correlate2d(image, kernel, "valid")


CORRELATE = [loops_2d, shifted_2d, im2col_2d, fft_2d, float32_2d, einsum_2d, scipy_2d]


def turned(correlate):
    return functools.wraps(correlate)(lambda image, kernel: correlate(image, kernel[::-1, ::-1]))


def in_two_steps(correlate):
    @functools.wraps(correlate)
    def blur(image, g):
        return correlate(correlate(image, g[np.newaxis, :]), g[:, np.newaxis])

    return blur


def square_2d(image, kernel):
    """Answer as somebody who asks for one side of the kernel."""
    k = kernel.shape[0]
    rows, columns = image.shape[0] - k + 1, image.shape[1] - k + 1
    windows = [[image[i : i + k, j : j + k] for j in range(columns)] for i in range(rows)]
    return np.array([[(window * kernel).sum() for window in row] for row in windows])


def in_zeros_like(image, kernel):
    right = loops_2d(image, kernel)
    out = np.zeros_like(image)[: len(right), : right.shape[1]]
    out[:] = right
    return out


def sliding_1d(x, w):
    return sliding_window_view(x, len(w)) @ w


def numpy_1d(x, w):
    return np.convolve(x, w[::-1], "valid")


def integers_kept_1d(x, w):
    return np.correlate(x.astype(np.float32), w.astype(np.float32), "valid")


def while_1d(x, w):
    out, i = [], 0
    while i + len(w) <= len(x):
        out.append(float(np.dot(x[i : i + len(w)], w)))
        i += 1
    return np.asarray(out)


def row_by_row_2d(image, kernel):
    rows = image.shape[0] - kernel.shape[0] + 1
    return np.array([
        sum(np.correlate(image[i + u], kernel[u], "valid") for u in range(len(kernel)))
        for i in range(rows)
    ])  # fmt: skip


def vectorized_2d(image, kernel):
    def one(i, j):
        return float((image[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel).sum())

    places = [n - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True)]
    return np.vectorize(one)(*np.indices(places))


def mirrored_index(image, kernel):
    """Convolve by the formula, without turning the kernel."""
    kH, kW = kernel.shape
    out = np.zeros((image.shape[0] - kH + 1, image.shape[1] - kW + 1))
    for i, j in np.ndindex(out.shape):
        for u, v in np.ndindex(kH, kW):
            out[i, j] += image[i + kH - 1 - u, j + kW - 1 - v] * kernel[u, v]
    return out


def full_and_cut(image, kernel):
    from scipy.signal import convolve2d

    kH, kW = kernel.shape
    return convolve2d(image, kernel)[kH - 1 : image.shape[0], kW - 1 : image.shape[1]]


def column_first(image, g):
    return loops_2d(loops_2d(image, g.reshape(-1, 1)), g.reshape(1, -1))


def along_each_axis(image, g):
    rows = np.apply_along_axis(lambda row: np.correlate(row, g, "valid"), 1, image)
    return np.apply_along_axis(lambda column: np.correlate(column, g, "valid"), 0, rows)


def sum_of_shifts(image, g):
    k = len(g)
    rows = sum(g[v] * image[:, v : image.shape[1] - k + 1 + v] for v in range(k))
    return sum(g[u] * rows[u : len(rows) - k + 1 + u] for u in range(k))


RIGHT = {
    "conv1d_valid": [loops_1d, fft_1d, sliding_1d, numpy_1d, integers_kept_1d, while_1d],
    "correlate2d": [*CORRELATE, row_by_row_2d, vectorized_2d],
    "convolve2d": [*[turned(c) for c in CORRELATE], mirrored_index, full_and_cut],
    "separable": [
        *[in_two_steps(c) for c in CORRELATE],
        column_first,
        along_each_axis,
        sum_of_shifts,
    ],
}


WRONG_KERNELS = {
    "blur-not-divided": ("blur", np.ones((3, 3))),
    "blur-all-zero": ("blur", np.ones((3, 3)) * (1 // 9)),
    "blur-sum": ("blur", np.ones((3, 3)) / 8),
    "blur-uneven": ("blur", np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16),
    "sharpen-is-blur": ("sharpen", np.full((3, 3), 1 / 9)),
    "sharpen-sum-0": ("sharpen", np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]])),
    "not-finite": ("outline", np.where(np.eye(3) > 0, np.inf, -np.inf)),
    "unsigned": ("outline", np.array([[0, 255, 0], [255, 4, 255], [0, 255, 0]], np.uint8)),
    "sharpen-sum": ("sharpen", np.array([[0, -1, 0], [-1, 6, -1], [0, -1, 0]])),
    "sharpen-blurs": ("sharpen", np.eye(3)[::-1] / 3),
    "lopsided": ("sharpen", np.array([[0, -1, 0], [0, 2, 0], [0, 0, 0]])),
    "outline-sum-1": ("outline", np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])),
    "outline-all-zero": ("outline", np.zeros((3, 3))),
    "outline-sum": ("outline", np.array([[-1, -1, -1], [-1, 4, -1], [-1, -1, -1]])),
    "outline-centre": ("outline", np.array([[-1, 1, -1], [1, 0, 1], [-1, 1, -1]])),
    "edges-either-way": ("vertical edges", np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]])),
    "edges-sum": ("vertical edges", np.array([[0, 0, 1]] * 3)),
    "edges-turned": ("vertical edges", np.array([[-1, 0, 1]] * 3).T),
    "edges-both": ("vertical edges", np.array([[-2, -1, 0], [-1, 0, 1], [0, 1, 2]])),
    "not-3x3": ("blur", np.full((5, 5), 1 / 25)),
}


OTHER_KERNELS = [
    {"sharpen": [[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]]},
    {"outline": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]},
    {"outline": [[0, 1, 0], [1, -4, 1], [0, 1, 0]]},
    {"sharpen": [[1, -2, 1], [-2, 5, -2], [1, -2, 1]]},
    {"sharpen": [[-0.125, -0.125, -0.125], [-0.125, 2, -0.125], [-0.125, -0.125, -0.125]]},
    {"outline": [[1, -2, 1], [-2, 4, -2], [1, -2, 1]]},
    {"outline": [[-0.25, -0.5, -0.25], [-0.5, 3, -0.5], [-0.25, -0.5, -0.25]]},
    {"blur": [[1 / 9] * 3] * 3},
    {"vertical edges": [[3, 0, -3], [10, 0, -10], [3, 0, -3]]},
    {"vertical edges": [[0, 0, 0], [-1, 0, 1], [0, 0, 0]]},
    {"vertical edges": [[1, 0, -1], [2, 0, -2], [1, 0, -1]]},
]


def kernels_but(others):
    """Return a right `make_kernel` but for some names."""
    right = unit1.make_kernel.reference
    return lambda name: others.get(name, right(name))


RIGHT["make_kernel"] = [kernels_but(others) for others in [{}, *OTHER_KERNELS]]


def filled_2d(rows, columns, value):
    """Return `out` with value(i, j) at each place."""
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = value(i, j)
    return out


def matrix_products(image, kernel):
    kH, kW = kernel.shape
    rows, columns = image.shape[0] - kH + 1, image.shape[1] - kW + 1
    return filled_2d(rows, columns, lambda i, j: np.sum(image[i : i + kH, j : j + kW] @ kernel))


def sum_forgotten(image, kernel):
    kH, kW = kernel.shape
    rows, columns = image.shape[0] - kH + 1, image.shape[1] - kW + 1
    return filled_2d(rows, columns, lambda i, j: sum(image[i : i + kH, j : j + kW] * kernel))


def width_first(image, kernel):
    (W, H), (kW, kH) = image.shape, kernel.shape
    return filled_2d(
        H - kH + 1, W - kW + 1, lambda i, j: (image[i : i + kH, j : j + kW] * kernel).sum()
    )


def j_before_i(image, kernel):
    kH, kW = kernel.shape
    rows, columns = image.shape[0] - kH + 1, image.shape[1] - kW + 1
    return filled_2d(rows, columns, lambda i, j: (image[j : j + kH, i : i + kW] * kernel).sum())


def returned_in_loop(image, kernel):
    rows, columns = (n - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True))
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = image[i : i + kernel.shape[0], j : j + kernel.shape[1]]
            out[i, j] = (window * kernel).sum()
        return out
    return None


def zeros_like_1d(x, w):
    out = np.zeros_like(x)
    for i in range(len(x) - len(w) + 1):
        out[i] = (x[i : i + len(w)] * w).sum()
    return out


def one_window_too_many(x, w):
    out = np.zeros(len(x) - len(w) + 2)
    for i in range(len(out)):
        for j in range(len(w)):
            out[i] += x[i + j] * w[j]
    return out


def index_not_moved(x, w):
    out = np.zeros(len(x) - len(w) + 1)
    for i in range(len(out)):
        for weight in w:
            out[i] += x[i] * weight
    return out


WRONG = {
    "correlate2d": {
        "sides-taken-for-equal": square_2d,
        "integers-kept": in_zeros_like,
        "matrix-product": matrix_products,
        "window-for-number": sum_forgotten,
        "height-and-width-swapped": width_first,
        "indices-swapped": j_before_i,
        "returns-early": returned_in_loop,
        "full-size": scipy.signal.convolve2d,
        "bytes": lambda image, kernel: loops_2d(image, kernel).astype(int).astype(np.uint8),
    },
    "conv1d_valid": {
        "returns-early": lambda x, w: [np.dot(x[: len(w)], w)],
        "always-three": lambda x, w: np.array(
            [x[i] * w[0] + x[i + 1] * w[1] + x[i + 2] * w[2] for i in range(len(x) - 2)]
        ),
        "numpy-convolve": lambda x, w: np.convolve(x, w, mode="same"),
        "zeros-left-over": zeros_like_1d,
        "beyond-the-end": one_window_too_many,
        "index-not-moved": index_not_moved,
    },
    "make_kernel": {
        bug: kernels_but({name: kernel}) for bug, (name, kernel) in WRONG_KERNELS.items()
    },
}
