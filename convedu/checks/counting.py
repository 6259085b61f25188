"""What goes wrong where a layer is counted: one wrong factor each, the same in every exercise.

The factors of a count are a window's weights, the depth of a filter, the number of filters, and at
how many places a window stops along a side. The words stand in counting.toml.
"""

from collections.abc import Callable, Mapping
from typing import Any

from convedu.checks.answers import Answer, Edited
from convedu.checks.bank import edited, with_arguments, words

WORDS = words(__file__)

Wrong = Mapping[str, Callable | tuple[Callable, ...]]


def edits(right: Answer) -> dict[str, tuple[Edited, ...]]:
    """Return by name the answers that are `right` with one factor wrong, as counting.toml says.

    Only what the source of `right` is written with can be wrong: the lines of unit 6.
    """
    made = edited(right, WORDS.edits)
    fitting = {name: tuple(one for one in some if one.applies()) for name, some in made.items()}
    return {name: some for name, some in fitting.items() if some}


def places(n: int, k: int, stride: int, padding: int = 0) -> int:
    """Return at how many places a window of k stops along a side of n."""
    return (n + 2 * padding - k) // stride + 1


SIDE: Wrong = {
    "plus-one-forgotten": lambda n, k, s, p=0: (n + 2 * p - k) // s,
    "plus-one-inside": lambda n, k, s, p=0: (n + 2 * p - k + 1) // s,
    "rounded-up": lambda n, k, s, p=0: -(-(n + 2 * p - k) // s) + 1,
    # Halves go to the even neighbour, so it matters when the 1 is added.
    "rounded-to-nearest": (
        lambda n, k, s, p=0: round((n + 2 * p - k) / s + 1),
        lambda n, k, s, p=0: round((n + 2 * p - k) / s) + 1,
    ),
    "fractions-kept": lambda n, k, s, p=0: (n + 2 * p - k) / s + 1,
    "stride-ignored": lambda n, k, s, p=0: n + 2 * p - k + 1,
    "stride-multiplied": lambda n, k, s, p=0: (n + 2 * p - k) * s + 1,
    "brackets-forgotten": lambda n, k, s, p=0: n + 2 * p - k // s + 1,
    "window-not-taken-off": (
        lambda n, k, s, p=0: (n + 2 * p) // s,
        lambda n, k, s, p=0: (n + 2 * p) // s + 1,
    ),
    "windows-side-by-side": lambda n, k, s, p=0: (n + 2 * p) // k,
    "one-place-too-many": lambda n, k, s, p=0: (n + 2 * p - k) // s + 2,
}
"""Of n, k, stride and padding: wrong numbers of places along a side."""

PADDED_SIDE: Wrong = {
    "padding-ignored": lambda n, k, s, p: (n - k) // s + 1,
    "padding-once": lambda n, k, s, p: (n + p - k) // s + 1,
    "padding-on-four-sides": lambda n, k, s, p: (n + 4 * p - k) // s + 1,
    "padding-after-division": (
        lambda n, k, s, p: (n - k) // s + 1 + p,
        lambda n, k, s, p: (n - k) // s + 1 + 2 * p,
    ),
    "padding-taken-off": lambda n, k, s, p: (n - 2 * p - k) // s + 1,
    "side-over-stride": (lambda n, k, s, p: n // s, lambda n, k, s, p: n // s + 1),
    "same-size": lambda n, k, s, p: -(-n // s),
}
"""The same where there is padding."""

WINDOW: Wrong = {
    "side-not-squared": lambda k: k,
    "three-written-in": lambda k: 9,
    "window-sides-added": lambda k: 2 * k,
    "window-forgotten": lambda k: 1,
    "cubed": lambda k: k**3,
}
"""Of k: wrong numbers of weights in a window."""

DEPTH: Wrong = {
    "depth-forgotten": lambda cin, groups: 1,
    "groups-ignored": lambda cin, groups: cin,
    "groups-multiply": lambda cin, groups: cin * groups,
}
"""Of cin and groups: wrong numbers of channels that a filter reads."""

FILTERS: Wrong = {
    "one-filter": lambda cout, groups: 1,
    "groups-twice": lambda cout, groups: cout // groups,
}
"""Of cout and groups: wrong numbers of filters."""

PLACES: Wrong = {
    "one-side-only": (lambda rows, columns: rows, lambda rows, columns: columns),
    "sides-added": lambda rows, columns: rows + columns,
}
"""Of rows and columns: wrong numbers of places."""


def turned(make: Callable[..., Answer], **knobs: Wrong) -> dict[str, tuple[Answer, ...]]:
    """Return by name the answers in which one knob of `make` is wrong, as these tables say."""
    return {
        name: tuple(make(**{knob: wrong}) for wrong in _each(some))
        for knob, table in knobs.items()
        for name, some in table.items()
    }


def in_layers(
    make: Callable[..., Answer], conv: str, pool: str, *names: str, pool_alone: bool = False
) -> dict[str, tuple[Answer, ...]]:
    """Return by name the answers in which sides are wrong: in all layers, or in one kind only.

    `conv` and `pool` are the knobs of `make` for the sides.
    """
    return {
        name: tuple(
            make(**dict.fromkeys(knobs, wrong))
            for wrong in _each(SIDE[name])
            for knobs in ((conv, pool), (conv,), (pool,))[: 3 if pool_alone else 2]
        )
        for name in names
    }


def _each(some: Callable | tuple[Callable, ...]) -> tuple[Callable, ...]:
    return some if isinstance(some, tuple) else (some,)


def misread(right: Answer) -> dict[str, tuple[Any, ...]]:
    """Return by name what becomes of a count that reads the shape of its input wrongly."""
    return {
        "channels-last": (with_arguments(right, in_shape=lambda s: (s[2], s[0], s[1])),),
        "taken-for-square": tuple(
            with_arguments(right, in_shape=lambda s, i=i: (s[0], s[i], s[i])) for i in (1, 2)
        ),
    }
