"""The Channel Stack without a browser: its state, what it refuses, what a notebook stores of it."""

import base64
import json
import re

import numpy as np
import pytest

from convedu import ops
from convedu.widgets import ChannelStack, ChannelState


def drawn(*shape):
    return np.random.default_rng(len(shape)).normal(size=shape)


def state(**changes):
    held = {"image": drawn(3, 6, 7), "weight": drawn(4, 3, 2, 3), "bias": drawn(4), "filters": 4}
    return ChannelState(**held | changes)


def test_partial_sums_and_one_bias_are_the_output():
    for shown in range(4):
        now = state(shown=shown, cursor=(2, 3))
        assert len(now.partial_sums()) == 3
        assert sum(now.partial_sums()) + now.bias[shown] == pytest.approx(now.value)
        assert now.value == ops.conv2d(now.image, now.weight, now.bias)[shown, 2, 3]


def test_one_filter_gives_one_plane_and_four_give_four():
    stack = ChannelStack()
    assert stack.output.shape == (1, 28, 28)
    stack.filters = 4
    assert stack.output.shape == (4, 28, 28)
    assert stack.state.counts == {"weights": 300, "parameters": 304, "multiplications": 235200}


def test_misreading_takes_memory_for_channel_last():
    image = drawn(3, 6, 7)
    wrong = state(image=image, misread=True)
    memory = image.ravel()
    assert wrong.planes.shape == image.shape
    for c in range(3):
        assert np.array_equal(wrong.planes[c].ravel(), memory[c::3])
    assert np.array_equal(wrong.output, ops.conv2d(wrong.planes, wrong.weight, wrong.bias))
    assert not np.allclose(wrong.output, state(image=image).output)


def test_steps_walk_through_the_channels_the_sum_and_the_bias_then_to_the_next_pixel():
    now = state(cursor=(0, 0), step=1)
    seen = []
    for _ in range(11):
        seen.append((now.cursor, now.step))
        now = now.advance()
    assert seen == [((0, i // 5), i % 5 + 1) for i in range(11)]
    end = state(cursor=(4, 4))
    assert end.advance().cursor == (0, 0)


def test_a_state_is_a_value_of_its_own():
    image = drawn(3, 6, 7)
    now = state(image=image)
    image[:] = 0
    assert now.image.any()
    with pytest.raises(ValueError, match="read-only"):
        now.image[0, 0, 0] = 1
    with pytest.raises(AttributeError):
        now.step = 1


REFUSED = {
    "image has shape (6, 7), expected (C, H, W)": {"image": drawn(6, 7)},
    "image is a str, expected real numbers (C, H, W)": {"image": "face"},
    "image is a list, expected real numbers": {"image": [[[1], [1, 2]]]},
    "image has shape (3, 70, 9), expected at most 4 channels and 64 a side": {
        "image": drawn(3, 70, 9)
    },
    "image has a number that is infinite or none": {"image": np.full((3, 6, 7), np.nan)},
    "weight has filters of depth 1, expected the image's 3 channels": {"weight": drawn(4, 1, 2, 2)},
    "weight has 9 filters, expected at most 8": {"weight": drawn(9, 3, 2, 2)},
    "weight has shape (4, 3, 7, 2), expected kernels within (6, 7)": {"weight": drawn(4, 3, 7, 2)},
    "bias has 3 numbers, expected one a filter: 4": {"bias": drawn(3)},
    "filters must be from 1 to 4, got 5": {"filters": 5},
    "filters must be an integer, got 2.0": {"filters": 2.0},
    "shown must be from 0 to 3, got 4": {"shown": 4},
    "step must be from 1 to 5, got 6": {"step": 6},
    "step must be an integer, got True": {"step": True},
    "cursor is (5, 0), expected a pixel of the 5x5 output": {"cursor": (5, 0)},
    "cursor is 3, expected (row, column), both int": {"cursor": 3},
}


@pytest.mark.parametrize(("message", "wrong"), REFUSED.items(), ids=list(REFUSED))
def test_what_does_not_fit_is_refused(message, wrong):
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        state(**wrong)


def test_a_refused_trait_leaves_the_old_one():
    stack = ChannelStack(filters=3, shown=2)
    before = stack.describe()
    for name, value in (("filters", 9), ("shown", 3), ("cursor", (28, 0)), ("step", 0)):
        with pytest.raises(ValueError, match=name):
            setattr(stack, name, value)
        assert stack.describe() == before


def test_fewer_filters_than_the_shown_one_show_the_last():
    stack = ChannelStack(filters=4, shown=3)
    stack.filters = 2
    assert stack.shown == 1


def test_what_the_page_sends_is_taken():
    stack = ChannelStack(filters=4, shown=3)
    sent = {"filters": 2, "shown": 1, "cursor": [3, 4], "step": 2, "misread": True}
    stack.set_state(sent)
    assert {name: getattr(stack, name) for name in sent} == sent | {"cursor": (3, 4)}


def test_the_text_tells_the_step_and_changes_with_the_result():
    texts = [ChannelStack(step=step).describe() for step in (1, 3, 4, 5)]
    assert len(set(texts)) == 4
    assert "partial sums" in texts[0]
    assert "bias 0.5 =" in texts[3]
    assert repr(ChannelStack()) == repr(ChannelStack())
    marks = {
        re.search("checksum (.*)", ChannelStack(**change).describe())[1]
        for change in ({}, {"filters": 2}, {"misread": True})
    }
    assert len(marks) == 3


@pytest.mark.parametrize("options", [{}, {"filters": 8, "shown": 7}, {"misread": True}])
def test_the_stored_picture_is_small_and_has_words(options):
    stack = ChannelStack(**options)
    data, metadata = stack._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == stack.describe()
    assert 0 < len(base64.b64decode(data["image/png"])) <= 40_000


def test_other_numbers_of_channels_are_drawn_too():
    for channels in (1, 2, 4):
        stack = ChannelStack(drawn(channels, 5, 4), drawn(2, channels, 2, 2), filters=2)
        assert stack.static_png().startswith(b"\x89PNG")


def test_the_page_needs_nothing_from_outside():
    page = ChannelStack().to_html().replace("http://www.w3.org/2000/svg", "")  # never fetched
    assert not re.search(r"""(src|href)=(?!["']data:)|@import|url\(|https?://""", page)
    payload = json.loads(re.search(r'id="payload">(.*?)</script>', page)[1])
    assert set(payload["state"]) == {"data", "filters", "shown", "cursor", "step", "misread"}
