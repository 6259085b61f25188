"""Unit 7, stretch: AlexNet with a head of global average pooling."""

from convedu import alexnet
from convedu.checks.number import Number, NumberCheck, Wrong
from convedu.layers import Layer, Linear


def _parameters(layers: tuple[Layer, ...]) -> int:
    return sum(layer.parameters for layer in layers)


NETWORK = alexnet.VARIANTS["global average pooling"]
ORIGINAL = alexnet.VARIANTS["original"]
_BODY, _HEAD = _parameters(alexnet.features()), _parameters(alexnet.pooled_head())

pooled_head = NumberCheck(
    name="unit7/pooled_head",
    numbers={
        "answer_total": Number(
            _parameters(NETWORK),
            "the five convolutions as they were, and 256 * 1000 weights with 1000 biases",
            (
                Wrong("head-only", _HEAD, "this is the new head. Add the five convolutions."),
                Wrong(
                    "head-weights-only",
                    sum(layer.weights for layer in alexnet.pooled_head()),
                    "these are the new head's weights. Add its biases and the five convolutions.",
                ),
                Wrong("body-only", _BODY, "these are the convolutions. Add the new head."),
                Wrong(
                    "old-head",
                    _parameters(ORIGINAL),
                    "this is the original. Its three dense layers go, and one smaller layer comes.",
                ),
                Wrong(
                    "groups-ignored",
                    _parameters((*alexnet.features(groups=1), *alexnet.pooled_head())),
                    "you count the convolutions without their two groups.",
                ),
                Wrong(
                    "not-pooled",
                    _BODY + Linear(alexnet.CHANNELS[-1] * 36, alexnet.CLASSES).parameters,
                    "your dense layer still reads 6 * 6 numbers of each map. The mean makes one "
                    "of them.",
                ),
                Wrong(
                    "hidden-kept",
                    _BODY + _parameters(alexnet.dense_head(alexnet.CHANNELS[-1])),
                    "you keep the two dense layers of 4096. One dense layer, 256 to 1000, is all.",
                ),
                Wrong(
                    "head-biases-forgotten",
                    _parameters(NETWORK) - alexnet.CLASSES,
                    "the new head has biases, too: one for each class.",
                ),
                Wrong(
                    "biases-forgotten",
                    sum(layer.weights for layer in NETWORK),
                    "you left the biases out.",
                ),
            ),
        ),
        "answer_times": Number(
            _parameters(ORIGINAL) / _parameters(NETWORK),
            "the original's parameters divided by these",
            (
                Wrong(
                    "upside-down",
                    _parameters(NETWORK) / _parameters(ORIGINAL),
                    "you divided the other way round.",
                ),
                Wrong(
                    "difference",
                    _parameters(ORIGINAL) - _parameters(NETWORK),
                    "you subtracted. How many *times* fewer: divide.",
                ),
                Wrong(
                    "heads-divided",
                    _parameters(alexnet.dense_head(alexnet.CHANNELS[-1] * 36)) / _HEAD,
                    "this compares the heads. Compare the whole networks.",
                ),
            ),
            within=0.05,
        ),
    },
    hints=(
        "The mean of each feature map leaves 256 numbers, whatever the picture's size.",
        "One dense layer makes 1000 classes of 256 numbers; the convolutions stay as they are.",
        "Add up the first five rows of your table, weights and biases, then 256 · 1000 + 1000.",
    ),
)
