"""The Stack Explorer without a browser: what a stack gives, sees and equals, what is refused."""

import itertools
import re

import numpy as np
import pytest

from convedu import layers as costs
from convedu import ops, plots, shapes
from convedu.widgets import StackExplorer, StackState
from convedu.widgets.stack_explorer import still
from convedu.widgets.stack_explorer.state import KINDS, _apply, compose, photo, weights

STACKS = [
    ("3x3",),
    ("3x3", "3x3"),
    ("5x5", "1x1", "3x3 dilation 2"),
    ("3x3 stride 2", "3x3 dilation 2"),
    ("mean pool", "3x3", "3x3 stride 2"),
    ("3x3 dilation 2", "mean pool", "3x3"),
]


def changing(state):
    """Return the pixels that can change the output, found without a formula; ones cannot cancel."""
    for place in np.ndindex(photo().shape):
        x = np.zeros(photo().shape)
        x[place] = 1
        for kind, padding in zip(state.kinds, state.paddings, strict=True):
            x = _apply(x, np.ones((kind.kernel_size,) * 2), kind, padding)
        if x[state.cursor] != 0:
            yield place


def test_the_receptive_field_is_what_can_change_the_output():
    for layers in (*STACKS, ("max pool", "3x3", "max pool")):
        state = StackState(layers)
        rows, columns = state.seen(0)
        assert list(changing(state)) == list(itertools.product(rows, columns))
        assert rows[-1] - rows[0] + 1 == state.field.size
        assert rows[0] == state.cursor[0] * state.field.jump


@pytest.mark.parametrize("layers", STACKS)
def test_with_zero_padding_a_field_ends_at_the_border(layers):
    corner = StackState(layers, cursor=(0, 2), padded=True)
    rows, columns = corner.seen(0)
    assert list(changing(corner)) == list(itertools.product(rows, columns))
    assert rows[0] == 0
    assert rows[-1] - rows[0] + 1 < corner.field.size or "pool" in layers[0]


@pytest.mark.parametrize("layers", STACKS)
def test_zero_padding_is_that_of_ops_and_of_layers(layers):
    state = StackState(layers, padded=True)
    x = photo()[np.newaxis]
    for position, kind in enumerate(state.kinds):
        k, s, d = kind.kernel_size, kind.stride, kind.dilation
        p = 0 if kind.pool else d * (k - 1) // 2
        layer = costs.Conv2d(1, 1, k, stride=s, padding=p, dilation=d)
        kernel = weights(position, kind)[np.newaxis, np.newaxis]
        assert layer.output_shape(x.shape) == (1, *state.maps[position + 1].shape)
        x = ops.conv2d(x, kernel, stride=s, padding=p, dilation=d)
        assert np.array_equal(x[0], state.maps[position + 1])
        if s == 1:
            assert len(state.maps[position + 1]) == len(state.maps[position])


