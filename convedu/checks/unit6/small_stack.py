"""Unit 6, stretch: see far with few weights."""

import numpy as np

from convedu.checks.properties import Property, PropertyCheck
from convedu.layers import Conv2d
from convedu.shapes import receptive_field

INPUT, OUTPUT, REACH, BUDGET = 3, 64, 15, 20_000


def _is_stack(rows: np.ndarray) -> bool:
    whole = np.issubdtype(rows.dtype, np.integer) or bool((rows == np.round(rows)).all())
    return rows.shape[1] == 3 and len(rows) > 0 and whole and bool((rows >= 1).all())


def _weights(rows: np.ndarray) -> int:
    cin, total = INPUT, 0
    for k, cout, _ in rows.astype(int).tolist():
        total += Conv2d(cin, cout, k).weights
        cin = cout
    return total


def _reach(rows: np.ndarray) -> int:
    return receptive_field([(k, stride) for k, _, stride in rows.astype(int).tolist()]).size


_STACK = (
    Property(
        "no-stack",
        "expected a list of rows `[k, out_channels, stride]`, whole numbers from 1.",
        _is_stack,
    ),
    Property(
        "wrong-end",
        f"the last layer has to make {OUTPUT} channels.",
        lambda rows: rows[-1, 1] == OUTPUT,
    ),
    Property(
        "sees-too-little",
        f"one output sees less than {REACH} pixels. Add layers, or step wider early on.",
        lambda rows: _reach(rows) >= REACH,
    ),
    Property(
        "one-wide-window",
        f"one wide window alone has {BUDGET:,} weights or more: they grow with the square of its "
        "side. Several small ones reach as far.",
        lambda rows: len(rows) > 1 or _weights(rows) < BUDGET,
    ),
    Property(
        "too-heavy",
        f"it has {BUDGET:,} weights or more. Keep the layers in the middle thin: their two "
        "numbers of channels multiply.",
        lambda rows: _weights(rows) < BUDGET,
    ),
)


def _small_stack(brief):
    """Return rows [k, out_channels, stride] for "any stride" or "stride 1"."""
    if brief == "stride 1":
        return [[3, 8, 1]] * 6 + [[3, 64, 1]]
    return [[3, 16, 2], [3, 16, 2], [3, 64, 2]]


small_stack = PropertyCheck(
    name="unit6/small_stack",
    reference=_small_stack,
    rules={
        "any stride": _STACK,
        "stride 1": (
            *_STACK,
            Property(
                "strides",
                "here every stride is 1: depth has to do what the stride did.",
                lambda rows: bool((rows[:, 2] == 1).all()),
            ),
        ),
    },
    hints=(
        "The layer in which both numbers of channels are large is the dear one.",
        "With stride 2 in the first layers each later window reaches twice as far. With stride 1 a "
        "3x3 window adds 2 pixels a layer.",
        "Any stride: three 3x3 with stride 2 see 15. Stride 1: seven 3x3 see 15, if there are only "
        "a few channels in between.",
    ),
)
