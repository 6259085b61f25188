"""Unit 4: the mistakes of a convolution with a stride, along however many axes."""

import numpy as np

from convedu.checks import convolution
from convedu.checks.bank import edited, words
from convedu.checks.cases import NoPrediction
from convedu.checks.convolution import CONVOLUTION, Bugs, slide, slide_by_pixel

_WORDS = words(__file__, convolution.WORDS)
WORDS = _WORDS._replace(bugs=convolution.WORDS.bugs | _WORDS.bugs)
"""What is said of each, with places for an exercise's terms."""


def _input_first(image, kernel, stride):
    kept = image[tuple(slice(None, None, s) for s in np.broadcast_to(stride, image.ndim))]
    if np.less(kept.shape, kernel.shape).any():
        raise NoPrediction
    return slide(kept, kernel)


STRIDED: Bugs = {
    **edited(slide, _WORDS.edits, slide_by_pixel),
    "input-subsampled-first": _input_first,
    **CONVOLUTION,
}
"""What comes of each for ``(image, kernel, stride)``."""
