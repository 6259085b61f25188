"""Unit 6: a whole network's parameters and multiply-adds."""

from math import prod

import numpy as np

from convedu.checks import counting
from convedu.checks.bank import bank, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck
from convedu.checks.unit6._network import convolved, count, pooled

_WORDS = words(__file__, counting.WORDS)


def _conv(out, k, stride=1, padding=0):
    return {"kind": "conv", "out": out, "k": k, "stride": stride, "padding": padding}


def _pool(k, stride):
    return {"kind": "pool", "k": k, "stride": stride}


def _dense(out):
    return {"kind": "dense", "out": out}


_FLATTEN = {"kind": "flatten"}


def _cases(rng: np.random.Generator) -> list[Case]:
    a, b, c, d = (int(n) for n in rng.choice(np.arange(3, 20), 4, replace=False))
    high, wide = (int(n) for n in rng.choice(np.arange(16, 33), 2, replace=False))
    head = [_FLATTEN, _dense(a), _dense(b)]
    return [
        Case(([_conv(4, 3)], (1, 6, 6)), public=True),
        Case(([_FLATTEN, _dense(5)], (2, 3, 4)), public=True),
        Case(([_conv(a, 3, padding=1), _conv(b, 5)], (3, high, wide))),
        Case(([_conv(a, 4, 3, 1), _conv(b, 3, 2)], (c, high, wide))),
        Case(([_conv(3, 4, 3, 1), _conv(5, 3, 2)], (2, 20, 28))),  # one side divides, one does not
        Case(([_conv(3, 4, 3)], (1, 11, 14))),  # both leave less than half a step
        Case((head, (c, 5, 7)), "networks"),
        Case(([_conv(c, 3, padding=1), _pool(3, 2), *head], (2, high, wide)), "networks"),
        Case(
            ([_conv(c, 5, 2), _pool(2, 2), _conv(d, 3, padding=1), *head], (3, high, wide)),
            "networks",
        ),
        Case(([_conv(4, 5, 2, 1), _pool(3, 2), _conv(6, 3, 2, 1), *head], (3, 30, 33)), "networks"),
        Case(([_pool(2, 3), _conv(3, 2), *head], (2, 15, 19)), "networks"),
    ]


def _count_model(layers, in_shape):
    """Return (parameters, MACs) of a stack of layers for a (C, H, W) input."""
    c, h, w = in_shape
    parameters = macs = 0
    for layer in layers:
        if layer["kind"] == "conv":
            k, stride, padding = layer["k"], layer["stride"], layer["padding"]
            h = (h + 2 * padding - k) // stride + 1
            w = (w + 2 * padding - k) // stride + 1
            weights = k * k * c * layer["out"]
            parameters += weights + layer["out"]
            macs += weights * h * w
            c = layer["out"]
        elif layer["kind"] == "pool":
            h = (h - layer["k"]) // layer["stride"] + 1
            w = (w - layer["k"]) // layer["stride"] + 1
        elif layer["kind"] == "flatten":
            n = c * h * w
        else:
            parameters += n * layer["out"] + layer["out"]
            macs += n * layer["out"]
            n = layer["out"]
    return parameters, macs


# How many numbers a pooling compares, in all its maps or in one; how many come out, and go in.
_POOLINGS_WORK = (
    lambda step: step.pool_window * prod(step.after),
    lambda step: step.pool_window * prod(step.after[1:]),
    lambda step: prod(step.after),
    lambda step: prod(step.before),
)


def _last_layer(layers, in_shape):
    totals = np.array([_count_model(some, in_shape) for some in (layers, layers[:-1])])
    return tuple(totals[0] - totals[1])


def _weights_on_picture(step):
    return prod(step.first) * step.biases if step.kind == "dense" else step.weights


def _in_either(answer):
    """Return a wrong answer in both numbers, in the parameters alone and in the MACs alone."""
    return (
        answer,
        lambda *network: (answer(*network)[0], _count_model(*network)[1]),
        lambda *network: (_count_model(*network)[0], answer(*network)[1]),
    )


