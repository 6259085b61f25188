"""Unit 6: a whole network's parameters and multiply-adds."""

from functools import partial
from math import prod

import numpy as np

from convedu.checks.bank import bank, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck
from convedu.checks.unit6._network import convolved, count, pooled

_WORDS = words(__file__)


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
    shape, parameters, macs = tuple(in_shape), 0, 0
    for layer in layers:
        if layer["kind"] == "flatten":
            shape = (prod(shape),)
        elif layer["kind"] == "dense":
            weights = shape[0] * layer["out"]
            parameters, macs = parameters + weights + layer["out"], macs + weights
            shape = (layer["out"],)
        else:
            (c, *size), pad = shape, 2 * layer.get("padding", 0)
            size = [(n + pad - layer["k"]) // layer["stride"] + 1 for n in size]
            if layer["kind"] == "conv":
                weights = layer["k"] ** 2 * c * layer["out"]
                parameters, macs = parameters + weights + layer["out"], macs + weights * prod(size)
                c = layer["out"]
            shape = (c, *size)
    return parameters, macs


def _one_inside(n, k, stride):
    return (n - k + 1) // stride


def _fraction(n, k, stride):
    return (n - k) / stride + 1


def _ceiling(n, k, stride):
    return -(-(n - k) // stride) + 1


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
            "only-last-layer": _last_layer,
            "biases-forgotten": count(parameters=lambda step: step.weights),
            "dense-biases-forgotten": count(
                parameters=lambda step: step.weights + step.biases * (step.kind == "conv")
            ),
            "conv-biases-forgotten": count(
                parameters=lambda step: step.weights + step.biases * (step.kind == "dense")
            ),
            "dense-without-work": count(macs=lambda step: step.macs * (step.kind == "conv")),
            "biases-are-macs-in-conv": (
                count(macs=lambda step: step.macs + step.bias_additions * (step.kind == "conv")),
                count(macs=lambda step: step.macs + step.biases * (step.kind == "conv")),
            ),
            "biases-are-macs": (
                count(macs=lambda step: step.macs + step.bias_additions),
                count(macs=lambda step: step.macs + step.biases),
            ),
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
            "dense-biases-are-macs": count(
                macs=lambda step: step.macs + step.bias_additions * (step.kind == "dense")
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
                *(
                    count(macs=lambda step, kind=kind: step.macs * (1 + (step.kind == kind)))
                    for kind in ("conv", "dense")
                ),
            ),
            "added-up": with_result(_count_model, sum),
            "one-number": (
                with_result(_count_model, lambda both: both[0]),
                with_result(_count_model, lambda both: both[1]),
            ),
            "side-not-squared": _in_either(count(filter_size=lambda k, shape, first: k * shape[0])),
            "three-written-in": _in_either(count(filter_size=lambda k, shape, first: 9 * shape[0])),
            "window-forgotten": _in_either(count(filter_size=lambda k, shape, first: shape[0])),
            "depth-forgotten": _in_either(count(filter_size=lambda k, shape, first: k * k)),
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
            "conv-without-work": count(macs=lambda step: step.macs * (step.kind == "dense")),
            "macs-are-weights": count(macs=lambda step: step.weights),
            "macs-at-input": count(macs=lambda step: step.weights * prod(step.before[1:])),
            "pool-halves": tuple(
                count(pool=partial(pooled, side=side))
                for side in (lambda n, k, stride: n // stride, lambda n, k, stride: n // 2)
            ),
            "pool-stride-ignored": count(pool=partial(pooled, side=lambda n, k, stride: n - k + 1)),
            "pool-has-no-padding": count(pool=lambda x, shape: pooled(x, shape) + x["padding"]),
            "pool-plus-one-forgotten": count(
                pool=partial(pooled, side=lambda n, k, stride: (n - k) // stride)
            ),
            "pool-ceiling": count(pool=partial(pooled, side=_ceiling)),
            "conv-ceiling": count(conv=partial(convolved, side=_ceiling)),
            "taken-for-square": (
                count(conv=lambda layer, s: convolved(layer, (s[0], s[1], s[1]))),
                count(conv=lambda layer, s: convolved(layer, (s[0], s[2], s[2]))),
            ),
            "plus-one-forgotten": (
                count(conv=partial(convolved, side=lambda n, k, stride: (n - k) // stride)),
                count(
                    conv=partial(convolved, side=lambda n, k, stride: (n - k) // stride),
                    pool=partial(pooled, side=lambda n, k, stride: (n - k) // stride),
                ),
            ),
            "plus-one-inside": (
                count(conv=partial(convolved, side=_one_inside)),
                count(
                    conv=partial(convolved, side=_one_inside),
                    pool=partial(pooled, side=_one_inside),
                ),
            ),
            "conv-keeps-size": (
                count(conv=lambda layer, shape: (layer["out"], *shape[1:])),
                count(conv=partial(convolved, side=lambda n, k, stride: n // stride, borders=0)),
            ),
            "padding-on-four-sides": count(conv=partial(convolved, borders=4)),
            "same-size": count(
                conv=lambda layer, s: (layer["out"], *(-(-n // layer["stride"]) for n in s[1:]))
            ),
            "fractions-kept": tuple(
                count(conv=partial(convolved, side=_fraction), **pool)
                for pool in ({}, {"pool": partial(pooled, side=_fraction)})
            ),
            "one-side-only": (
                count(macs=lambda step: step.weights * prod(step.after[1:2])),
                count(macs=lambda step: step.weights * prod(step.after[2:])),
            ),
            "padding-once": count(conv=partial(convolved, borders=1)),
            "dense-shape-stays": count(dense=lambda layer, shape: shape),
            "pools-side-by-side": count(pool=partial(pooled, side=lambda n, k, stride: n // k)),
            "size-stays": count(
                macs=lambda step: (
                    step.weights * (prod(step.first[1:]) if step.kind == "conv" else 1)
                )
            ),
            "channels-stay": _in_either(
                count(filter_size=lambda k, shape, first: k * k * first[0])
            ),
            "padding-ignored": count(conv=partial(convolved, borders=0)),
            "stride-ignored": count(conv=partial(convolved, side=lambda n, k, stride: n - k + 1)),
            "pool-ignored": count(pool=lambda layer, shape: shape),
            "pool-works": tuple(
                count(
                    macs=lambda step, work=work: (
                        step.macs + (work(step) if step.kind == "pool" else 0)
                    )
                )
                for work in _POOLINGS_WORK
            ),
            "pool-learns": count(parameters=lambda step: step.parameters + step.pool_window),
            "pool-learns-each-map": count(
                parameters=lambda step: step.parameters + step.pool_window * step.before[0]
            ),
            "channels-left-out": count(flatten=lambda layer, shape: (prod(shape[1:]),)),
            "sides-added": count(flatten=lambda layer, shape: (sum(shape),)),
            "flatten-forgotten": count(flatten=lambda layer, shape: shape[:1]),
        },
    ),
)
