"""The state of the random generators as plain values, so that a seed holds across the wall.

This file runs on both sides of the wall; it may import the standard library and NumPy only.
"""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np


def state() -> list[Any]:
    """Return where the generators of `random` and `numpy.random` stand.

    Returns
    -------
    list
        Numbers, None and arrays.

    Examples
    --------
    >>> before = state()
    >>> first = random.random()
    >>> restore(before)
    >>> random.random() == first
    True
    """
    version, words, gauss = random.getstate()
    _, keys, place, has_gauss, cached = np.random.get_state()  # noqa: NPY002 - tests seed it
    return [version, np.array(words, dtype=np.uint32), gauss, keys, place, has_gauss, cached]


def restore(plain: Sequence[Any]) -> None:
    """Bring both generators to where they stood.

    Parameters
    ----------
    plain : sequence
        What `state` has returned.
    """
    version, words, gauss, *rest = plain
    random.setstate((version, tuple(words.tolist()), gauss))
    np.random.set_state(("MT19937", *rest))  # noqa: NPY002 - tests seed it


def same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Tell whether the generators stood alike.

    Parameters
    ----------
    one, other : sequence
        What `state` has returned.

    Returns
    -------
    bool
    """
    return all(map(np.array_equal, one, other))


def move() -> None:
    """Move both generators on, so that bringing them back can be noticed."""
    random.random()
    np.random.random()  # noqa: NPY002 - tests seed it
