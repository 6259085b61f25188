"""The Kernel Lab without a browser: its state, what it refuses, what a notebook stores of it."""

import base64
import json
import re

import numpy as np
import pytest

from convedu import images, ops
from convedu.plots import scales
from convedu.widgets import KernelLab, LabState
from convedu.widgets.shared import sources, values


def arange(*shape):
    return np.arange(np.prod(shape), dtype=float).reshape(shape)


@pytest.mark.parametrize("flip", [False, True])
def test_terms_add_up_to_the_output(flip):
    state = LabState(arange(5, 7), arange(2, 3), flip, (3, 4))
    operation = ops.convolve2d if flip else ops.correlate2d
    assert np.array_equal(state.output, operation(state.image, state.kernel))
    assert sum(x * weight for x, weight in state.terms()) == state.value == state.output[3, 4]


def test_stepping_reads_the_output_row_by_row_and_starts_again():
    state = LabState(arange(3, 4), arange(2, 2), cursor=(0, 0))
    seen = []
    for _ in range(6):
        seen.append(state.cursor)
        state = state.step()
    assert seen == list(np.ndindex(2, 3))
    assert state.cursor == (0, 0)
    assert state.step(-1).cursor == (1, 2)


def test_a_state_is_a_value_of_its_own():
    image = arange(4, 4)
    state = LabState(image, [[1, 2]])
    image[:] = 0
    assert state.image[3, 3] == 15
    with pytest.raises(ValueError, match="read-only"):
        state.image[0, 0] = 1
    with pytest.raises(AttributeError):
        state.flip = True


REFUSED = {
    "kernel has shape (5, 5), expected at most the image's (4, 4)": {"kernel": np.eye(5)},
    "kernel is 'wobble', expected an array or one of: identity, blur": {"kernel": "wobble"},
    "image is 'kamera', expected an array or one of: camera, astronaut": {"image": "kamera"},
    "kernel is [[1, 2], [3]], expected rows of real numbers": {"kernel": [[1, 2], [3]]},
    "kernel is [1j], expected rows of real numbers": {"kernel": [1j]},
    "image is None, expected rows of real numbers": {"image": None},
    "image has shape (2, 2, 3), expected (rows, columns), neither 0": {"image": np.ones((2, 2, 3))},
    "image has shape (0, 4), expected (rows, columns), neither 0": {"image": np.ones((0, 4))},
    "image has shape (513, 4), expected at most 512 a side": {"image": np.ones((513, 4))},
    "kernel has shape (1, 10), expected at most 9 a side": {"kernel": np.ones(10)},
    "kernel has a number beyond 1000000000 or not a number": {"kernel": [[np.nan]]},
    "cursor is (9, 0), expected a pixel of the 3x3 output": {"cursor": (9, 0)},
    "cursor is (1.5, 0), expected (row, column), both int": {"cursor": (1.5, 0)},
}


@pytest.mark.parametrize(
    ("message", "wrong"), [pytest.param(k, v, id=k) for k, v in REFUSED.items()]
)
def test_what_does_not_fit_is_refused_and_the_old_stays(message, wrong):
    right = {"image": arange(4, 4), "kernel": np.ones((2, 2)), "cursor": (1, 1)}
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        KernelLab(**{**right, **wrong})
    lab = KernelLab(**right)
    before = lab.describe()
    [(name, value)] = wrong.items()
    with pytest.raises(ValueError, match=re.escape(message)):
        setattr(lab, name, value)
    assert lab.describe() == before


def test_a_smaller_output_takes_the_cursor_with_it():
    lab = KernelLab(arange(6, 6), np.ones((1, 1)), cursor=(5, 5))
    lab.kernel = np.ones((3, 3))
    assert lab.cursor == (3, 3)
    lab.image = arange(4, 5)
    assert lab.cursor == (1, 2)


def test_one_row_is_one_dimensional():
    lab = KernelLab([1, 2, 4, 8], [1, 0, -1], cursor=1)
    assert lab.cursor == (0, 1)
    assert lab.output.tolist() == [[-3, -6]]
    assert "array 4," in lab.describe()
    assert "-6 at 1;" in lab.describe()
    lab.kernel = [0, 1, 0]
    assert "kernel identity 3" in lab.describe()


