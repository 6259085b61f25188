"""Unit 7: the layer that holds most of AlexNet, and the mistake that makes it 4.7 times larger."""

from convedu import alexnet
from convedu.checks.number import Number, NumberCheck, Wrong
from convedu.layers import Linear


def _first_dense(layers: tuple) -> Linear:
    return next(layer for layer in layers if isinstance(layer, Linear))


def _total(name: str) -> int:
    return sum(layer.parameters for layer in (alexnet.VARIANTS | alexnet.MISTAKES)[name])


LAYER = _first_dense(alexnet.VARIANTS["original"])
WITHOUT_POOL5 = _first_dense(alexnet.MISTAKES["pool5 forgotten"])
WITHOUT_FLATTEN = _first_dense(alexnet.MISTAKES["flatten forgotten"])
SMALL_INPUT = _first_dense(alexnet.MISTAKES["224 without padding"])
RATIO = WITHOUT_POOL5.weights / LAYER.weights
_SIDE, _WRONG_SIDE = (
    round((layer.in_features / alexnet.CHANNELS[-1]) ** 0.5) for layer in (LAYER, WITHOUT_POOL5)
)

dense1 = NumberCheck(
    name="unit7/dense1",
    numbers={
        "answer_dense1": Number(
            LAYER.weights,
            "6 * 6 * 256 inputs, 4096 outputs",
            (
                Wrong(
                    "pool5-forgotten",
                    WITHOUT_POOL5.weights,
                    "this is 13 * 13 * 256 inputs, as on many slides. The last pooling makes the "
                    "maps smaller first.",
                ),
                Wrong(
                    "pool5-forgotten-with-biases",
                    WITHOUT_POOL5.parameters,
                    "this is 13 * 13 * 256 inputs, and with biases. The last pooling makes the "
                    "maps smaller first, and biases are to be left out.",
                ),
                Wrong(
                    "flatten-forgotten",
                    WITHOUT_FLATTEN.weights,
                    "you count one input for each map. The layer reads every pixel of every map.",
                ),
                Wrong(
                    "224-input",
                    SMALL_INPUT.weights,
                    "these are 5 * 5 * 256 inputs, from a 224 picture without padding. The sizes "
                    "fit with 227.",
                ),
                Wrong(
                    "biases-counted",
                    LAYER.parameters,
                    "this is the number with biases. Leave them out here.",
                ),
                Wrong(
                    "inputs-only",
                    LAYER.in_features,
                    "this is how many numbers the layer reads. It makes 4096 of its own, each "
                    "with a weight for every one of them.",
                ),
                Wrong(
                    "inputs-without-pool5",
                    WITHOUT_POOL5.in_features,
                    "this is how many numbers it would read without the last pooling. Pool once "
                    "more, and count a weight for each input and each of the 4096 outputs.",
                ),
                Wrong(
                    "side-not-squared",
                    LAYER.weights // _SIDE,
                    "you multiplied by the side of a map once. A map has rows and columns.",
                ),
                Wrong(
                    "bytes",
                    4 * LAYER.weights,
                    "this is how many bytes the weights take, four each. Count the weights.",
                ),
                Wrong(
                    "second-dense-layer",
                    LAYER.out_features**2,
                    "this is the dense layer after it, 4096 to 4096. The first one reads the maps.",
                ),
                Wrong(
                    "one-gpu",
                    LAYER.weights // 4,
                    "you count one GPU's inputs and outputs. All of them are connected.",
                ),
            ),
        ),
        "answer_ratio": Number(
            RATIO,
            "(13 * 13) / (6 * 6)",
            (
                Wrong(
                    "upside-down",
                    1 / RATIO,
                    "you divided the right count by the wrong one. How many times *too large* is "
                    "the wrong one?",
                ),
                Wrong(
                    "sides-not-squared",
                    _WRONG_SIDE / _SIDE,
                    "this is the ratio of the sides. A map has rows and columns.",
                ),
                *(
                    Wrong(
                        "totals-divided",
                        _total("pool5 forgotten") / total,
                        "this compares whole networks. Compare this one layer's weights.",
                    )
                    for total in (_total("original"), _total("ungrouped"))
                ),
                Wrong(
                    "difference",
                    WITHOUT_POOL5.weights - LAYER.weights,
                    "you subtracted. How many *times* as many: divide.",
                ),
                Wrong(
                    "pool-quarters",
                    4.0,
                    "a pooling with stride 2 quarters a map only about: it goes from 13 to 6, not "
                    "to 6.5.",
                ),
            ),
            within=0.0005,
        ),
    },
    hints=(
        "Follow the side of the maps down to the last pooling.",
        "227, 55, 27, 13, and after the last pooling 6. There are 256 maps and 4096 outputs.",
        "Each of the 4096 outputs has a weight for each pixel of each of the 256 maps. Without the "
        "last pooling their side is 13: which factors of the product change?",
    ),
)
