"""Unit 5's lesson in JupyterLab: it runs, and Border Lab answers keys and pointer."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LESSON = "05-padding.ipynb"
WRITTEN = ".cv-written"


def test_every_cell_runs(lesson):
    assert lesson.errors() == []


def test_keys_move_the_pixel_and_a_slider_and_python_knows(lesson, untouched):
    shown = lesson.show("lab-uses")
    expect(shown.locator(WRITTEN)).to_contain_text("Pixel 1 at [0, 0] is used 4 times")
    lesson.press(shown.get_by_role("application").first, "ArrowRight", "ArrowDown")
    expect(shown.locator(WRITTEN)).to_contain_text("Pixel 10 at [1, 1] is used 9 times")
    lesson.until("lab-uses", "it.cursor == [1, 1]")
    lesson.press(shown.get_by_role("slider", name="padding p"), "ArrowRight")
    lesson.until(
        "lab-uses", "(it.kernel, it.padding, it.stride) == (3, 2, 1) and set(it.state.uses) == {3}"
    )
    expect(shown.locator(".cv-formula")).to_contain_text("= 10")


def test_enter_steps_through_the_windows_of_a_pixel(lesson, untouched):
    shown = lesson.show("lab-modes")
    expect(shown.locator(WRITTEN)).to_contain_text("by 16 windows")
    lesson.press(shown.get_by_role("application").first, "Enter")
    expect(shown.locator(WRITTEN)).to_contain_text("Shown: window [0, 1]")


def test_pointer_and_finger_find_a_pixel_and_one_of_its_windows(lesson, untouched):
    shown = lesson.show("lab-modes")
    heat = shown.get_by_role("application", name=re.compile("^How often"))
    heat.scroll_into_view_if_needed()
    box = heat.bounding_box()
    heat.hover(position={"x": box["width"] - 8, "y": 8})
    expect(shown.locator(WRITTEN)).to_contain_text("Pixel 8 at [0, 7]")
    lesson.until("lab-modes", "it.cursor == [0, 7]")
    lesson.tap(heat, 3.5 / 8, 4.5 / 8)
    expect(shown.locator(WRITTEN)).to_contain_text("Pixel 36 at [4, 3]")
    lesson.until("lab-modes", "it.cursor == [4, 3]")
    windows = shown.locator(".cv-reads")
    expect(windows).to_have_count(25)
    lesson.tap(windows.last, 0.5, 0.5)
    expect(shown.locator(WRITTEN)).to_contain_text("Shown: window [6, 5]")


def test_another_border_changes_the_photo_and_python_agrees(lesson, untouched):
    shown = lesson.show("lab-photo")
    ratio = shown.locator(".cv-bl-ratio strong")
    expect(ratio).to_have_text(f"{float(lesson.result('lab-photo', 'it.ratio')):.2f}")
    shown.get_by_label("border", exact=True).select_option("wrap")
    lesson.until("lab-photo", "it.mode == 'wrap'")
    expect(ratio).to_have_text(f"{float(lesson.result('lab-photo', 'it.ratio')):.2f}")


def test_a_prediction_sets_stressed_words_apart(lesson, untouched):
    shown = lesson.show("predict-corner-uses")
    shown.get_by_label("yes: that is what padding is for").check()
    shown.get_by_label("guess").check()
    shown.get_by_role("button", name="Commit").click()
    expect(shown.locator(".cv-answer em")).to_have_text("size")
    expect(shown.locator(".cv-answer")).not_to_contain_text("*")
