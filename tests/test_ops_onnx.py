"""The layers against recorded results of PyTorch, and against ONNX's own cases.

Both lie inside the package onnx. The folders `pytorch-*` hold models with an input and the output
which PyTorch gave; the node cases come from ONNX's authors.
"""

import functools
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

from convedu import ops

DATA = Path(onnx.__file__).parent / "backend" / "test" / "data"
LAYERS = ("Conv", "MaxPool", "AveragePool")


class Case(NamedTuple):
    name: str
    layer: str
    options: dict
    inputs: list
    expected: np.ndarray


def options_of(node) -> dict:
    return {a.name: helper.get_attribute_value(a) for a in node.attribute}


def read_tensor(path: Path) -> np.ndarray:
    return numpy_helper.to_array(onnx.TensorProto.FromString(path.read_bytes()))


@functools.cache
def recorded_cases() -> tuple[Case, ...]:
    """Return every recorded model with a convolution or a pooling and nothing else that counts."""
    cases = []
    for path in sorted(p.parent for p in DATA.glob("pytorch-*/*/model.onnx")):
        graph = onnx.load(path / "model.onnx").graph
        nodes = [node for node in graph.node if node.op_type not in ("Unsqueeze", "Squeeze")]
        if [node.op_type for node in nodes] not in [[layer] for layer in LAYERS]:
            continue
        (data,) = path.glob("test_data_set_*")
        weights = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        inputs = [read_tensor(p) for p in sorted(data.glob("input_*.pb"))]
        inputs += [weights[name] for name in nodes[0].input if name in weights]
        if len(graph.node) == 3:
            inputs[0], squeeze = inputs[0][..., np.newaxis], np.s_[..., np.newaxis]
        else:
            squeeze = ...
        expected = read_tensor(data / "output_0.pb")[squeeze]
        cases.append(Case(path.name, nodes[0].op_type, options_of(nodes[0]), inputs, expected))
    return tuple(cases)


@functools.cache
def node_cases() -> tuple[Case, ...]:
    from onnx.backend.test.case.node import collect_testcases

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of other operators' reference code
        found = collect_testcases()
    return tuple(
        Case(case.name, node.op_type, options_of(node), list(inputs), outputs[0])
        for case in found
        if len(case.model.graph.node) == 1
        for node in case.model.graph.node
        if node.op_type in LAYERS
        for inputs, outputs in case.data_sets
    )


def left_out(case: Case) -> str | None:
    """Return why a case is not ours to compute."""
    spatial = case.inputs[0].ndim - 2
    if spatial == 3:
        return "three-dimensional"
    before, after = sides(case)
    if case.layer != "Conv" and before != after:
        return "pooling with different padding before and after"
    kernel = case.options["kernel_shape"]
    if case.layer != "Conv" and any(2 * p > k for p, k in zip(before, kernel, strict=True)):
        return "pooling with more padding than half of the window"
    return None


def sides(case: Case) -> tuple[list[int], list[int]]:
    """Return the padding before and after, by the words of ONNX's operator specification."""
    sizes, kernel = case.inputs[0].shape[2:], case.options["kernel_shape"]
    mode = case.options.get("auto_pad", b"NOTSET")
    if not mode.startswith(b"SAME"):
        pads = list(case.options.get("pads", [0] * 2 * len(sizes)))
        return pads[: len(sizes)], pads[len(sizes) :]
    strides = case.options.get("strides", [1] * len(sizes))
    totals = [
        max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip(sizes, kernel, strides, strict=True)
    ]
    less, more = [t // 2 for t in totals], [t - t // 2 for t in totals]
    return (less, more) if mode == b"SAME_UPPER" else (more, less)


def two_axes(values: list[int], filler: int) -> tuple[int, int]:
    """Return what belongs to rows and columns; one axis stands for columns."""
    return tuple([filler] * (2 - len(values)) + [int(v) for v in values])


def computed(case: Case) -> np.ndarray:
    """Run our layer, with a unit axis where the case has only one."""
    spatial = case.inputs[0].ndim - 2
    x, *others = case.inputs
    if spatial == 1:
        x = x[:, :, np.newaxis]
        others = [w[:, :, np.newaxis] if w.ndim == 3 else w for w in others]
    ones = [1] * spatial
    stride = two_axes(case.options.get("strides", ones), 1)
    dilation = two_axes(case.options.get("dilations", ones), 1)
    before, after = (two_axes(side, 0) for side in sides(case))
    if case.layer == "Conv":
        groups = case.options.get("group", 1)
        padding = before
        if before != after:
            x, padding = ops.pad2d(x, tuple(zip(before, after, strict=True))), 0
        out = ops.conv2d(
            x, *others, stride=stride, padding=padding, dilation=dilation, groups=groups
        )
    else:
        pool = ops.max_pool2d
        if case.layer == "AveragePool":
            include = bool(case.options.get("count_include_pad", 0))
            pool = functools.partial(ops.avg_pool2d, count_include_pad=include)
        out = pool(
            x,
            two_axes(case.options["kernel_shape"], 1),
            stride=stride,
            padding=before,
            dilation=dilation,
            ceil_mode=bool(case.options.get("ceil_mode", 0)),
        )
    return out[:, :, 0] if spatial == 1 else out


@pytest.mark.parametrize(
    "case", [c for c in recorded_cases() if not left_out(c)], ids=lambda c: c.name
)
def test_as_recorded_from_pytorch(case):
    assert computed(case).shape == case.expected.shape
    np.testing.assert_allclose(computed(case), case.expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("layer", LAYERS)
def test_as_onnx_says(layer):
    cases = [case for case in node_cases() if case.layer == layer and not left_out(case)]
    for case in cases:
        out = computed(case)
        assert out.shape == case.expected.shape, case.name
        # Some of the cases are written down with four digits.
        np.testing.assert_allclose(out, case.expected, rtol=5e-4, atol=1e-6, err_msg=case.name)


@pytest.mark.parametrize(
    ("cases", "layer", "at_least"),
    [
        (recorded_cases, "Conv", 20),
        (recorded_cases, "MaxPool", 6),
        (recorded_cases, "AveragePool", 4),
        (node_cases, "Conv", 6),
        (node_cases, "MaxPool", 12),
        (node_cases, "AveragePool", 8),
    ],
)
def test_there_are_cases(cases, layer, at_least):
    counted = [case for case in cases() if case.layer == layer and not left_out(case)]
    assert len(counted) >= at_least


def test_only_what_we_do_not_offer_is_left_out():
    reasons = {}
    for case in recorded_cases() + node_cases():
        if reason := left_out(case):
            reasons.setdefault(reason, []).append(case)
    assert set(reasons) == {
        "three-dimensional",
        "pooling with different padding before and after",
        "pooling with more padding than half of the window",
    }
    for case in reasons["three-dimensional"]:
        with pytest.raises((TypeError, ValueError)):
            ops.max_pool2d(case.inputs[0], 1)
    for case in reasons["pooling with more padding than half of the window"]:
        with pytest.raises(ValueError, match="padding must be at most half of kernel_size"):
            computed(case)