def test_names_stand_for_arrays():
    lab = KernelLab("number grid", "emboss")
    lab.kernel = "sobel-y"
    lab.image = "impulse"
    assert np.array_equal(lab.kernel, images.kernel("sobel-y"))
    assert np.array_equal(lab.image, images.impulse(9))
    assert lab.describe().startswith("Kernel Lab: impulse 9x9, kernel sobel-y 3x3 with sum 0")


def test_what_the_page_sends_comes_back_as_arrays():
    """The state that the browser gets, changed as the browser changes it, and sent back."""
    lab = KernelLab("coins", "blur", cursor=(1, 1))
    lab.set_state({"kernel": [[0, 1], [2, 3]], "cursor": [149, 190], "flip": True})
    assert lab.kernel.tolist() == [[0, 1], [2, 3]]
    assert lab.cursor == (149, 190)
    grey = np.array([[0, 128], [255, 3]], np.uint8)
    packed = {"shape": [2, 2], "dtype": "u1", "data": memoryview(grey.tobytes())}
    lab.set_state({"image": packed, "kernel": [[1]], "cursor": [1, 0]})
    assert np.array_equal(lab.image, grey / 255)
    assert lab.state.value == 1


def test_a_bad_state_from_the_page_changes_nothing():
    lab = KernelLab("impulse", "blur", cursor=(2, 2))
    before = lab.describe()
    with pytest.raises(ValueError, match="expected a pixel of the 7x7 output"):
        lab.set_state({"flip": True, "cursor": [7, 7]})
    with pytest.raises(ValueError, match="kernel has a number"):
        lab.set_state({"kernel": [[float("inf")]]})
    assert lab.describe() == before


@pytest.mark.parametrize(
    ("image", "dtype"),
    [("camera", "u1"), ("impulse", "u1"), ("number grid", "f8"), (arange(2, 3), "f8")],
)
def test_packing_loses_nothing(image, dtype):
    lab = KernelLab(image, [[1]])
    packed = values.pack(lab.image)
    assert packed["dtype"] == dtype
    assert np.array_equal(values.unpack(packed), lab.image)


def test_the_text_changes_with_the_result_and_with_nothing_else():
    first, second = KernelLab("brick", "blur"), KernelLab("brick", "blur")
    assert repr(first) == repr(second) == first.describe()
    assert "0x" not in repr(first)
    texts = {first.describe()}
    kernel = images.kernel("blur")
    kernel[0, 0] += 1e-3
    second.kernel = kernel
    texts.add(second.describe())
    second.kernel = [[0, 0, 1]]
    texts.add(second.describe())
    second.flip = True
    texts.add(second.describe())
    assert len({re.search("checksum (.*)", text)[1] for text in texts}) == 4


@pytest.mark.parametrize("kernel", ["blur", "sharpen", "sobel-x"])
@pytest.mark.parametrize("image", [*images.names(), "number grid", [0, 0, 1, 0, 0]])
def test_the_stored_picture_is_small_and_has_words(image, kernel):
    if not isinstance(image, str):
        kernel = [1, 2, 3]
    lab = KernelLab(image, kernel)
    data, metadata = lab._repr_mimebundle_()
    kinds = {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert set(data) == kinds
    assert data["text/plain"] == metadata["image/png"]["alt"] == lab.describe()
    png = base64.b64decode(data["image/png"])
    assert png.startswith(b"\x89PNG")
    assert len(png) <= 40_000


def test_the_page_needs_nothing_from_outside():
    page = KernelLab("impulse", [[1]]).to_html()
    assert not re.search(r"""(src|href)=(?!["']data:)|@import|url\(|https?://""", page)
    payload = json.loads(re.search(r'id="payload">(.*?)</script>', page)[1])
    assert {"image", "kernel", "flip", "cursor", "gallery", "presets"} == set(payload["state"])


def test_embed_is_a_frame_that_holds_the_page():
    lab = KernelLab("impulse", [[1]])
    shown = lab.embed(height=500)._repr_html_()
    assert 'height="500"' in shown
    assert shown.count("<iframe") == 1
    assert "<script" not in shown  # escaped, so it runs in the frame and not in the notebook


def test_the_picture_and_the_page_have_the_same_colours():
    colours = re.findall(r"^  (\w+): (\[\"#.*?\])", sources.read("shared/colour.js"), re.MULTILINE)
    assert {name: tuple(json.loads(stops)) for name, stops in colours} == scales.STOPS
