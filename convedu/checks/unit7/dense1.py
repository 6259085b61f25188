"""Unit 7: the layer that holds most of AlexNet, and the mistake that makes it 4.7 times larger."""

from convedu import alexnet
from convedu.checks.number import number_check
from convedu.checks.unit7.diagnose import KNOWN  # noqa: F401 - wrong values name it
from convedu.layers import Linear


def _first_dense(layers: tuple) -> Linear:
    return next(layer for layer in layers if isinstance(layer, Linear))


LAYER = _first_dense(alexnet.VARIANTS["original"])
WITHOUT_POOL5 = _first_dense(alexnet.MISTAKES["pool5 forgotten"])
WITHOUT_FLATTEN = _first_dense(alexnet.MISTAKES["flatten forgotten"])
SMALL_INPUT = _first_dense(alexnet.MISTAKES["224 without padding"])

dense1 = number_check(__file__, globals())
