"""Unit 8's lesson in JupyterLab: it runs, and the Channel Mixer answers keys and pointer."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LESSON = "08-pointwise.ipynb"


def test_every_cell_runs(lesson):
    assert lesson.errors() == []


def test_keys_change_a_weight_and_the_pixel_and_python_knows(lesson, untouched):
    shown = lesson.show("lab-patches")
    box = shown.get_by_role("spinbutton", name="weight from red to red")
    box.focus()
    for key in ("ArrowUp", "ArrowUp", "Enter"):
        lesson.page.keyboard.press(key)
    expect(box).to_have_value("0.4")
    picture = shown.get_by_role("application", name=re.compile("^Input"))
    lesson.press(picture, "ArrowRight", "ArrowDown")
    expect(shown.locator(".cv-lines")).to_contain_text("At pixel [1, 1]:")
    lesson.until("lab-patches", "it.matrix[0, 0] == 0.4 and it.cursor == (1, 1)")


def test_keys_move_the_slider_and_no_cell(lesson, untouched):
    shown = lesson.show("lab-bottleneck")
    lesson.press(shown.get_by_role("slider"), "ArrowRight", "End", "ArrowLeft")
    expect(shown.locator(".cv-bottleneck .cv-written")).to_contain_text("128 → 127 → 127 → 128")
    lesson.until("lab-bottleneck", "it.mid == 127")


def test_the_pointer_reads_a_pixel_and_switches_the_relu(lesson, untouched):
    shown = lesson.show("lab-mix")
    output = shown.get_by_role("application", name=re.compile("^Output"))
    output.scroll_into_view_if_needed()
    box = output.bounding_box()
    output.hover(position={"x": box["width"] * 10.5 / 192, "y": box["height"] * 20.5 / 192})
    expect(shown.locator(".cv-lines")).to_contain_text("At pixel [20, 10]:")
    lesson.until("lab-mix", "it.cursor == (20, 10)")
    fold = lesson.show("lab-fold")
    fold.get_by_role("switch").click()
    expect(fold.locator(".cv-verdict")).to_contain_text("Foldable: no.")
    lesson.until("lab-fold", "it.relu and not it.fold.foldable")


def test_what_is_set_in_code_is_drawn(lesson, untouched):
    shown = lesson.show("lab-mix")
    lesson.result("lab-mix", "setattr(it, 'matrix', [[0, 0, 1]])")
    expect(shown.get_by_role("spinbutton")).to_have_count(4)
    lesson.result("lab-mix", "setattr(it, 'bias', [0.5])")
    expect(shown.get_by_role("spinbutton", name="bias of the plane")).to_have_value("0.5")
    expect(shown.get_by_label("Named matrix")).to_have_value("my own")
