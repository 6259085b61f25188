"""The mistakes of a convolution, along however many axes, with a stride or without."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convedu.checks.bank import (
    Answer,
    last,
    looping,
    same_sized,
    sliding,
    with_border,
    with_result,
    words,
)

Bugs = dict[str, Answer | tuple[Answer, ...]]

_WORDS = words(__file__)
_right = sliding()


def messages(terms: dict[str, str]) -> dict[str, str]:
    """Return what is said of each mistake, in an exercise's own terms.

    These are `weight` and the number that it `meets`, the `window`, the kernel's `sides`, and the
    output's `size`.
    """
    return {name: message.format(**terms) for name, message in _WORDS.bugs.items()}


def _sides(image: np.ndarray, kernel: np.ndarray, *stride: Any) -> tuple[int, ...]:
    return kernel.shape


def _with_kernel(change: Callable[[np.ndarray], np.ndarray]) -> Answer:
    return lambda image, kernel, *stride: _right(image, change(kernel), *stride)


def _threes(image: np.ndarray, kernel: np.ndarray) -> tuple:
    return image.shape, (3,) * kernel.ndim


def _normalised(total: Callable[[np.ndarray], float]) -> Answer:
    return lambda image, kernel, *stride: _right(image, kernel, *stride) / (total(kernel) or 1.0)


def _side_by_side(image: np.ndarray, kernel: np.ndarray, *stride: Any) -> np.ndarray:
    return _right(image, kernel, kernel.shape)


def _products(image: np.ndarray, kernel: np.ndarray, *stride: Iterable[int]) -> np.ndarray:
    windows = sliding_window_view(image, kernel.shape)
    steps = stride[0] if stride else (1,) * kernel.ndim
    return windows[tuple(slice(None, None, s) for s in steps)] * kernel


def _overwriting(window: np.ndarray, kernel: np.ndarray) -> Any:
    window *= kernel
    return window.sum()


def _in_an_image(start: Callable[[np.ndarray], np.ndarray]) -> Answer:
    """Return an answer that writes into an array as large as the image, ``start(image)``."""

    def answer(image: np.ndarray, kernel: np.ndarray, *stride: Any) -> np.ndarray:
        out = start(image)
        small = _right(image, kernel, *stride)
        out[tuple(map(slice, small.shape))] = small
        return out

    return answer


def _only(part: slice) -> Callable[[np.ndarray], np.ndarray]:
    """Return a change of a result that leaves only a part along each axis, and 0 elsewhere."""

    def change(right: np.ndarray) -> np.ndarray:
        out = np.zeros_like(right)
        some = (part,) * right.ndim
        out[some] = right[some]
        return out

    return change


def _one_for_all(array: np.ndarray, axis: int) -> np.ndarray:
    return np.repeat(np.take(array, [0], axis), array.shape[axis], axis)


CONVOLUTION: Bugs = {
    "flipped-kernel": _with_kernel(np.flip),
    "one-short": (
        with_result(_right, lambda y: y[(slice(-1),) * y.ndim]),
        with_result(_right, _only(slice(-1))),
    ),
    "first-outputs-lost": with_result(_right, _only(slice(1, None))),
    "same-size": (
        *same_sized(_right, sides=_sides),
        with_border(_right, lambda k: (k - 1, 0), sides=_sides),
    ),
    "last-window-hangs-over": with_border(_right, lambda k: (0, k - 1), sides=_sides),
    "same-edge": same_sized(_right, sides=_sides, mode="edge"),
    "same-mirrored": same_sized(_right, sides=_sides, mode="reflect"),
    "same-wrapped": same_sized(_right, sides=_sides, mode="wrap"),
    "full-size": with_border(_right, lambda k: (k - 1, k - 1), sides=_sides),
    "zeros-left-over": _in_an_image(lambda image: np.zeros(image.shape)),
    "image-left-over": _in_an_image(lambda image: image.astype(float)),
    "always-three": (sliding(sides=_threes), looping(sides=_threes)),
    "start-forgotten": (
        with_result(_right, lambda y: np.full_like(y, y.flat[0])),
        with_result(_right, lambda y: _one_for_all(y, 0)),
        with_result(_right, lambda y: _one_for_all(y, -1)),
    ),
    "index-not-moved": looping(pixel=lambda i, u, s: i * s),
    "index-backwards": looping(pixel=lambda i, u, s: i * s - u),
    "weight-of-the-place": looping(weight=lambda u, k, i: i),
    "end-not-moved": sliding(end=lambda i, k, s: k),
    "last-weights-lost": (
        sliding(value=lambda w, kernel: (w * kernel)[(slice(-1),) * kernel.ndim].sum()),
        sliding(value=lambda w, kernel: (w * kernel)[(slice(1, None),) * kernel.ndim].sum()),
    ),
    "image-overwritten": sliding(value=_overwriting),
    "sums-multiplied": sliding(value=lambda window, kernel: window.sum() * kernel.sum()),
    "weights-forgotten": sliding(value=lambda window, kernel: window.sum()),
    "added-for-multiplied": sliding(value=lambda window, kernel: (window + kernel).sum()),
    "products-without-sign": sliding(value=lambda window, kernel: np.abs(window * kernel).sum()),
    "mean-for-sum": sliding(value=lambda window, kernel: (window * kernel).mean()),
    "largest-product": sliding(value=lambda window, kernel: (window * kernel).max()),
    "normalised": (_normalised(np.sum), _normalised(lambda kernel: np.abs(kernel).sum())),
    "overwritten": looping(collect=last),
    "first-product-only": looping(collect=lambda products: products[0]),
    "sum-never-reset": with_result(_right, lambda y: np.cumsum(y).reshape(y.shape)),
    "windows-side-by-side": _side_by_side,
    "window-for-number": sliding(value=lambda window, kernel: window * kernel),
    "not-added": _products,
    "returns-early": (
        with_result(_right, lambda y: np.where(np.arange(y.size).reshape(y.shape) == 0, y, 0)),
        with_result(_right, lambda y: np.where(np.indices(y.shape)[0] == 0, y, 0)),
        with_result(_right, lambda y: y.flat[0]),
        with_result(_right, lambda y: y[:1]),
    ),
}
"""What comes of each for ``(image, kernel)`` or ``(image, kernel, stride)``."""