def _conv_by_height(layer, shape):
    """Return a shape whose width is worked out from the new height, as a copied line does it."""
    out, high, _ = convolved(layer, shape, counting.places)
    return out, high, counting.places(high, layer["k"], layer["stride"], layer["padding"])


def _pool_by_height(layer, shape):
    out, high, _ = pooled(layer, shape, counting.places)
    return out, high, counting.places(high, layer["k"], layer["stride"])


def _after(**shapes):
    """Return an answer in which a kind of layer makes another shape."""
    return count(shapes_after=shapes)


def _macs_in(kind, macs):
    """Return an answer in which the MACs of one kind of layer are wrong."""
    return count(macs=lambda step: macs(step) if step.kind == kind else step.macs)


def _without_biases(*kinds):
    return count(parameters=lambda step: step.weights + step.biases * (step.kind not in kinds))


def _overwritten(number):
    """Return an answer in which the last layer overwrites one of the numbers, or both."""

    def answer(layers, in_shape):
        counting_layers = [layer for layer in layers if layer["kind"] in ("conv", "dense")]
        place = layers.index(counting_layers[-1])
        every, last = _count_model(layers, in_shape), _last_layer(layers[: place + 1], in_shape)
        return tuple((last if i == number else every)[i] for i in (0, 1))

    return answer


