"""Unit 6: a network's numbers within a factor of two, and the layers that dominate it."""

from math import prod

from convedu.checks.bank import words
from convedu.checks.number import Number, NumberCheck, number
from convedu.layers import Conv2d, Linear

BATCH = 16
FIRST, WIDE, LAST = (64, 112, 112), (256, 56, 56), (512, 14, 14)
LAYERS = {
    1: Conv2d(3, 64, 7, stride=2, padding=3, bias=False),
    2: Conv2d(64, 256, 3, stride=2, padding=1, bias=False),
    3: Conv2d(256, 512, 3, stride=2, padding=1, bias=False),
    4: Linear(512 * 7 * 7, 1000, bias=False),
}
INPUTS = {1: (3, 224, 224), 2: FIRST, 3: (256, 28, 28), 4: (512 * 7 * 7,)}
WEIGHTS = {row: layer.weights for row, layer in LAYERS.items()}
MACS = {row: layer.macs(INPUTS[row]) for row, layer in LAYERS.items()}

_WORDS = words(__file__)


def _estimate(
    name: str, value: int, calculation: str, wrong: dict[str, float | tuple[float, ...]]
) -> Number:
    """Return an estimate; of a mistake inside the factor nothing is said."""
    wrong = {"decimal-point": tuple(value * 10**zeros for zeros in (-2, -1, 1, 2)), **wrong}
    messages = {**_WORDS.bugs, **_WORDS.wrong[name]}
    return number(value, calculation, {each: messages[each] for each in wrong}, wrong, factor=2)


_WEIGHTS, _MACS, _TOTAL = WEIGHTS[3], MACS[2], sum(WEIGHTS.values())
_BYTES = 4 * BATCH * prod(FIRST)

estimates = NumberCheck(
    name="unit6/estimates",
    hints=_WORDS.hints,
    numbers={
        "answer_weights": _estimate(
            "answer_weights",
            _WEIGHTS,
            "3 * 3 * 256 * 512; 10 * 2**17 is near",
            {
                "channels-added": (9 * (256 + 512), 9 + 256 + 512),
                "depth-forgotten": 9 * 512,
                "one-filter": 9 * 256,
                "window-forgotten": 256 * 512,
                "side-not-squared": 3 * 256 * 512,
                "macs": MACS[3],
                "bytes": 4 * _WEIGHTS,
            },
        ),
        "answer_macs": _estimate(
            "answer_macs",
            _MACS,
            "3 * 3 * 64 * 256 weights at 56 * 56 places; 150_000 * 3_000 is near",
            {
                "places-forgotten": (WEIGHTS[2], WEIGHTS[2] + prod(WIDE[1:])),
                "one-side": WEIGHTS[2] * 56,
                "input-size": WEIGHTS[2] * 112 * 112,
                "flops": 2 * _MACS,
                "channels-added": 9 * (64 + 256) * 56 * 56,
                "depth-forgotten": _MACS // 64,
                "one-filter": _MACS // 256,
                "window-forgotten": _MACS // 9,
                "side-not-squared": _MACS // 3,
            },
        ),
        "answer_bytes": _estimate(
            "answer_bytes",
            _BYTES,
            "16 * 64 * 112 * 112 numbers of 4 bytes; 1_000 * 12_000 * 4 is near",
            {
                "batch-forgotten": _BYTES / BATCH,
                "numbers": _BYTES / 4,
                "bits": 8 * _BYTES,
                "one-side": _BYTES / 112,
                "one-map": (_BYTES / 64, _BYTES / 64 / BATCH),
                "input-size": 4 * BATCH * 64 * 224 * 224,
                "weights-kept": 4 * WEIGHTS[1],
            },
        ),
        "answer_total": _estimate(
            "answer_total",
            _TOTAL,
            "25_088 * 1_000 in the dense layer; the others hardly matter",
            {
                "places-not-flattened": 512 * 1000 + _TOTAL - WEIGHTS[4],
                "dense-forgotten": _TOTAL - WEIGHTS[4],
                "channels-added": 512 * 7 * 7 + 1000,
                "smallest-layer": WEIGHTS[1],
                "bytes": 4 * _TOTAL,
                "macs": sum(MACS.values()),
            },
        ),
        "answer_most_weights": number(
            max(WEIGHTS, key=WEIGHTS.__getitem__),
            "the dense layer: 25 of 26 million",
            _WORDS.wrong["answer_most_weights"],
            {"largest-picture": 1, "most-work": 2, "deepest": 3},
        ),
        "answer_most_macs": number(
            max(MACS, key=MACS.__getitem__),
            "the second layer: 460 million of 840",
            _WORDS.wrong["answer_most_macs"],
            {"largest-picture": 1, "deepest": 3, "most-weights": 4},
        ),
    },
)
