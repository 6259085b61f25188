"""Unit 6: a whole network's parameters and multiply-adds."""

from math import prod

import numpy as np

from convedu import layers as L
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck


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
        Case((head, (c, 5, 7)), "networks"),
        Case(([_conv(c, 3, padding=1), _pool(3, 2), *head], (2, high, wide)), "networks"),
        Case(
            ([_conv(c, 5, 2), _pool(2, 2), _conv(d, 3, padding=1), *head], (3, high, wide)),
            "networks",
        ),
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


def _as_layer(layer, shape, bias):
    if layer["kind"] == "flatten":
        return L.Flatten()
    if layer["kind"] == "dense":
        return L.Linear(shape[0], layer["out"], bias=bias)
    if layer["kind"] == "pool":
        return L.MaxPool2d(layer["k"], stride=layer["stride"])
    options = {"stride": layer["stride"], "padding": layer["padding"], "bias": bias}
    return L.Conv2d(shape[0], layer["out"], layer["k"], **options)


def _stack(layers, in_shape, bias=True):
    """Return the layers as `convedu.layers` has them."""
    made, shape = [], in_shape
    for layer in layers:
        made.append(_as_layer(layer, shape, bias))
        shape = made[-1].output_shape(shape)
    return made


def _counts(layers, in_shape, bias=True):
    table = L.summary(_stack(layers, in_shape, bias), in_shape)
    return table.parameters, table.macs


def _shape_never_moves(layers, in_shape):
    parameters, macs, shape = 0, 0, in_shape
    for layer in _stack(layers, in_shape):
        positions = prod(in_shape[1:]) if isinstance(layer, L.Conv2d) else 1
        parameters += layer.parameters
        macs += layer.weights * positions
        shape = layer.output_shape(shape)
    return parameters, macs


def _without(kind, /, **instead):
    """Return an answer that passes over what layers of a kind do to the shape."""

    def answer(layers, in_shape):
        mended = [{**x, **instead} if x["kind"] == kind else x for x in layers]
        return _counts([x for x in mended if x["kind"] != "nothing"], in_shape)

    return answer


def _channels_stay(layers, in_shape):
    parameters = macs = 0
    rows = L.summary(_stack(layers, in_shape), in_shape).rows
    for row in rows:
        layer = row.layer
        if isinstance(layer, L.Conv2d):
            layer = L.Conv2d(in_shape[0], layer.out_channels, layer.kernel_size)
            macs += layer.weights * prod(row.output_shape[1:])
        else:
            macs += row.macs
        parameters += layer.parameters
    return parameters, macs


def _dense_sees_channels(layers, in_shape):
    shape, parameters, macs = in_shape, 0, 0
    for layer in _stack(layers, in_shape):
        if isinstance(layer, L.Flatten):
            shape = (shape[0],)
            continue
        if isinstance(layer, L.Linear):
            layer = L.Linear(shape[0], layer.out_features)
        parameters, macs = parameters + layer.parameters, macs + layer.macs(shape)
        shape = layer.output_shape(shape)
    return parameters, macs


def _last_layer(layers, in_shape):
    row = L.summary(_stack(layers, in_shape), in_shape).rows[-1]
    return row.parameters, row.macs


def _macs_at_input(layers, in_shape):
    parameters, macs, shape = 0, 0, in_shape
    for layer in _stack(layers, in_shape):
        parameters += layer.parameters
        macs += layer.weights * (prod(shape[1:]) if isinstance(layer, L.Conv2d) else 1)
        shape = layer.output_shape(shape)
    return parameters, macs


def _pool_halves(layers, in_shape):
    wide = [{**x, "k": x["stride"]} if x["kind"] == "pool" else x for x in layers]
    return _counts(wide, in_shape)


def _pools_side_by_side(layers, in_shape):
    apart = [{**x, "stride": x["k"]} if x["kind"] == "pool" else x for x in layers]
    return _counts(apart, in_shape)


def _rows(kind, layers, in_shape):
    rows = L.summary(_stack(layers, in_shape), in_shape).rows
    return [row for row in rows if isinstance(row.layer, kind)]


def _written(
    *,
    borders=2,
    conv_bias=1,
    dense_macs=1,
    bias_macs=0,
    square=False,
    dense_stays=False,
    conv=lambda n, k, s: (n - k) // s + 1,
    pool=lambda n, k, s: (n - k) // s + 1,
):
    """Return an answer that is written as the reference is, but for one thing."""

    def answer(layers, in_shape):
        shape, parameters, macs = tuple(in_shape), 0, 0
        for x in layers:
            if x["kind"] == "flatten":
                shape = (prod(shape),)
            elif x["kind"] == "dense":
                weights = shape[0] * x["out"]
                parameters, macs = parameters + weights + x["out"], macs + weights * dense_macs
                shape = shape if dense_stays else (x["out"],)
            elif x["kind"] == "pool":
                shape = (shape[0], *(pool(n, x["k"], x["stride"]) for n in shape[1:]))
            else:
                c, high, wide = shape
                sides = (high, high) if square else (high, wide)
                places = [conv(n + borders * x["padding"], x["k"], x["stride"]) for n in sides]
                weights, biases = x["k"] ** 2 * c * x["out"], x["out"]
                parameters += weights + biases * conv_bias
                macs += (weights + biases * bias_macs) * prod(places)
                shape = (x["out"], *places)
        return parameters, macs

    return answer


