"""Unit 6: a whole network's parameters and multiply-adds."""

import numpy as np

from convedu.checks import counting
from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _conv(out, k, stride=1, padding=0):
    return {"kind": "conv", "out": out, "k": k, "stride": stride, "padding": padding}


def _pool(k, stride):
    return {"kind": "pool", "k": k, "stride": stride}


def _head(*outputs):
    return [{"kind": "flatten"}, *({"kind": "dense", "out": out} for out in outputs)]


def _cases(rng: np.random.Generator) -> list[Case]:
    a, b, c, d = (int(n) for n in rng.choice(np.arange(3, 20), 4, replace=False))
    high, wide = (int(n) for n in rng.choice(np.arange(16, 33), 2, replace=False))
    strided = [_conv(3, 4, 3, 1), _conv(5, 3, 2)]
    networks = [
        ([], (c, 5, 7)),
        ([_conv(c, 3, padding=1), _pool(3, 2)], (2, high, wide)),
        ([_conv(c, 5, 2), _pool(2, 2), _conv(d, 3, padding=1)], (3, high, wide)),
        ([_conv(4, 5, 2, 1), _pool(3, 2), _conv(6, 3, 2, 1)], (3, 30, 35)),
        ([_pool(2, 3), _conv(3, 2)], (2, 15, 19)),
        ([_pool(3, 2)], (2, 14, 16)),  # of neither side is it a half
    ]
    return [
        Case(([_conv(4, 3)], (1, 6, 6)), public=True),
        Case((_head(5), (2, 3, 4)), public=True),
        Case(([_conv(a, 3, padding=1), _conv(b, 5)], (3, high, wide))),
        Case(([_conv(a, 4, 3, 1), _conv(b, 3, 2)], (c, high, wide))),
        Case((strided, (2, 20, 28))),  # one side divides, one does not
        Case(([_conv(3, 4, 3)], (1, 11, 14))),  # both leave less than half a step
        *(Case(([*layers, *_head(a, b)], shape), "networks") for layers, shape in networks),
    ]


@function_check(_cases, shared=counting.WORDS)
def count_model(layers, in_shape):
    """Return (parameters, MACs) of a stack of layers for a (C, H, W) input."""
    c, h, w = in_shape
    parameters = macs = 0
    for layer in layers:
        if layer["kind"] == "conv":
            k, stride, padding, cout = layer["k"], layer["stride"], layer["padding"], layer["out"]
            h = (h + 2 * padding - k) // stride + 1
            w = (w + 2 * padding - k) // stride + 1
            weights = cout * c * k * k
            parameters += weights + cout
            macs += weights * h * w
            c = cout
        elif layer["kind"] == "pool":
            k, stride = layer["k"], layer["stride"]
            h = (h - k) // stride + 1
            w = (w - k) // stride + 1
        elif layer["kind"] == "flatten":
            n = c * h * w
        else:
            out = layer["out"]
            parameters += n * out + out
            macs += n * out
            n = out
    return parameters, macs
