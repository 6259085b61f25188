"""Unit 7: which network, or which mistake, gave a published count."""

from itertools import combinations

import numpy as np

from convedu import alexnet
from convedu.checks.cases import Case
from convedu.checks.function import function_check
from convedu.layers import Layer


def total(layers: tuple[Layer, ...]) -> int:
    """Return how many parameters they have."""
    return sum(layer.parameters for layer in layers)


def _weights(layers: tuple[Layer, ...]) -> int:
    return sum(layer.weights for layer in layers)


BODY, HEAD = alexnet.features(groups=2), alexnet.dense_head(256 * 6 * 6)
KNOWN = {
    "original": total(alexnet.VARIANTS["original"]),
    "ungrouped": total(alexnet.VARIANTS["ungrouped"]),
    "biases forgotten": _weights(alexnet.VARIANTS["original"]),
    **{name: total(layers) for name, layers in alexnet.MISTAKES.items()},
}
"""Name to total: what there is to diagnose."""

_OTHERS = [
    total(alexnet.network(pool5=False)),
    total(alexnet.network(flatten=False)),
    total(alexnet.network(input_shape=(3, 224, 224))),
    _weights(alexnet.VARIANTS["ungrouped"]),
    total((*alexnet.features(groups=1), *alexnet.pooled_head())),
    total(BODY) + _weights(HEAD),
    _weights(BODY) + total(HEAD),
]
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
        *(Case((total,), "another network") for total in _OTHERS),
    ]


@function_check(
    _cases,
    more_edits={
        "names-swapped": [
            f"known.get -> {{n: { {a: b, b: a} }.get(known[n], known[n]) for n in known}}.get"
            for a, b in combinations(KNOWN, 2)
        ],
        **{
            f"another-total/{name}": [
                f"known.get -> {{n: known[n] for n in known if known[n] != {name!r}}}.get"
            ]
            for name in KNOWN
        },
        "another-total": [
            f"known.get -> {{n: known[n] for n in known if known[n] in {some}}}.get"
            for size in range(2, 5)
            for some in combinations(KNOWN, size)
        ],
    },
)
def diagnose(total):
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
