"""Unit 7: the layer that holds most of AlexNet, and the mistake that makes it 4.7 times larger."""

from convedu import alexnet
from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number
from convedu.checks.ratio import WORDS, ratio
from convedu.layers import Linear

_WORDS = words(__file__, WORDS)


def _first_dense(layers: tuple) -> Linear:
    return next(layer for layer in layers if isinstance(layer, Linear))


def _total(name: str) -> int:
    return sum(layer.parameters for layer in {**alexnet.VARIANTS, **alexnet.MISTAKES}[name])


LAYER = _first_dense(alexnet.VARIANTS["original"])
WITHOUT_POOL5 = _first_dense(alexnet.MISTAKES["pool5 forgotten"])
WITHOUT_FLATTEN = _first_dense(alexnet.MISTAKES["flatten forgotten"])
SMALL_INPUT = _first_dense(alexnet.MISTAKES["224 without padding"])
RATIO = WITHOUT_POOL5.weights / LAYER.weights
_MAPS = alexnet.CHANNELS[-1]
_SIDE, _WRONG_SIDE = (round((layer.in_features / _MAPS) ** 0.5) for layer in (LAYER, WITHOUT_POOL5))
_EACH = _MAPS * LAYER.out_features

dense1 = NumberCheck(
    name="unit7/dense1",
    hints=_WORDS.hints,
    numbers={
        "answer_dense1": number(
            LAYER.weights,
            "6 * 6 * 256 inputs, 4096 outputs",
            _WORDS.wrong["answer_dense1"],
            {
                "pool5-forgotten": WITHOUT_POOL5.weights,
                "pool5-forgotten-with-biases": WITHOUT_POOL5.parameters,
                "flatten-forgotten": WITHOUT_FLATTEN.weights,
                "224-input": SMALL_INPUT.weights,
                "biases-counted": LAYER.parameters,
                "inputs-only": LAYER.in_features,
                "inputs-without-pool5": WITHOUT_POOL5.in_features,
                "side-not-squared": LAYER.weights // _SIDE,
                "bytes": 4 * LAYER.weights,
                "second-dense-layer": LAYER.out_features**2,
                "one-gpu": LAYER.weights // 4,
                "one-map": LAYER.weights // _MAPS,
                "classes-for-outputs": LAYER.in_features * alexnet.CLASSES,
                "poolings-forgotten": [side**2 * _EACH for side in (27, 55)],
                "pool-rounded-up": 7**2 * _EACH,
                "fractions-kept": 6.5**2 * _EACH,
                "in-millions": [37.748736, 37.749, 37.75, 37.7, 37.8],
            },
        ),
        "answer_ratio": ratio(
            WITHOUT_POOL5.weights,
            LAYER.weights,
            "(13 * 13) / (6 * 6)",
            _WORDS.wrong["answer_ratio"],
            {
                "sides-not-squared": _WRONG_SIDE / _SIDE,
                "two-poolings-missing": [27**2 / _SIDE**2, 27**2 / _WRONG_SIDE**2],
                "inputs-subtracted": _WRONG_SIDE**2 - _SIDE**2,
                "pool-rounded-up": _WRONG_SIDE**2 / 7**2,
                "totals-divided": [
                    *(
                        _total("pool5 forgotten") / _total(name)
                        for name in ("original", "ungrouped")
                    ),
                    1 + (WITHOUT_POOL5.weights - LAYER.weights) / _total("original"),
                ],
                "pool-quarters": 4.0,
            },
            within=0.0005,
        ),
    },
)