@pytest.mark.parametrize(
    ("layers", "ring"),
    [(("3x3", "3x3"), 1), (("3x3", "3x3", "3x3"), 2), (("3x3", "5x5"), 2), (("5x5", "3x3"), 1),
     (("3x3",), 0), (("1x1", "5x5"), 0), (("3x3", "1x1"), 0)],
)  # fmt: skip
def test_zero_padding_parts_stack_and_kernel_where_a_later_layer_reads_zeros(layers, ring):
    state = StackState(layers, padded=True)
    differs = state.maps[-1] != state.twin
    inside = slice(ring, 20 - ring)
    assert not differs[inside, inside].any()
    assert state.differing == differs.sum() <= 20**2 - (20 - 2 * ring) ** 2
    assert (state.difference > 0) == (ring > 0)
    assert ring == 0 or state.differing > 3 * (20 - 2 * ring), "all four sides"
    if "1x1" not in layers[0]:
        both = np.pad(photo(), len(state.kernel) // 2)
        assert np.array_equal(state.twin, ops.correlate2d(both, state.kernel))


@pytest.mark.parametrize("layers", STACKS)
def test_a_linear_stack_is_exactly_one_kernel(layers):
    state = StackState(layers)
    assert state.difference == 0
    assert len(state.kernel) == state.field.size == shapes.receptive_field(state.kinds).size
    rows, columns = state.seen(0)
    one = photo()[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    assert (one * state.kernel).sum() == state.maps[-1][state.cursor]


def test_what_is_not_linear_is_no_single_kernel():
    for layers in (("3x3", "3x3"), ("5x5", "3x3", "1x1")):
        assert StackState(layers, relu=True).difference > 0.01
    assert StackState(("max pool", "3x3")).difference > 0.01
    assert StackState(("3x3",), relu=True).difference == 0, "no ReLU after the last layer"


def test_two_kernels_compose_to_their_full_convolution():
    from scipy.signal import convolve2d

    first, second = np.arange(9.0).reshape(3, 3), np.array([[1.0, -2], [3, 5]])
    assert np.array_equal(compose(first, second), convolve2d(first, second))
    twice = ops.correlate2d(ops.correlate2d(photo(), first), second)
    np.testing.assert_allclose(ops.correlate2d(photo(), compose(first, second)), twice)


def test_relu_stands_between_layers():
    state = StackState(("3x3", "3x3", "3x3"), relu=True)
    assert all(grid.min() == 0 for grid in state.maps[1:-1])
    assert state.maps[-1].min() < 0


def test_the_kernels_are_lopsided_and_exact():
    for position, kind in itertools.product(range(6), KINDS.values()):
        kernel = weights(position, kind)
        assert np.array_equal(kernel * 8, np.round(kernel * 8))
        assert np.array_equal(kernel, weights(position, kind))
        if kind.kernel_size > 1 and not kind.pool:
            assert not np.array_equal(kernel, kernel[::-1, ::-1])
            assert not np.array_equal(kernel, kernel.T)


REFUSED = {
    "layers has 0 entries, expected 1 to 6": {"layers": []},
    "layers has 7 entries, expected 1 to 6": {"layers": ["1x1"] * 7},
    "layers has '7x7', expected only: 1x1, 3x3, 5x5": {"layers": ["3x3", "7x7"]},
    "layer 5 spans 3 positions, expected at most the 1 that are left": {
        "layers": ["5x5", "3x3 stride 2", "3x3 stride 2", "3x3", "3x3"]
    },
    "cursor is (16, 0), expected a pixel of the 16x16 output": {"cursor": (16, 0)},
    "cursor is 3, expected (row, column), both int": {"cursor": 3},
    "cursor is (0.5, 0), expected (row, column), both int": {"cursor": (0.5, 0)},
}


@pytest.mark.parametrize(
    ("message", "wrong"), [pytest.param(k, v, id=k) for k, v in REFUSED.items()]
)
def test_what_does_not_fit_is_refused_and_the_old_stays(message, wrong):
    right = {"layers": ["3x3", "3x3"], "cursor": (1, 2)}
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        StackExplorer(**{**right, **wrong})
    explorer = StackExplorer(**right)
    before = explorer.describe()
    [(name, value)] = wrong.items()
    with pytest.raises(ValueError, match=re.escape(message)):
        setattr(explorer, name, value)
    assert explorer.describe() == before


def test_a_smaller_output_takes_the_cursor_with_it():
    explorer = StackExplorer(["3x3"], cursor=(17, 3))
    explorer.layers = ["3x3", "mean pool"]
    assert tuple(explorer.cursor) == (8, 3)


def test_without_its_padding_a_stack_may_not_fit_and_stays():
    deep = StackExplorer(["5x5"] * 6, padded=True, cursor=(19, 19))
    before = deep.describe()
    assert "padded with zeros; output 20x20, of which (19, 19) sees 13x13 pixels" in before
    with pytest.raises(ValueError, match="layer 5 spans 5 positions, expected at most the 4"):
        deep.padded = False
    assert deep.describe() == before
    shallow = StackExplorer(["3x3"], padded=True, cursor=(19, 0))
    shallow.padded = False
    assert tuple(shallow.cursor) == (17, 0)


def test_what_a_notebook_stores():
    explorer = StackExplorer(["3x3", "3x3"], relu=True)
    data, metadata = explorer._repr_mimebundle_()
    assert data["text/plain"] == StackExplorer(["3x3", "3x3"], relu=True).describe()
    assert metadata["image/png"]["alt"] == data["text/plain"]
    assert "sees 5x5 pixels" in data["text/plain"]
    assert len(explorer.static_png()) <= plots.LARGEST_PNG
    assert len(StackExplorer(["3x3"] * 6).static_png()) <= plots.LARGEST_PNG
    other = StackExplorer(["3x3", "5x5"], relu=True)
    checksums = [each.describe().split()[-1] for each in (explorer, other)]
    assert checksums[0] != checksums[1]


def test_the_still_picture_frames_what_is_seen():
    explorer = StackExplorer(["3x3 dilation 2", "3x3"], cursor=(1, 4))
    state = explorer.state
    for level, ax in enumerate(still.draw(explorer).axes):
        rows, columns = state.seen(level)
        frame = ax.patches[-1]
        assert frame.get_xy() == (columns[0] - 0.5, rows[0] - 0.5)
        assert (frame.get_width(), frame.get_height()) == (
            columns[-1] - columns[0] + 1,
            rows[-1] - rows[0] + 1,
        )
        assert np.array_equal(ax.images[0].get_array(), state.maps[level])
