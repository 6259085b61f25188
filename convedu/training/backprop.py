"""Layers that can be trained: each gives its output and a function for the way back.

``y, back = layer(x, *parameters)`` and ``dx, gradients = back(dy)``: given how the loss changes
with the output, `back` says how it changes with the input and with each parameter.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

Back = Callable[[np.ndarray], tuple[np.ndarray, tuple[np.ndarray, ...]]]


def conv(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> tuple[np.ndarray, Back]:
    """Slide filters (F, C, k, k) over pictures (N, C, H, W), where they fit as a whole."""
    filters, channels, k, _ = weight.shape
    windows = sliding_window_view(x, (k, k), axis=(2, 3))
    high, wide = windows.shape[2:4]
    columns = windows.transpose(0, 1, 4, 5, 2, 3).reshape(len(x), channels * k * k, high * wide)
    matrix = weight.reshape(filters, -1)
    y = (matrix @ columns).reshape(len(x), filters, high, wide) + bias[:, np.newaxis, np.newaxis]

    def back(dy: np.ndarray) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
        rows = dy.reshape(len(x), filters, -1)
        dweight = np.matmul(rows, columns.transpose(0, 2, 1)).sum(axis=0).reshape(weight.shape)
        taps = (matrix.T @ rows).reshape(len(x), channels, k, k, high, wide)
        dx = np.zeros_like(x)
        for i in range(k):
            for j in range(k):  # each tap goes back to where it was read
                dx[:, :, i : i + high, j : j + wide] += taps[:, :, i, j]
        return dx, (dweight, rows.sum(axis=(0, 2)))

    return y, back


def dense(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> tuple[np.ndarray, Back]:
    """Let each of O outputs read all I inputs: (N, I) and (O, I) give (N, O)."""

    def back(dy: np.ndarray) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
        return dy @ weight, (dy.T @ x, dy.sum(axis=0))

    return x @ weight.T + bias, back


def relu(x: np.ndarray) -> tuple[np.ndarray, Back]:
    """Replace negative values by zero; where it did, nothing goes back."""
    return np.maximum(x, 0), lambda dy: (dy * (x > 0), ())


def flatten(x: np.ndarray) -> tuple[np.ndarray, Back]:
    """Write all values of a picture in a row, so that each keeps its place."""
    return x.reshape(len(x), -1), lambda dy: (dy.reshape(x.shape), ())


def max_pool(x: np.ndarray) -> tuple[np.ndarray, Back]:
    """Keep the largest value of each 2x2 window; only the place it came from learns."""
    high, wide = x.shape[2] // 2, x.shape[3] // 2
    tiles = x[:, :, : 2 * high, : 2 * wide].reshape(*x.shape[:2], high, 2, wide, 2)
    tiles = tiles.transpose(0, 1, 2, 4, 3, 5).reshape(*x.shape[:2], high, wide, 4)
    winner = tiles.argmax(axis=-1)[..., np.newaxis]

    def back(dy: np.ndarray) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
        dtiles = np.zeros_like(tiles)
        np.put_along_axis(dtiles, winner, dy[..., np.newaxis], axis=-1)
        dtiles = dtiles.reshape(*x.shape[:2], high, wide, 2, 2).transpose(0, 1, 2, 4, 3, 5)
        dx = np.zeros_like(x)
        dx[:, :, : 2 * high, : 2 * wide] = dtiles.reshape(*x.shape[:2], 2 * high, 2 * wide)
        return dx, ()

    return np.take_along_axis(tiles, winner, axis=-1)[..., 0], back


def global_max(x: np.ndarray) -> tuple[np.ndarray, Back]:
    """Keep one number of each channel, its largest: it says what is there, and no longer where."""
    flat = x.reshape(*x.shape[:2], -1)
    winner = flat.argmax(axis=-1)[..., np.newaxis]

    def back(dy: np.ndarray) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
        dflat = np.zeros_like(flat)
        np.put_along_axis(dflat, winner, dy[..., np.newaxis], axis=-1)
        return dflat.reshape(x.shape), ()

    return np.take_along_axis(flat, winner, axis=-1)[..., 0], back


def global_mean(x: np.ndarray) -> tuple[np.ndarray, Back]:
    """Keep one number of each channel, its mean."""
    count = x.shape[2] * x.shape[3]

    def back(dy: np.ndarray) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
        return np.broadcast_to(dy[..., np.newaxis, np.newaxis] / count, x.shape), ()

    return x.mean(axis=(2, 3)), back


def cross_entropy(scores: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """Return how surprised the scores (N, classes) are by the labels, and the gradient of that."""
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = odds / odds.sum(axis=1, keepdims=True)
    rows = np.arange(len(labels))
    loss = -np.log(chances[rows, labels]).mean()
    chances[rows, labels] -= 1
    return float(loss), chances / len(labels)


Step = tuple[Callable[..., Any], tuple[np.ndarray, ...]]
"""A layer's function with its parameters."""


def forward(steps: list[Step], x: np.ndarray) -> tuple[np.ndarray, list[Back]]:
    """Return the output of a stack of layers, and the way back through each."""
    backs = []
    for layer, parameters in steps:
        x, back = layer(x, *parameters)
        backs.append(back)
    return x, backs


def backward(backs: list[Back], dy: np.ndarray) -> tuple[list[tuple[np.ndarray, ...]], np.ndarray]:
    """Return the gradients of every layer's parameters, and of the input.

    That is the chain rule, last layer first.
    """
    gradients = []
    for back in reversed(backs):
        dy, own = back(dy)
        gradients.append(own)
    return gradients[::-1], dy
