"""Unit 4: the mistakes of a convolution with a stride, along however many axes."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np

from convedu.checks import convolution
from convedu.checks.bank import (
    Answer,
    looping,
    sliding,
    words,
)
from convedu.checks.cases import NoPrediction
from convedu.checks.convolution import CONVOLUTION, Bugs

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


def _dense_shape(image: np.ndarray, kernel: np.ndarray, stride: Iterable[int]) -> list[int]:
    return [n - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True)]


def _right_shape(*args: np.ndarray) -> tuple[int, ...]:
    return _right(*args).shape


def _if_whole(window: np.ndarray, kernel: np.ndarray) -> Any:
    return (window * kernel).sum() if window.shape == kernel.shape else 0


_at_pixels = partial(sliding, place=lambda i, s: i * s)

STRIDED: Bugs = {
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
    "kernel-forgotten": (
        sliding(count=lambda n, k, s: n // s),
        sliding(count=lambda n, k, s: n // s, value=_if_whole),
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
    "size-at-stride-1": (
        sliding(count=lambda n, k, s: n - k + 1),
        looping(count=lambda n, k, s: n - k + 1),
    ),
    "stride-added": sliding(start=lambda i, s: i + s, end=lambda i, k, s: i + s + k),
}
STRIDED |= CONVOLUTION
"""What comes of each for ``(image, kernel, stride)``, the stride a tuple of one for each axis."""


def messages(terms: dict[str, str]) -> dict[str, str]:
    """Return what is said of each mistake, in an exercise's own terms."""
    return {**convolution.messages(terms), **words(__file__).bugs}


def along_one_axis(answers: dict[str, Any]) -> dict[str, tuple]:
    """Return answers for ``(x, w, s)``, where the stride is a number."""

    def single(answer: Answer) -> Answer:
        return lambda x, w, s: answer(x, w, (s,))

    def several(some: Answer | tuple[Answer, ...]) -> tuple[Answer, ...]:
        return tuple(map(single, (some,) if callable(some) else some))

    return {name: several(some) for name, some in answers.items()}
