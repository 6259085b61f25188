"""Unit 7: which network, or which mistake, gave a published count."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import numpy as np

from convedu import alexnet
from convedu.checks.bank import bank, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck
from convedu.layers import Conv2d, Layer, Linear

_WORDS = words(__file__)


def _total(layers: tuple[Layer, ...]) -> int:
    return sum(layer.parameters for layer in layers)


def _weights(layers: tuple[Layer, ...]) -> int:
    return sum(layer.weights for layer in layers)


KNOWN = {
    "original": _total(alexnet.VARIANTS["original"]),
    "ungrouped": _total(alexnet.VARIANTS["ungrouped"]),
    "biases forgotten": _weights(alexnet.VARIANTS["original"]),
    **{name: _total(layers) for name, layers in alexnet.MISTAKES.items()},
}
"""Name to total: what there is to diagnose."""


_NAMES = {total: name for name, total in KNOWN.items()}


_MISTAKES: dict[str, dict[str, Any]] = {
    "pool5 forgotten": {"pool5": False},
    "flatten forgotten": {"flatten": False},
    "224 without padding": {"input_shape": (3, 224, 224)},
}
_ORIGINAL = alexnet.VARIANTS["original"]
_DENSE_BIASES, _CONV_BIASES = (
    sum(layer.biases for layer in _ORIGINAL if isinstance(layer, kind)) for kind in (Linear, Conv2d)
)
_GROUPED = {f"{name}, grouped": _total(alexnet.network(**how)) for name, how in _MISTAKES.items()}
_OTHERS = _GROUPED | {
    "biases of ungrouped": _weights(alexnet.VARIANTS["ungrouped"]),
    "pooled head": _total((*alexnet.features(groups=1), *alexnet.pooled_head())),
    "dense biases forgotten": KNOWN["original"] - _DENSE_BIASES,
    "convolutions' biases forgotten": KNOWN["original"] - _CONV_BIASES,
}
"""What has none of the names, and is mistaken for one of them: it tells wrong totals apart."""


def _cases(rng: np.random.Generator) -> list[Case]:
    names = list(KNOWN)
    order = ["original", "ungrouped", *rng.permutation(names[2:]).tolist()]
    near = int(rng.choice(list(KNOWN.values()))) + int(rng.integers(1, 2000))
    return [
        *(Case((KNOWN[name],), public=name in names[:2]) for name in order),
        Case((near,), "unknown"),
        Case((int(rng.integers(10**6, 10**7)),), "unknown"),
        *(Case((total + by,), "unknown") for total in KNOWN.values() for by in (-1, 500)),
        *(Case((total,), "another network") for total in _OTHERS.values()),
    ]


def _diagnose(total):
    """Return the name of the network or of the mistake that has this many parameters."""

    def count(groups=1, inputs=256 * 6 * 6, biases=1):
        filters = [96, 256, 384, 384, 256, 4096, 4096, 1000]
        reads = [3 * 121, 96 * 25 // groups, 256 * 9, 384 * 9 // groups, 384 * 9 // groups]
        reads += [inputs, 4096, 4096]
        return sum((r + biases) * f for r, f in zip(reads, filters, strict=True))

    known = {
        count(groups=2): "original",
        count(): "ungrouped",
        count(groups=2, biases=0): "biases forgotten",
        count(inputs=256 * 13 * 13): "pool5 forgotten",
        count(inputs=256): "flatten forgotten",
        count(inputs=256 * 5 * 5): "224 without padding",
    }
    return known.get(total, "unknown")


def _by(table: Mapping[str, int]):
    """Return an answer that knows these totals."""
    return lambda total: next((name for name, n in table.items() if n == total), "unknown")


def _nearest(total):
    return min(KNOWN, key=lambda name: abs(KNOWN[name] - total))


def _roughly(total):
    near = (name for name, n in KNOWN.items() if abs(n - total) < 0.01 * n)
    return next(near, "unknown")


def _swapped(one: str, other: str):
    words = {one: other, other: one}
    right = _by(KNOWN)
    return lambda total: words.get(right(total), right(total))


def _grouped(names: Iterable[str]):
    return _by(KNOWN | {name: _GROUPED[f"{name}, grouped"] for name in names})


def _raises(total):
    if total not in _NAMES:
        raise ValueError
    return _NAMES[total]


diagnose = FunctionCheck(
    name="unit7/diagnose",
    reference=_diagnose,
    cases=_cases,
    shares={"values": 0.75, "unknown": 0.2, "another network": 0.05},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "nearest": _nearest,
            "roughly": _roughly,
            "none-for-unknown": _NAMES.get,
            "no-such-key": lambda total: _NAMES[total],
            "raises-for-unknown": _raises,
            "a-name-for-unknown": tuple(
                lambda total, name=name: _NAMES.get(total, name) for name in KNOWN
            ),
            "biases-of-ungrouped": _by(
                KNOWN | {"biases forgotten": _OTHERS["biases of ungrouped"]}
            ),
            "some-biases-kept": tuple(
                _by(KNOWN | {"biases forgotten": _OTHERS[f"{kind} biases forgotten"]})
                for kind in ("dense", "convolutions'")
            ),
            "biases-never": _by(
                {
                    "original": KNOWN["biases forgotten"],
                    "ungrouped": _OTHERS["biases of ungrouped"],
                }
            ),
            "groups-ignored": (
                _by({"original": KNOWN["ungrouped"]} | {k: KNOWN[k] for k in alexnet.MISTAKES}),
                _by({**KNOWN, "original": KNOWN["ungrouped"]}),
            ),
            "grouping-swapped": _swapped("original", "ungrouped"),
            "mistakes-grouped": tuple(
                _grouped(names) for count in (3, 2, 1) for names in combinations(_MISTAKES, count)
            ),
            "mistakes-swapped": _swapped("pool5 forgotten", "flatten forgotten"),
            # It has as many parameters as the ungrouped network, and takes that one's name.
            "224-padded": _by(
                {"224 without padding": KNOWN["ungrouped"]}
                | {name: n for name, n in KNOWN.items() if name != "224 without padding"}
            ),
            "names-swapped": tuple(
                _swapped(*pair)
                for pair in combinations(KNOWN, 2)
                if pair not in (("original", "ungrouped"), ("pool5 forgotten", "flatten forgotten"))
            ),
            "always-unknown": lambda total: "unknown",
            "first-only": lambda total: "original" if total == KNOWN["original"] else "unknown",
            "another-total": tuple(
                _by({name: total for name, total in KNOWN.items() if name not in missed})
                for size in range(1, len(KNOWN))
                for missed in combinations(KNOWN, size)
                if len(KNOWN) - size > 1 or "original" in missed
            ),
            "flatten-is-pooling": _by(KNOWN | {"flatten forgotten": _OTHERS["pooled head"]}),
        },
    ),
)
