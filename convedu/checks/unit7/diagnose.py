"""Unit 7: which network, or which mistake, gave a published count."""

from collections.abc import Mapping

import numpy as np

from convedu import alexnet
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck
from convedu.layers import Layer


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


def _cases(rng: np.random.Generator) -> list[Case]:
    names = list(KNOWN)
    order = ["original", "ungrouped", *rng.permutation(names[2:]).tolist()]
    near = int(rng.choice(list(KNOWN.values()))) + int(rng.integers(1, 2000))
    return [
        *(Case((KNOWN[name],), public=name in names[:2]) for name in order),
        Case((_weights(alexnet.VARIANTS["ungrouped"]),), "unknown"),
        Case((near,), "unknown"),
        Case((int(rng.integers(10**6, 10**7)),), "unknown"),
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


def _mistakes(**options):
    return {
        "pool5 forgotten": _total(alexnet.network(pool5=False, **options)),
        "flatten forgotten": _total(alexnet.network(flatten=False, **options)),
        "224 without padding": _total(alexnet.network(input_shape=(3, 224, 224), **options)),
    }


diagnose = FunctionCheck(
    name="unit7/diagnose",
    reference=_diagnose,
    cases=_cases,
    shares={"values": 0.75, "unknown": 0.25},
    bugs=(
        Bug(
            "nearest",
            "You name the nearest count even where none fits. Parameters are counted, not "
            "measured: a difference of one is a difference.",
            _nearest,
        ),
        Bug(
            "roughly",
            "You accept counts that fit only roughly. The original with and without its biases "
            "differ by 0.02 %: compare with `==`.",
            _roughly,
        ),
        Bug(
            "none-for-unknown",
            "Where no count fits you return None, as a dictionary's `.get(total)` does. Return the "
            "text `unknown` there.",
            lambda total: _NAMES.get(total),
        ),
        Bug(
            "no-such-key",
            "A total that is not in your dictionary stops your function with a `KeyError`. Return "
            "the text `unknown` there: `.get(total, 'unknown')`.",
            lambda total: _NAMES[total],
        ),
        Bug(
            "biases-of-ungrouped",
            "For the forgotten biases you count the weights of the ungrouped network. Asked for "
            "are the original's.",
            _by({**KNOWN, "biases forgotten": _weights(alexnet.VARIANTS["ungrouped"])}),
        ),
        Bug(
            "biases-never",
            "You count weights only, so hardly any published total fits. Each feature map and "
            "each dense output has a bias.",
            _by(
                {
                    "original": _weights(alexnet.VARIANTS["original"]),
                    "ungrouped": _weights(alexnet.VARIANTS["ungrouped"]),
                }
            ),
        ),
        Bug(
            "groups-ignored",
            "You count the original without its two groups. That network is called ungrouped here.",
            _by({"original": KNOWN["ungrouped"]} | {k: KNOWN[k] for k in alexnet.MISTAKES}),
        ),
        Bug(
            "grouping-swapped",
            "You have the original and the ungrouped network the wrong way round: groups make "
            "filters shallower, so the original has fewer weights.",
            _swapped("original", "ungrouped"),
        ),
        Bug(
            "mistakes-grouped",
            "You count the mistakes with two groups. The counts in circulation come from ungrouped "
            "networks.",
            _by({**KNOWN, **_mistakes()}),
        ),
        Bug(
            "mistakes-swapped",
            "You have pool5 and flatten the wrong way round. Without pool5 the first dense layer "
            "reads more, without flatten far less.",
            _swapped("pool5 forgotten", "flatten forgotten"),
        ),
        Bug(
            "224-padded",
            "You pad the 224 picture. It is the one without padding whose maps end at 5x5.",
            _by({**KNOWN, "224 without padding": _total(alexnet.network(groups=1, pad1=2))}),
        ),
        Bug(
            "always-unknown",
            "You always return `unknown`. Compare the total with what each network gives.",
            lambda total: "unknown",
        ),
        Bug(
            "flatten-is-pooling",
            "For the forgotten flatten you replace the whole head. There the three dense layers "
            "stay; the first one just reads 256 numbers.",
            _by(
                {
                    **KNOWN,
                    "flatten forgotten": _total(
                        (*alexnet.features(groups=1), *alexnet.pooled_head())
                    ),
                }
            ),
        ),
    ),
    hints=(
        "Do not search: count each network and each mistake, then compare.",
        "Only the numbers which reach the first dense layer differ between the mistakes: "
        "256·13·13, 256 and 256·5·5.",
        "Write `count(groups, inputs)` with your table, put the six totals into a dictionary from "
        "total to name, and return `known.get(total, 'unknown')`.",
    ),
)
