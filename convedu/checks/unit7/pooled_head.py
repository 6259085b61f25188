"""Unit 7, stretch: AlexNet with a head of global average pooling."""

from convedu import alexnet
from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number
from convedu.checks.ratio import WORDS, ratio
from convedu.layers import Layer, Linear

_WORDS = words(__file__, WORDS)


def _parameters(layers: tuple[Layer, ...]) -> int:
    return sum(layer.parameters for layer in layers)


NETWORK = alexnet.VARIANTS["global average pooling"]
ORIGINAL = alexnet.VARIANTS["original"]
_MAPS = alexnet.CHANNELS[-1]
_UNGROUPED_BODY = _parameters(alexnet.features(groups=1))
_BODY, _HEAD = _parameters(alexnet.features()), _parameters(alexnet.pooled_head())

pooled_head = NumberCheck(
    name="unit7/pooled_head",
    hints=_WORDS.hints,
    numbers={
        "answer_total": number(
            _parameters(NETWORK),
            "the five convolutions as they were, and 256 * 1000 weights with 1000 biases",
            _WORDS.wrong["answer_total"],
            {
                "head-only": _HEAD,
                "head-weights-only": sum(layer.weights for layer in alexnet.pooled_head()),
                "body-only": _BODY,
                "old-head": _parameters(ORIGINAL),
                "groups-ignored": _UNGROUPED_BODY + _HEAD,
                "not-pooled": _BODY + Linear(_MAPS * 36, alexnet.CLASSES).parameters,
                "hidden-kept": _BODY + _parameters(alexnet.dense_head(_MAPS)),
                "first-dense-kept": (
                    _BODY
                    + Linear(_MAPS, alexnet.HIDDEN).parameters
                    + Linear(alexnet.HIDDEN, alexnet.CLASSES).parameters
                ),
                "last-dense-kept": _BODY + Linear(alexnet.HIDDEN, alexnet.CLASSES).parameters,
                "head-weights-forgotten": _BODY + alexnet.CLASSES,
                "head-biases-forgotten": _parameters(NETWORK) - alexnet.CLASSES,
                "body-biases-forgotten": _parameters(NETWORK) - sum(alexnet.CHANNELS),
                "biases-forgotten": sum(layer.weights for layer in NETWORK),
            },
        ),
        "answer_times": ratio(
            _parameters(ORIGINAL),
            _parameters(NETWORK),
            "the original's parameters divided by these",
            _WORDS.wrong["answer_times"],
            {
                "groups-ignored": [
                    _parameters(alexnet.VARIANTS["ungrouped"]) / _parameters(NETWORK),
                    _parameters(alexnet.VARIANTS["ungrouped"]) / (_UNGROUPED_BODY + _HEAD),
                ],
                "heads-divided": _parameters(alexnet.dense_head(_MAPS * 36)) / _HEAD,
            },
            within=0.05,
        ),
    },
)
