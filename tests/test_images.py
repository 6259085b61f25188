"""The pictures and kernels which ship with the course."""

import re
import subprocess
import sys
from importlib import resources

import numpy as np
import pytest

from convedu import images, ops

FOLDER = resources.files("convedu.images")
SIZES = {
    "camera": (256, 256),
    "astronaut": (192, 192, 3),
    "brick": (256, 256),
    "chelsea": (150, 226, 3),
    "coins": (152, 192),
    "text": (172, 448),
}


def test_names():
    assert set(images.names()) == set(SIZES)


@pytest.mark.parametrize("name", SIZES)
def test_pictures(name):
    picture = images.load(name)
    assert picture.shape == SIZES[name]
    assert picture.dtype == np.float64
    assert 0 <= picture.min() < 0.3
    assert 0.7 < picture.max() <= 1
    assert picture.flags.c_contiguous
    assert picture.flags.writeable
    # A photograph, decoded rightly, changes little from a pixel to the next.
    assert np.abs(np.diff(picture, axis=0)).mean() < 0.1
    assert np.abs(np.diff(picture, axis=1)).mean() < 0.1


@pytest.mark.parametrize("name", SIZES)
def test_channels_first_is_what_a_layer_takes(name):
    last, first = images.load(name), images.load(name, layout="CHW")
    channels = 3 if last.ndim == 3 else 1
    assert first.shape == (channels, *last.shape[:2])
    assert first.flags.c_contiguous
    for channel in range(channels):
        expected = last[..., channel] if last.ndim == 3 else last
        np.testing.assert_array_equal(first[channel], expected)
    assert ops.conv2d(first, np.ones((2, channels, 3, 3)), padding=1).shape == (2, *last.shape[:2])


def test_the_pictures_show_what_they_say():
    sky, coat = images.load("camera")[:60, :60], images.load("camera")[150:200, 20:50]
    assert sky.mean() > 0.6 > 0.2 > coat.mean()
    red, green, blue = images.load("astronaut", layout="CHW")[:, 150, 40:50].mean(axis=1)
    assert red > 1.5 * green > 1.5 * blue  # the orange suit


def test_zero_padding_darkens_the_border_of_a_photo():
    blurred = ops.correlate2d(ops.pad2d(images.load("camera"), 3), np.full((7, 7), 1 / 49))
    assert round(blurred[0].mean(), 3) == 0.433
    assert round(blurred[3].mean(), 2) == 0.76


def test_each_load_is_new():
    images.load("coins")[...] = 0
    assert images.load("coins").max() > 0.5


def test_small_and_licensed():
    assert sum(file.stat().st_size for file in FOLDER.iterdir() if file.suffix == ".npz") < 300_000
    text = FOLDER.joinpath("LICENSES.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|(.*)\|$", text, flags=re.MULTILINE)
    assert {name for name, _ in rows} == set(SIZES)
    assert all(re.search("CC0|[Pp]ublic domain|No known copyright", row) for _, row in rows)
    for name, row in rows:
        assert " x ".join(map(str, SIZES[name][:2])) in row


@pytest.mark.parametrize("function", [images.load, images.kernel])
@pytest.mark.parametrize("name", ["moon", "", None, 3])
def test_unknown_names_are_answered_with_the_known(function, name):
    with pytest.raises(ValueError, match=r"name must be one of .*'\w+', '\w+'.*got") as error:
        function(name)
    known = images.names() if function is images.load else images.KERNELS
    assert all(repr(other) in str(error.value) for other in known)


def test_unknown_layout():
    with pytest.raises(ValueError, match="layout must be one of 'HWC', 'CHW', got 'chw'"):
        images.load("camera", layout="chw")


def test_kernels_by_their_properties():
    sums = {name: kernel.sum() for name, kernel in images.KERNELS.items()}
    kept = {"identity", "blur", "gaussian", "sharpen", "emboss"}
    removed = {"outline", "sobel-x", "sobel-y"}
    assert kept | removed == set(images.KERNELS)
    assert all(abs(sums[name] - 1) < 1e-12 for name in kept)
    assert all(sums[name] == 0 for name in removed)
    assert images.KERNELS["gaussian"].shape == (5, 5)
    assert np.linalg.matrix_rank(images.KERNELS["gaussian"]) == 1
    np.testing.assert_array_equal(images.kernel("sobel-x"), images.kernel("sobel-y").T)
    np.testing.assert_array_equal(ops.correlate2d(images.number_grid(), images.kernel("identity")),
                                  images.number_grid()[1:-1, 1:-1])  # fmt: skip


def test_sobel_is_positive_towards_brightness():
    ramp = np.tile(np.arange(5.0), (5, 1))
    assert (ops.correlate2d(ramp, images.kernel("sobel-x")) == 8).all()
    assert (ops.correlate2d(ramp, images.kernel("sobel-y")) == 0).all()
    assert (ops.correlate2d(ramp.T, images.kernel("sobel-y")) == 8).all()


def test_kernels_cannot_be_spoiled():
    with pytest.raises(ValueError, match="read-only"):
        images.KERNELS["blur"][0, 0] = 1
    with pytest.raises(TypeError):
        images.KERNELS["blur"] = None
    images.kernel("blur")[...] = 0
    assert images.kernel("blur").sum() == pytest.approx(1)


@pytest.mark.parametrize(("size", "shape"), [(9, (9, 9)), ((3, 5), (3, 5)), (1, (1, 1))])
def test_impulse(size, shape):
    impulse = images.impulse(size)
    assert impulse.shape == shape
    assert impulse.sum() == impulse[shape[0] // 2, shape[1] // 2] == 1


def test_an_impulse_shows_the_kernel_turned():
    kernel = images.kernel("emboss")
    np.testing.assert_array_equal(ops.correlate2d(images.impulse(5), kernel), kernel[::-1, ::-1])
    np.testing.assert_array_equal(ops.convolve2d(images.impulse(5), kernel), kernel)


def test_impulse_of_no_size():
    with pytest.raises(ValueError, match="size must be at least 1"):
        images.impulse(0)


def test_the_number_grid_has_no_symmetry():
    grid = images.number_grid()
    assert grid.shape == (9, 9)
    assert grid.dtype.kind == "i"
    assert 0 <= grid.min() < grid.max() <= 9
    turned = [np.rot90(g, k) for g in (grid, grid.T) for k in range(4)]
    assert sum(np.array_equal(grid, other) for other in turned) == 1


def test_loading_needs_nothing_but_numpy():
    code = (
        "import sys; from convedu import images; images.load('camera');"
        "print({'PIL', 'matplotlib', 'scipy'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
