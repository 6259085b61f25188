"""Unit 3: a whole network, from a picture to its scores."""

import numpy as np

from convedu import ops
from convedu.checks.bank import bank, flipped, transposed, with_arguments, with_result, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck
from convedu.ops import conv2d  # in the exercise it is given

_WORDS = words(__file__)


def _tiny_cnn_forward(x, params):
    features = np.maximum(conv2d(x, params["conv_w"], params["conv_b"]), 0)
    windows = np.lib.stride_tricks.sliding_window_view(features, (2, 2), axis=(1, 2))
    pooled = windows[:, ::2, ::2].max(axis=(3, 4))
    return params["dense_w"] @ pooled.ravel() + params["dense_b"]


def _drawn(rng: np.random.Generator, size: tuple, filters: int, classes: int) -> Case:
    channels, height, width = size
    inside = filters * ((height - 2) // 2) * ((width - 2) // 2)
    params = {
        "conv_w": dyadic_rationals(rng, filters, channels, 3, 3),
        "conv_b": dyadic_rationals(rng, filters),
        "dense_w": dyadic_rationals(rng, classes, inside),
        "dense_b": dyadic_rationals(rng, classes),
    }
    # One class votes against every feature, so that a ReLU at the end cannot hide.
    params["dense_w"][0] = -np.abs(params["dense_w"][0])
    return Case((dyadic_rationals(rng, *size), params), "one" if filters == 1 else "several")


def _cases(rng: np.random.Generator) -> list[Case]:
    fixed = np.random.default_rng(3)  # here a ReLU matters, whatever is drawn otherwise
    return [
        # Sides of their own: most mistakes leave another number of features than most others.
        _drawn(fixed, (1, 7, 9), 1, 3),
        _drawn(fixed, (2, 7, 9), 3, 4),
        _drawn(rng, (1, 9, 7), 1, 3),
        _drawn(rng, (1, 8, 6), 1, 4),
        _drawn(rng, (1, 9, 8), 4, 10),
        _drawn(rng, (2, 7, 10), 3, 5),
        _drawn(rng, (3, 9, 11), 2, 10),
    ]


def _unchanged(array):
    return array


def _network(
    *,
    relu=ops.relu,
    pool=lambda maps: ops.max_pool2d(maps, 2),
    flatten=np.ravel,
    dense=lambda features, params: params["dense_w"] @ features + params["dense_b"],
):
    """Return the network with one of its steps replaced."""

    def answer(x, params):
        maps = relu(ops.conv2d(x, params["conv_w"], params["conv_b"]))
        return dense(flatten(pool(maps)), params)

    return answer


def _with_parameter(name, change):
    return with_arguments(
        _tiny_cnn_forward, params=lambda params: {**params, name: change(params[name])}
    )


def _softmax(scores):
    odds = np.exp(scores - scores.max())
    return odds / odds.sum()


def _log_softmax(scores):
    return np.log(_softmax(scores))


def _sigmoid(values):
    return 0.5 * (1 + np.tanh(values / 2))


def _subsampled(maps):
    rows, columns = maps.shape[1] // 2, maps.shape[2] // 2
    return maps[:, ::2, ::2][:, :rows, :columns]


def _pooled_before(x, params):
    maps = ops.relu(ops.conv2d(ops.max_pool2d(x, 2), params["conv_w"], params["conv_b"]))
    return params["dense_w"] @ maps.ravel() + params["dense_b"]


def _biased_late(x, params):
    """Add the convolution's bias behind the ReLU."""
    maps = ops.relu(ops.conv2d(x, params["conv_w"])) + params["conv_b"][:, np.newaxis, np.newaxis]
    return params["dense_w"] @ ops.max_pool2d(maps, 2).ravel() + params["dense_b"]


def _features(features, params):
    return features


_right = _tiny_cnn_forward
_linear = _network(relu=_unchanged)

tiny_cnn_forward = FunctionCheck(
    name="unit3/tiny_cnn_forward",
    reference=_right,
    cases=_cases,
    shares={"one": 0.25, "several": 0.5, "side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "relu-forgotten": _linear,
            "relu-before": with_arguments(_linear, x=ops.relu),
            "relu-twice": with_arguments(_right, x=ops.relu),
            "absolute-value": _network(relu=np.abs),
            "positive-cut": _network(relu=lambda maps: np.minimum(maps, 0)),
            "step-for-relu": _network(relu=lambda maps: (maps > 0) * 1.0),
            "sigmoid-for-relu": _network(relu=_sigmoid),
            "tanh-for-relu": _network(relu=np.tanh),
            "leaky": tuple(
                _network(relu=lambda maps, slope=slope: np.maximum(maps, slope * maps))
                for slope in (0.01, 0.1, 0.2)
            ),
            "relu-at-the-end": with_result(_right, ops.relu),
            "pooling-forgotten-mean": _network(pool=lambda maps: ops.avg_pool2d(maps, 2)),
            "smallest-for-largest": _network(pool=lambda maps: -ops.max_pool2d(-maps, 2)),
            "sum-for-max": _network(pool=lambda maps: 4 * ops.avg_pool2d(maps, 2)),
            "subsampled-for-pooled": _network(pool=_subsampled),
            "window-of-three": _network(pool=lambda maps: ops.max_pool2d(maps, 3, stride=2)),
            "channels-pooled": _network(pool=lambda maps: ops.max_pool2d(maps, 2).max(axis=0)),
            "relu-at-the-end-only": with_result(_linear, ops.relu),
            "pooling-forgotten": _network(pool=_unchanged),
            "not-flattened": _network(flatten=_unchanged),
            "dense-weights-transposed": _network(
                dense=lambda features, params: features @ params["dense_w"] + params["dense_b"]
            ),
            "pooled-before": _pooled_before,
            "same-size": with_arguments(_right, x=lambda x: np.pad(x, ((0, 0), (1, 1), (1, 1)))),
            "averaged-over-maps": _network(flatten=lambda maps: maps.mean(axis=(1, 2))),
            "scaled": with_result(_right, lambda scores: scores / scores.sum()),
            "pooled-with-stride-1": _network(pool=lambda maps: ops.max_pool2d(maps, 2, stride=1)),
            "channels-last": _network(flatten=lambda maps: maps.transpose(1, 2, 0).ravel()),
            "columns-first": (
                _network(flatten=lambda maps: maps.transpose(0, 2, 1).ravel()),
                _network(flatten=lambda maps: maps.ravel(order="F")),
            ),
            "channels-reversed": _network(flatten=lambda maps: maps[::-1].ravel()),
            "conv-bias-forgotten": _with_parameter("conv_b", np.zeros_like),
            "conv-bias-twice": _with_parameter("conv_b", lambda bias: 2 * bias),
            "conv-bias-late": _biased_late,
            "dense-bias-twice": _with_parameter("dense_b", lambda bias: 2 * bias),
            "biases-forgotten": with_arguments(
                _right,
                params=lambda p: {**p, "conv_b": 0 * p["conv_b"], "dense_b": 0 * p["dense_b"]},
            ),
            "bias-subtracted": (
                _with_parameter("conv_b", np.negative),
                _with_parameter("dense_b", np.negative),
            ),
            "first-bias-for-all": _with_parameter("conv_b", lambda bias: bias[[0] * len(bias)]),
            "biases-added-up": _with_parameter("conv_b", lambda bias: 0 * bias + bias.sum()),
            "first-filter-for-all": _with_parameter("conv_w", lambda w: w[[0] * len(w)]),
            "kernel-transposed": _with_parameter("conv_w", transposed),
            "channels-turned": _with_parameter("conv_w", lambda w: w[:, ::-1]),
            "dense-bias-forgotten": _with_parameter("dense_b", np.zeros_like),
            "flipped-kernel": _with_parameter("conv_w", flipped),
            "softmax": (with_result(_right, _softmax), with_result(_right, _log_softmax)),
            "sigmoid": with_result(_right, _sigmoid),
            "decided": (with_result(_right, np.argmax), with_result(_right, np.max)),
            "added-up": with_result(_right, np.sum),
            "as-a-matrix": (
                with_result(_right, lambda scores: scores[:, np.newaxis]),
                with_result(_right, lambda scores: scores[np.newaxis]),
            ),
            "dense-forgotten": (
                _network(dense=_features),
                _network(flatten=_unchanged, dense=_features),
            ),
        },
    ),
)