count_model = FunctionCheck(
    name="unit6/count_model",
    reference=_count_model,
    cases=_cases,
    shares={"values": 0.375, "networks": 0.375, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "swapped": with_result(_count_model, lambda both: both[::-1]),
            "only-last-layer": (_last_layer, _overwritten(0), _overwritten(1)),
            "biases-forgotten": _without_biases("conv", "dense"),
            "dense-biases-forgotten": _without_biases("dense"),
            "conv-biases-forgotten": _without_biases("conv"),
            "dense-without-work": _macs_in("dense", lambda step: 0),
            "conv-without-work": _macs_in("conv", lambda step: 0),
            "biases-are-macs-in-conv": (
                _macs_in("conv", lambda step: step.macs + step.bias_additions),
                _macs_in("conv", lambda step: step.macs + step.biases),
            ),
            "biases-are-macs": (
                count(macs=lambda step: step.macs + step.bias_additions),
                count(macs=lambda step: step.macs + step.biases),
            ),
            "dense-biases-are-macs": _macs_in("dense", lambda step: step.parameters),
            "dense-is-its-outputs": _in_either(
                count(
                    parameters=lambda step: step.parameters if step.kind == "conv" else step.biases,
                    macs=lambda step: step.macs if step.kind == "conv" else step.biases,
                )
            ),
            "dense-reads-the-picture": count(
                parameters=lambda step: _weights_on_picture(step) + step.biases,
                macs=lambda step: _weights_on_picture(step) * prod(step.after[1:]),
            ),
            "one-bias-for-all": count(parameters=lambda step: step.weights + (step.biases > 0)),
            "bias-per-input": count(
                parameters=lambda step: step.weights + step.before[0] * (step.biases > 0)
            ),
            "bias-at-every-place": count(
                parameters=lambda step: step.weights + step.bias_additions
            ),
            "weights-at-every-place": (
                count(parameters=lambda step: step.macs + step.biases),
                count(parameters=lambda step: step.macs + step.bias_additions),
            ),
            "bias-twice": count(parameters=lambda step: step.weights + 2 * step.biases),
            "flops": (
                with_result(_count_model, lambda both: (both[0], 2 * both[1])),
                *(_macs_in(kind, lambda step: 2 * step.macs) for kind in ("conv", "dense")),
            ),
            "added-up": with_result(_count_model, sum),
            "one-number": tuple(
                with_result(_count_model, lambda both, i=i: both[i]) for i in (0, 1)
            ),
            **{
                name: _in_either(count(window=counting.WINDOW[name]))
                for name in counting.WINDOW
                if name != "window-sides-added"
            },
            "depth-forgotten": _in_either(count(depth=lambda layer, shape, first: 1)),
            "depth-of-its-own": _in_either(count(depth=lambda layer, shape, first: layer["out"])),
            "channels-stay": (
                *_in_either(count(depth=lambda layer, shape, first: first[0])),
                *_in_either(
                    _after(conv=lambda x, s: (s[0], *convolved(x, s, counting.places)[1:]))
                ),
            ),
            "one-filter": (
                count(parameters=lambda step: step.weights // step.filters + step.biases),
                count(parameters=lambda step: step.parameters // step.filters),
                count(macs=lambda step: step.macs // step.filters),
                count(
                    parameters=lambda step: step.parameters // step.filters,
                    macs=lambda step: step.macs // step.filters,
                ),
            ),
            "dense-ignored": count(
                parameters=lambda step: step.parameters * (step.kind == "conv"),
                macs=lambda step: step.macs * (step.kind == "conv"),
            ),
            "macs-are-weights": count(macs=lambda step: step.weights),
            "macs-at-input": count(macs=lambda step: step.weights * prod(step.before[1:])),
            "pool-halves": (
                count(pool_side=lambda n, k, stride: n // stride),
                count(pool_side=lambda n, k, stride: n // 2),
            ),
            "pool-stride-ignored": count(pool_side=counting.SIDE["stride-ignored"]),
            "pool-has-no-padding": _after(
                pool=lambda x, shape: pooled(x, shape, counting.places) + x["padding"]
            ),
            "pool-plus-one-forgotten": count(pool_side=counting.SIDE["plus-one-forgotten"]),
            "pool-ceiling": count(pool_side=counting.SIDE["rounded-up"]),
            "pools-side-by-side": count(pool_side=counting.SIDE["windows-side-by-side"]),
            "pool-ignored": _after(pool=lambda layer, shape: shape),
            **counting.turned(
                count,
                side={
                    **{name: counting.SIDE[name] for name in ("rounded-up", "stride-ignored")},
                    **counting.PADDED_SIDE,
                },
            ),
            **counting.in_layers(
                count,
                "side",
                "pool_side",
                *("plus-one-forgotten", "plus-one-inside", "fractions-kept", "rounded-to-nearest"),
            ),
            "window-not-taken-off": count(side=lambda n, k, s, p: (n + 2 * p) // s),
            "taken-for-square": (
                *(
                    _after(conv=lambda x, s, i=i: convolved(x, (s[0], s[i], s[i]), counting.places))
                    for i in (1, 2)
                ),
                *(
                    _after(**some)
                    for some in ({"conv": _conv_by_height}, {"pool": _pool_by_height})
                ),
                _after(conv=_conv_by_height, pool=_pool_by_height),
            ),
            "conv-keeps-size": _after(conv=lambda layer, shape: (layer["out"], *shape[1:])),
            "one-side-only": (
                count(macs=lambda step: step.weights * prod(step.after[1:2])),
                count(macs=lambda step: step.weights * prod(step.after[2:])),
            ),
            "dense-shape-stays": _after(dense=lambda layer, shape: shape),
            "size-stays": _macs_in("conv", lambda step: step.weights * prod(step.first[1:])),
            "pool-works": tuple(_macs_in("pool", work) for work in _POOLINGS_WORK),
            "pool-learns": count(parameters=lambda step: step.parameters + step.pool_window),
            "pool-learns-each-map": count(
                parameters=lambda step: step.parameters + step.pool_window * step.before[0]
            ),
            "channels-left-out": _after(flatten=lambda layer, shape: (prod(shape[1:]),)),
            "sides-added": _after(flatten=lambda layer, shape: (sum(shape),)),
            "flatten-forgotten": _after(flatten=lambda layer, shape: shape[:1]),
        },
        counting.WORDS,
    ),
)
