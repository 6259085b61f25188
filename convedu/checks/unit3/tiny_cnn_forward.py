"""Unit 3: a whole network, from a picture to ten scores."""

import numpy as np

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck
from convedu.ops import conv2d  # in the exercise it is given


def _tiny_cnn_forward(x, params):
    features = np.maximum(conv2d(x, params["conv_w"], params["conv_b"]), 0)
    windows = np.lib.stride_tricks.sliding_window_view(features, (2, 2), axis=(1, 2))
    pooled = windows[:, ::2, ::2].max(axis=(3, 4))
    return params["dense_w"] @ pooled.ravel() + params["dense_b"]


def _network(rng: np.random.Generator, size: tuple, filters: int, classes: int) -> Case:
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
    return [
        _network(rng, (1, 6, 6), 1, 3),
        _network(rng, (1, 8, 6), 1, 4),
        _network(rng, (1, 8, 8), 4, 10),
        _network(rng, (2, 7, 10), 3, 5),
        _network(rng, (3, 9, 6), 2, 10),
    ]


def _variant(*, flip=False, bias=1, relu=np.abs, pool=None, row=np.ravel, end=None, dense_bias=1):
    """Return the network with one thing else; `relu` gets what the convolution gives."""

    def answer(x, params):
        weight = params["conv_w"][..., ::-1, ::-1] if flip else params["conv_w"]
        features = relu(ops.conv2d(x, weight, bias * params["conv_b"]))
        pooled = (pool or (lambda f: ops.max_pool2d(f, 2)))(features)
        scores = params["dense_w"] @ row(pooled) + dense_bias * params["dense_b"]
        return end(scores) if end else scores

    return answer


def _softmax(scores):
    odds = np.exp(scores - scores.max())
    return odds / odds.sum()


def _without_dense(x, params):
    return ops.max_pool2d(ops.relu(ops.conv2d(x, params["conv_w"], params["conv_b"])), 2)


def _dense_behind(x, params):
    return _without_dense(x, params).ravel() @ params["dense_w"] + params["dense_b"]


def _weights_scaled(x, params):
    right = _tiny_cnn_forward(x, params)
    params["conv_w"] *= 2
    return right


def _plain(**options):
    return _variant(**{"relu": ops.relu, **options})


tiny_cnn_forward = FunctionCheck(
    name="unit3/tiny_cnn_forward",
    reference=_tiny_cnn_forward,
    cases=_cases,
    shares={"one": 0.25, "several": 0.5, "side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "relu-forgotten",
            "The ReLU between convolution and pooling is missing. Without it, only the pooling "
            "keeps the network from being one linear layer.",
            _variant(relu=lambda f: f),
        ),
        Bug(
            "relu-before",
            "Your ReLU stands before the convolution, where it cuts the picture. It belongs "
            "between convolution and pooling.",
            lambda x, params: _variant(relu=lambda f: f)(ops.relu(x), params),
        ),
        Bug(
            "relu-at-the-end",
            "You cut off the scores too. They may be negative: what counts is which is largest.",
            _plain(end=ops.relu),
        ),
        Bug(
            "pooling-forgotten-mean",
            "You pool by the mean. Here the largest of each 2x2 window is kept.",
            _plain(pool=lambda f: ops.avg_pool2d(f, 2)),
        ),
        Bug(
            "relu-at-the-end-only",
            "Your ReLU stands behind the dense layer. It belongs between convolution and pooling; "
            "scores may be negative.",
            _variant(relu=lambda f: f, end=ops.relu),
        ),
        Bug(
            "pooling-forgotten",
            "The pooling is missing, so there are more features than the dense layer has weights.",
            _plain(pool=lambda f: f),
        ),
        Bug(
            "not-flattened",
            "The dense layer meets the maps as they are. Flatten them first, to one row of "
            "features: `.ravel()`.",
            _plain(row=lambda p: p),
        ),
        Bug(
            "dense-weights-transposed",
            "`dense_w` is (classes, features): it stands before the features, "
            "`dense_w @ features`.",
            _dense_behind,
        ),
        Bug(
            "pooled-with-stride-1",
            "Your pooling window moves by one. Its stride is 2, so the maps become half as large.",
            _plain(pool=lambda f: ops.max_pool2d(f, 2, stride=1)),
        ),
        Bug(
            "channels-last",
            "You flatten with the channels last. The dense weights expect channel after channel: "
            "`.ravel()` on (F, H, W).",
            _plain(row=lambda p: p.transpose(1, 2, 0).ravel()),
        ),
        Bug(
            "columns-first",
            "You flatten column by column. The dense weights expect row after row: `.ravel()`.",
            _plain(row=lambda p: p.transpose(0, 2, 1).ravel()),
        ),
        Bug(
            "columns-first",
            'You flatten the other way round, `order="F"`. The dense weights expect channel after '
            "channel and row after row: `.ravel()`.",
            _plain(row=lambda p: p.ravel(order="F")),
        ),
        Bug(
            "conv-bias-forgotten",
            "The convolution's bias is missing: `conv_b` has one number for each filter.",
            _plain(bias=0),
        ),
        Bug(
            "dense-bias-forgotten",
            "The dense layer's bias, `dense_b`, is missing.",
            _plain(dense_bias=0),
        ),
        Bug(
            "flipped-kernel",
            "Your convolution turns the kernels by 180 degrees. A layer slides them as they are.",
            _plain(flip=True),
        ),
        Bug(
            "softmax",
            "You return probabilities, a softmax of the scores. Asked are the scores themselves.",
            _plain(end=_softmax),
        ),
        Bug(
            "decided",
            "You return which class wins. Asked are the scores of all classes.",
            _plain(end=np.argmax),
        ),
        Bug(
            "dense-forgotten",
            "You stop after flattening. These are the features; the dense layer makes the scores.",
            lambda x, params: _without_dense(x, params).ravel(),
        ),
        Bug(
            "dense-forgotten",
            "You stop after the pooling. Flatten, then the dense layer makes the scores.",
            _without_dense,
        ),
        Bug(
            "input-changed",
            "The values are right, but your function changes `params`: leave them alone.",
            _weights_scaled,
        ),
    ),
    hints=(
        "Five steps, one after the other. Print the shape after each.",
        "conv2d, then your `relu`, then your `max_pool2d` with k = 2 and s = 2; then flatten.",
        'The last line is `params["dense_w"] @ pooled.ravel() + params["dense_b"]`.',
    ),
)
