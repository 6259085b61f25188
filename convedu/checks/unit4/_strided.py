"""Unit 4: the mistakes of a convolution with a stride, along however many axes."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np

from convedu.checks.bank import (
    Answer,
    looping,
    same_sized,
    sliding,
    with_arguments,
    with_border,
    with_result,
)
from convedu.checks.cases import NoPrediction

_right = sliding()


def of_dense(pick: Callable) -> Answer:
    """Return an answer that takes some of the outputs at stride 1: `pick` makes an axis' slice."""

    def answer(image: np.ndarray, kernel: np.ndarray, stride: Iterable[int]) -> np.ndarray:
        return _right(image, kernel)[tuple(map(pick, stride))]

    return answer


def _input_first(image: np.ndarray, kernel: np.ndarray, stride: Iterable[int]) -> np.ndarray:
    kept = image[tuple(slice(None, None, s) for s in stride)]
    if any(n < k for n, k in zip(kept.shape, kernel.shape, strict=True)):
        raise NoPrediction
    return _right(kept, kernel)


def _dilated(image: np.ndarray, kernel: np.ndarray, stride: Iterable[int]) -> np.ndarray:
    if any(n <= s * (k - 1) for n, k, s in zip(image.shape, kernel.shape, stride, strict=True)):
        raise NoPrediction
    spread = looping(count=lambda n, k, s: n - s * (k - 1), pixel=lambda i, u, s: i + u * s)
    return spread(image, kernel, stride)


def _sides(image: np.ndarray, kernel: np.ndarray, stride: Iterable[int]) -> tuple[int, ...]:
    return kernel.shape


def _dense_shape(image: np.ndarray, kernel: np.ndarray, stride: Iterable[int]) -> list[int]:
    return [n - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True)]


def _right_shape(*args: np.ndarray) -> tuple[int, ...]:
    return _right(*args).shape


def _threes(image: np.ndarray, kernel: np.ndarray) -> tuple:
    return image.shape, (3,) * kernel.ndim


def _side_by_side(image: np.ndarray, kernel: np.ndarray, stride: Iterable[int]) -> np.ndarray:
    return _right(image, kernel, kernel.shape)


def _products(image: np.ndarray, kernel: np.ndarray, stride: Iterable[int]) -> np.ndarray:
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return windows[tuple(slice(None, None, s) for s in stride)] * kernel


_at_pixels = partial(sliding, place=lambda i, s: i * s)

STRIDED: dict[str, Answer | tuple[Answer, ...]] = {
    "size-but-not-index": sliding(start=lambda i, s: i, end=lambda i, k, s: i + k),
    "index-but-not-size": (
        sliding(shape=_dense_shape),
        sliding(shape=lambda *args: [side + 1 for side in _right_shape(*args)]),
    ),
    "zeros-between": (
        _at_pixels(shape=lambda image, kernel, stride: image.shape),
        _at_pixels(shape=_dense_shape),
    ),
    "pixel-for-number": _at_pixels(shape=_right_shape),
    "stride-forgotten": of_dense(lambda s: slice(None)),
    "input-subsampled-first": _input_first,
    "dilation-for-stride": _dilated,
    "starts-late": (
        of_dense(lambda s: slice(s - 1, None, s)),
        of_dense(lambda s: slice(1, None, s)),
    ),
    "last-window-hangs-over": with_border(_right, lambda k: (0, k - 1), sides=_sides),
    "same-size": same_sized(_right, sides=_sides),
    "one-short": with_result(_right, lambda y: y[(slice(-1),) * y.ndim]),
    "kernel-forgotten": (
        sliding(count=lambda n, k, s: n // s),
        looping(count=lambda n, k, s: n // s),
    ),
    "beyond-the-end": (
        sliding(count=lambda n, k, s: -(-n // s)),
        looping(count=lambda n, k, s: -(-n // s)),
        looping(count=lambda n, k, s: n // s + 1),
    ),
    "plus-one-inside": sliding(count=lambda n, k, s: (n - k + 1) // s),
    "one-too-many": (
        sliding(count=lambda n, k, s: (n - k) // s + 2),
        looping(count=lambda n, k, s: (n - k) // s + 2),
    ),
    "last-start-left-out": sliding(count=lambda n, k, s: -((k - n) // s)),
    "stride-in-start-only": sliding(end=lambda i, k, s: i + k),
    "stride-for-kernel": sliding(end=lambda i, k, s: i * s + s),
    "stride-inside-window": (
        looping(pixel=lambda i, u, s: (i + u) * s),
        looping(pixel=lambda i, u, s: i * s + u * s),
        looping(pixel=lambda i, u, s: i + u * s),
    ),
    "windows-side-by-side": _side_by_side,
    "position-forgotten": looping(pixel=lambda i, u, s: u),
    "offset-forgotten": looping(pixel=lambda i, u, s: i * s),
    "overwritten": sliding(value=lambda window, kernel: (window * kernel).flat[-1]),
    "stops-after-first": sliding(value=lambda window, kernel: (window * kernel).flat[0]),
    "window-one-short": sliding(
        value=lambda window, kernel: (window * kernel)[(slice(-1),) * kernel.ndim].sum()
    ),
    "added-for-multiplied": sliding(value=lambda window, kernel: (window + kernel).sum()),
    "size-at-stride-1": (
        sliding(count=lambda n, k, s: n - k + 1),
        looping(count=lambda n, k, s: n - k + 1),
    ),
    "full-size": with_border(_right, lambda k: (k - 1, k - 1), sides=_sides),
    "sum-never-reset": with_result(_right, lambda y: np.cumsum(y).reshape(y.shape)),
    "always-three": (sliding(sides=_threes), looping(sides=_threes)),
    "flipped-kernel": with_arguments(_right, kernel=np.flip),
    "mean-for-sum": sliding(value=lambda window, kernel: (window * kernel).mean()),
    "max-for-sum": sliding(value=lambda window, kernel: (window * kernel).max()),
    "kernel-not-used": sliding(value=lambda window, kernel: window.sum()),
    "window-for-number": sliding(value=lambda window, kernel: window * kernel),
    "products-not-added": _products,
    "stride-added": sliding(start=lambda i, s: i + s, end=lambda i, k, s: i + s + k),
    "returns-early": (
        with_result(_right, lambda y: np.where(np.arange(y.size).reshape(y.shape) == 0, y, 0)),
        with_result(_right, lambda y: np.where(np.indices(y.shape)[0] == 0, y, 0)),
        with_result(_right, lambda y: y.flat[0]),
    ),
}
"""What comes of each for ``(image, kernel, stride)``, the stride a tuple of one for each axis."""


def along_one_axis(answers: dict[str, Any]) -> dict[str, tuple]:
    """Return answers for ``(x, w, s)``, where the stride is a number."""

    def single(answer: Answer) -> Answer:
        return lambda x, w, s: answer(x, w, (s,))

    def several(some: Answer | tuple[Answer, ...]) -> tuple[Answer, ...]:
        return tuple(map(single, (some,) if callable(some) else some))

    return {name: several(some) for name, some in answers.items()}