def _ceiling(n, k, s):
    return -(-(n - k) // s) + 1


def _pool_learns(layers, in_shape):
    parameters, macs = _counts(layers, in_shape)
    pools = _rows(L.MaxPool2d, layers, in_shape)
    return parameters + sum(row.layer.kernel_size**2 for row in pools), macs


def _pool_learns_each_map(layers, in_shape):
    parameters, macs = _counts(layers, in_shape)
    pools = _rows(L.MaxPool2d, layers, in_shape)
    return parameters + sum(row.layer.kernel_size**2 * row.output_shape[0] for row in pools), macs


def _dense_without_biases(layers, in_shape):
    parameters, macs = _counts(layers, in_shape)
    return parameters - sum(row.layer.biases for row in _rows(L.Linear, layers, in_shape)), macs


count_model = FunctionCheck(
    name="unit6/count_model",
    reference=_count_model,
    cases=_cases,
    shares={"values": 0.5, "networks": 0.5},
    bugs=(
        Bug(
            "swapped",
            "The two numbers are swapped: first the parameters, then the MACs.",
            lambda layers, s: _counts(layers, s)[::-1],
        ),
        Bug(
            "only-last-layer",
            "You return the last layer's numbers. Add them up over all layers.",
            _last_layer,
        ),
        Bug(
            "biases-forgotten",
            "You count no biases. Each feature map and each dense output has one.",
            lambda layers, s: _counts(layers, s, bias=False),
        ),
        Bug(
            "dense-biases-forgotten",
            "Your dense layers have no biases. Each of their outputs has one.",
            _dense_without_biases,
        ),
        Bug(
            "conv-biases-forgotten",
            "Your convolutions have no biases. Each of their feature maps has one.",
            _written(conv_bias=0),
        ),
        Bug(
            "dense-without-work",
            "Your dense layers do no work. Each of their weights is used once for a picture: as "
            "many MACs as weights.",
            _written(dense_macs=0),
        ),
        Bug(
            "biases-are-macs-in-conv",
            "You multiply a convolution's parameters by the positions. A bias is added without a "
            "multiplication: its weights alone are MACs.",
            _written(bias_macs=1),
        ),
        Bug(
            "biases-are-macs",
            "Your MACs are as many as your parameters in a dense layer. A bias is added without a "
            "multiplication: it is a parameter and no MAC.",
            lambda layers, s: (
                _counts(layers, s)[0],
                _counts(layers, s)[1]
                + sum(
                    row.layer.biases * prod(row.output_shape[1:])
                    for row in L.summary(_stack(layers, s), s).rows
                ),
            ),
        ),
        Bug(
            "macs-are-weights",
            "Your MACs do not know the picture's size. In a convolution each weight is used once "
            "at every position of the output.",
            lambda layers, s: (
                _counts(layers, s)[0],
                sum(layer.weights for layer in _stack(layers, s)),
            ),
        ),
        Bug(
            "macs-at-input",
            "You multiply by the height and width of what a convolution *reads*. Its weights work "
            "once for each pixel that comes *out*.",
            _macs_at_input,
        ),
        Bug(
            "pool-halves",
            "You divide the sides by the pooling's stride. The window's size counts, too: "
            "`(n - k) // stride + 1`.",
            _pool_halves,
        ),
        Bug(
            "pool-plus-one-forgotten",
            "You forget the `+ 1` where you pool: the window also stops at its first place.",
            _written(pool=lambda n, k, s: (n - k) // s),
        ),
        Bug(
            "pool-ceiling",
            "You round up where a pooling's last step does not fit. Sizes are rounded down: `//`.",
            _written(pool=_ceiling),
        ),
        Bug(
            "conv-ceiling",
            "You round up where a convolution's last step does not fit. Sizes are rounded down: "
            "`//`.",
            _written(conv=_ceiling),
        ),
        Bug(
            "taken-for-square",
            "You take the height for both sides. Work out rows and columns one by one.",
            _written(square=True),
        ),
        Bug(
            "padding-once",
            "You add the padding once. It stands on both sides: `n + 2 * padding - k`.",
            _written(borders=1),
        ),
        Bug(
            "dense-shape-stays",
            "Your second dense layer reads what the first one read. After a dense layer there are "
            "`out` numbers: change the shape there, too.",
            _written(dense_stays=True),
        ),
        Bug(
            "pools-side-by-side",
            "You divide the sides by the pooling window. It moves by its `stride`: "
            "`(n - k) // stride + 1`.",
            _pools_side_by_side,
        ),
        Bug(
            "size-stays",
            "You multiply by the first input's height and width all the time. Let the shape "
            "follow from layer to layer.",
            _shape_never_moves,
        ),
        Bug(
            "channels-stay",
            "Every convolution of yours reads the first input's channels. After a layer there are "
            "as many channels as it has filters.",
            _channels_stay,
        ),
        Bug(
            "padding-ignored",
            "You leave the padding out of the sizes.",
            _without("conv", padding=0),
        ),
        Bug(
            "stride-ignored",
            "You leave the stride of the convolutions out of the sizes.",
            _without("conv", stride=1),
        ),
        Bug(
            "pool-ignored",
            "Pooling learns nothing, and yet it changes the shape: what comes after it is smaller.",
            _without("pool", kind="nothing"),
        ),
        Bug(
            "pool-learns",
            "You count weights for a pooling window. It only picks the largest value.",
            _pool_learns,
        ),
        Bug(
            "pool-learns-each-map",
            "You count weights for a pooling window. It only picks the largest value.",
            _pool_learns_each_map,
        ),
        Bug(
            "flatten-forgotten",
            "Your dense layer sees the channels only. After `flatten` it reads channels times "
            "height times width.",
            _dense_sees_channels,
        ),
    ),
    hints=(
        "Keep a variable `shape` and change it at every layer, as you did by hand.",
        "conv: weights `k * k * c * out`, MACs weights times the *output*'s rows times columns. "
        "pool: only the shape changes. flatten: `shape = (c * h * w,)`.",
        "dense: weights `shape[0] * out`, which is also its MACs. Add `out` biases to the "
        "parameters of conv and dense.",
    ),
)
