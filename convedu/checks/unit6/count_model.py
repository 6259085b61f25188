"""Unit 6: a whole network's parameters and multiply-adds."""

from collections.abc import Mapping
from functools import partial
from math import prod
from typing import NamedTuple

import numpy as np

from convedu.checks.bank import bank, with_result, words
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

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


class _Step(NamedTuple):
    """A layer, its weights and biases, the shapes before and after it, and the network's input."""

    layer: Mapping
    weights: int
    biases: int
    before: tuple
    after: tuple
    first: tuple


def _floor(n, k, stride):
    return (n - k) // stride + 1


def _one_inside(n, k, stride):
    return (n - k + 1) // stride


def _ceiling(n, k, stride):
    return -(-(n - k) // stride) + 1


def _convolved(layer, shape, side=_floor, borders=2):
    padding = borders * layer["padding"]
    return layer["out"], *(side(n + padding, layer["k"], layer["stride"]) for n in shape[1:])


def _pooled(layer, shape, side=_floor):
    return shape[0], *(side(n, layer["k"], layer["stride"]) for n in shape[1:])


def _is(kind, step):
    return step.layer["kind"] == kind


def _learned(step):
    return step.weights + step.biases


def _window(step):
    return step.layer["k"] ** 2 if _is("pool", step) else 0


def _filters(step):
    return step.layer["out"] if _is("conv", step) else 1


# How many numbers a pooling compares, in all its maps or in one; how many come out, and go in.
_POOLINGS_WORK = (
    lambda step: _window(step) * prod(step.after),
    lambda step: _window(step) * prod(step.after[1:]),
    lambda step: prod(step.after),
    lambda step: prod(step.before),
)


def _last_layer(layers, in_shape):
    totals = np.array([_count_model(some, in_shape) for some in (layers, layers[:-1])])
    return tuple(totals[0] - totals[1])


def _macs(step):
    return step.weights * prod(step.after[1:])


def _bias_additions(step):
    return step.biases * prod(step.after[1:])


def _count(
    *,
    parameters=_learned,
    macs=_macs,
    filter_size=lambda k, shape, first: k * k * shape[0],
    conv=_convolved,
    pool=_pooled,
    flatten=lambda layer, shape: (prod(shape),),
    dense=lambda layer, shape: (layer["out"],),
):
    """Return an answer in which one step may differ.

    `parameters` and `macs` count a `_Step`, `filter_size` a filter's weights; the others make of a
    layer and a shape the shape that comes after it.
    """
    shapes_after = {"conv": conv, "pool": pool, "flatten": flatten, "dense": dense}

    def answer(layers, in_shape):
        shape, counts = tuple(in_shape), np.zeros(2, int)
        for layer in layers:
            before, shape = shape, shapes_after[layer["kind"]](layer, shape)
            outputs = layer.get("out", 0)
            is_conv = layer["kind"] == "conv"
            read = filter_size(layer["k"], before, in_shape) if is_conv else before[0]
            step = _Step(layer, read * outputs, outputs, before, shape, in_shape)
            counts += [parameters(step), macs(step)]
        return tuple(counts.tolist())

    return answer


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
            "biases-forgotten": _count(parameters=lambda step: step.weights),
            "dense-biases-forgotten": _count(
                parameters=lambda step: step.weights + step.biases * _is("conv", step)
            ),
            "conv-biases-forgotten": _count(
                parameters=lambda step: step.weights + step.biases * _is("dense", step)
            ),
            "dense-without-work": _count(macs=lambda step: _macs(step) * _is("conv", step)),
            "biases-are-macs-in-conv": _count(
                macs=lambda step: _macs(step) + _bias_additions(step) * _is("conv", step)
            ),
            "biases-are-macs": _count(macs=lambda step: _macs(step) + _bias_additions(step)),
            "dense-biases-are-macs": _count(
                macs=lambda step: _macs(step) + _bias_additions(step) * _is("dense", step)
            ),
            "one-bias-for-all": _count(parameters=lambda step: step.weights + (step.biases > 0)),
            "bias-per-input": _count(
                parameters=lambda step: step.weights + step.before[0] * (step.biases > 0)
            ),
            "bias-at-every-place": _count(
                parameters=lambda step: step.weights + _bias_additions(step)
            ),
            "weights-at-every-place": (
                _count(parameters=lambda step: _macs(step) + step.biases),
                _count(parameters=lambda step: _macs(step) + _bias_additions(step)),
            ),
            "bias-twice": _count(parameters=lambda step: step.weights + 2 * step.biases),
            "flops": (
                with_result(_count_model, lambda both: (both[0], 2 * both[1])),
                *(
                    _count(macs=lambda step, kind=kind: _macs(step) * (1 + _is(kind, step)))
                    for kind in ("conv", "dense")
                ),
            ),
            "added-up": with_result(_count_model, sum),
            "one-number": tuple(
                with_result(_count_model, lambda both, which=which: both[which]) for which in (0, 1)
            ),
            "side-not-squared": _in_either(
                _count(filter_size=lambda k, shape, first: k * shape[0])
            ),
            "three-written-in": _in_either(
                _count(filter_size=lambda k, shape, first: 9 * shape[0])
            ),
            "window-forgotten": _in_either(_count(filter_size=lambda k, shape, first: shape[0])),
            "depth-forgotten": _in_either(_count(filter_size=lambda k, shape, first: k * k)),
            "one-filter": (
                _count(parameters=lambda step: step.weights // _filters(step) + step.biases),
                _count(parameters=lambda step: _learned(step) // _filters(step)),
                _count(macs=lambda step: _macs(step) // _filters(step)),
                _count(
                    parameters=lambda step: _learned(step) // _filters(step),
                    macs=lambda step: _macs(step) // _filters(step),
                ),
            ),
            "dense-ignored": _count(
                parameters=lambda step: _learned(step) * _is("conv", step),
                macs=lambda step: _macs(step) * _is("conv", step),
            ),
            "conv-without-work": _count(macs=lambda step: _macs(step) * _is("dense", step)),
            "macs-are-weights": _count(macs=lambda step: step.weights),
            "macs-at-input": _count(macs=lambda step: step.weights * prod(step.before[1:])),
            "pool-halves": tuple(
                _count(pool=partial(_pooled, side=side))
                for side in (lambda n, k, stride: n // stride, lambda n, k, stride: n // 2)
            ),
            "pool-stride-ignored": _count(
                pool=partial(_pooled, side=lambda n, k, stride: n - k + 1)
            ),
            "pool-has-no-padding": _count(pool=lambda x, shape: _pooled(x, shape) + x["padding"]),
            "pool-plus-one-forgotten": _count(
                pool=partial(_pooled, side=lambda n, k, stride: (n - k) // stride)
            ),
            "pool-ceiling": _count(pool=partial(_pooled, side=_ceiling)),
            "conv-ceiling": _count(conv=partial(_convolved, side=_ceiling)),
            "taken-for-square": (
                _count(conv=lambda layer, s: _convolved(layer, (s[0], s[1], s[1]))),
                _count(conv=lambda layer, s: _convolved(layer, (s[0], s[2], s[2]))),
            ),
            "plus-one-forgotten": (
                _count(conv=partial(_convolved, side=lambda n, k, stride: (n - k) // stride)),
                _count(
                    conv=partial(_convolved, side=lambda n, k, stride: (n - k) // stride),
                    pool=partial(_pooled, side=lambda n, k, stride: (n - k) // stride),
                ),
            ),
            "plus-one-inside": (
                _count(conv=partial(_convolved, side=_one_inside)),
                _count(
                    conv=partial(_convolved, side=_one_inside),
                    pool=partial(_pooled, side=_one_inside),
                ),
            ),
            "conv-keeps-size": (
                _count(conv=lambda layer, shape: (layer["out"], *shape[1:])),
                _count(conv=partial(_convolved, side=lambda n, k, stride: n // stride, borders=0)),
            ),
            "padding-once": _count(conv=partial(_convolved, borders=1)),
            "dense-shape-stays": _count(dense=lambda layer, shape: shape),
            "pools-side-by-side": _count(pool=partial(_pooled, side=lambda n, k, stride: n // k)),
            "size-stays": _count(
                macs=lambda step: step.weights * (prod(step.first[1:]) if _is("conv", step) else 1)
            ),
            "channels-stay": _in_either(
                _count(filter_size=lambda k, shape, first: k * k * first[0])
            ),
            "padding-ignored": _count(conv=partial(_convolved, borders=0)),
            "stride-ignored": _count(conv=partial(_convolved, side=lambda n, k, stride: n - k + 1)),
            "pool-ignored": _count(pool=lambda layer, shape: shape),
            "pool-works": tuple(
                _count(
                    macs=lambda step, work=work: (
                        _macs(step) + (work(step) if _is("pool", step) else 0)
                    )
                )
                for work in _POOLINGS_WORK
            ),
            "pool-learns": _count(parameters=lambda step: _learned(step) + _window(step)),
            "pool-learns-each-map": _count(
                parameters=lambda step: _learned(step) + _window(step) * step.before[0]
            ),
            "channels-left-out": _count(flatten=lambda layer, shape: (prod(shape[1:]),)),
            "sides-added": _count(flatten=lambda layer, shape: (sum(shape),)),
            "flatten-forgotten": _count(flatten=lambda layer, shape: shape[:1]),
        },
    ),
)
