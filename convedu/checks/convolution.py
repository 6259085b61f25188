"""The mistakes of a convolution, along however many axes, with a stride or without."""

import numpy as np

from convedu.checks.bank import Answer, Words, edited, words

Bugs = dict[str, Answer | tuple[Answer, ...]]

WORDS = words(__file__)


def slide(image, kernel, stride=1):
    """Return a convolution, the stride one number or one for each axis."""
    sides = kernel.shape
    steps = np.broadcast_to(stride, image.ndim)
    counts = [(n - k) // s + 1 for n, k, s in zip(image.shape, sides, steps, strict=True)]
    out = np.zeros(counts)
    for index in np.ndindex(*counts):
        axes = zip(index, sides, steps, strict=True)
        window = image[tuple(slice(i * s, i * s + k) for i, k, s in axes)]
        out[index] = (window * kernel).sum()
    return out


def slide_by_pixel(image, kernel, stride=1):
    """Return the same; an index that is too large is an error here, and a negative one wraps."""
    widths = kernel.shape
    steps = np.broadcast_to(stride, image.ndim)
    axes = zip(image.shape, widths, steps, strict=True)
    out = np.zeros([(n - width) // step + 1 for n, width, step in axes])
    for index in np.ndindex(*out.shape):
        for weight in np.ndindex(*widths):
            places = zip(index, weight, steps, strict=True)
            out[index] += image[tuple(i * step + u for i, u, step in places)] * kernel[weight]
    return out


def in_terms_of(module: str, mistakes: Words = WORDS) -> Words:
    """Return what is said of each mistake, in the terms of the TOML file beside a module.

    These are `weight` and the number that it `meets`, the `window`, the kernel's `sides`, the
    output's `size`, and the `step`.
    """
    terms = words(module).terms
    said = {name: message.format(**terms) for name, message in mistakes.bugs.items()}
    return mistakes._replace(bugs=said, edits={})


CONVOLUTION: Bugs = {**edited(slide, WORDS.edits, slide_by_pixel)}
"""What comes of each for ``(image, kernel)`` or ``(image, kernel, stride)``."""
