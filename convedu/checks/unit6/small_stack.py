"""Unit 6, stretch: see far with few weights."""

from itertools import pairwise

import numpy as np

from convedu.checks.properties import property_check
from convedu.layers import Conv2d
from convedu.shapes import receptive_field

INPUT, OUTPUT, REACH, BUDGET = 3, 64, 15, 20_000
LARGEST = 1_000_000


def _is_stack(rows: np.ndarray) -> bool:
    possible = (rows == np.round(rows)) & (rows >= 1) & (rows < LARGEST)
    return rows.shape[1] == 3 and len(rows) > 0 and bool(possible.all())


def _weights(rows: np.ndarray) -> int:
    channels = [INPUT, *rows[:, 1].astype(int).tolist()]
    layers = zip(pairwise(channels), rows[:, 0].astype(int).tolist(), strict=True)
    return sum(Conv2d(cin, cout, k).weights for (cin, cout), k in layers)


def _reach(rows: np.ndarray) -> int:
    return receptive_field([(k, stride) for k, _, stride in rows.astype(int).tolist()]).size


def _sees(rows: np.ndarray, enough: int) -> bool:
    """Tell whether one output reads `enough` pixels of a row: a stride may skip some."""
    seen = {0}
    for k, _, stride in reversed(rows.astype(int).tolist()):
        seen = {place * stride + j for place in seen for j in range(min(k, enough))}
        seen = set(sorted(seen)[:enough])
    return len(seen) == enough


@property_check("any stride", "stride 1")
def small_stack(brief):
    """Return rows [k, out_channels, stride] for "any stride" or "stride 1"."""
    if brief == "stride 1":
        return [[3, 8, 1]] * 6 + [[3, 64, 1]]
    return [[3, 16, 2], [3, 16, 2], [3, 64, 2]]
