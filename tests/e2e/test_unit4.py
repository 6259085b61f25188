"""Unit 4's lesson in JupyterLab: it runs, and Tape and Tiles answers keys and pointer."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LESSON = "04-stride.ipynb"
WRITTEN = ".cv-written"


def test_every_cell_runs(lesson):
    assert lesson.errors() == []


def test_keys_move_the_window_and_a_slider_and_python_knows(lesson, untouched):
    shown = lesson.show("lab-tape")
    expect(shown.locator(WRITTEN)).to_contain_text("Window 0 of 3")
    lesson.press(shown.get_by_role("application"), "ArrowRight", "Enter")
    expect(shown.locator(WRITTEN)).to_contain_text("Window 2 of 3 reads cells 4, 5, 6.")
    lesson.until("lab-tape", "it.cursor == [0, 2]")
    lesson.press(shown.get_by_role("slider", name="stride s"), "ArrowRight")
    lesson.until("lab-tape", "it.state[0].stride == 3 and it.cursor == [0, 1]")
    expect(shown.locator(".cv-formula")).to_contain_text("⌊1.67⌋ + 1 = 2")


def test_the_pointer_moves_the_window_over_the_tiles(lesson, untouched):
    shown = lesson.show("lab-tiles")
    expect(shown.locator(WRITTEN)).to_contain_text("Window [0, 0] of 3 × 3")
    output = shown.get_by_role("application", name=re.compile("^Output"))
    output.scroll_into_view_if_needed()
    output.hover()  # its middle
    expect(shown.locator(WRITTEN)).to_contain_text("Window [1, 1] of 3 × 3 reads rows 2, 3, 4")
    lesson.until("lab-tiles", "it.cursor == [1, 1]")


def test_the_stride_on_the_photo_is_told_to_python(lesson, untouched):
    shown = lesson.show("lab-photo")
    expect(shown.locator(WRITTEN)).to_contain_text("Stride 1 keeps all 256 × 256 pixels")
    lesson.press(shown.get_by_role("slider", name="stride s"), *["ArrowRight"] * 5)
    expect(shown.locator(WRITTEN)).to_contain_text("becomes 43 × 43")
    lesson.press(shown.get_by_role("switch", name="blur first"), "Space")
    lesson.until("lab-photo", "(it.stride, it.blurred) == (6, True)")


def test_pointer_and_finger_move_the_magnifier(lesson, untouched):
    shown = lesson.show("lab-photo")
    photo = shown.get_by_role("application", name=re.compile("Arrow keys move the magnifier"))
    lesson.point(photo, 100.5 / 256, 50.5 / 256)
    expect(shown.locator(WRITTEN)).to_contain_text("rows 38 to 61, columns 88 to 111")
    lesson.until("lab-photo", "tuple(it.cursor) == (50, 100)")
    lesson.tap(photo, 30.5 / 256, 200.5 / 256)
    expect(shown.locator(WRITTEN)).to_contain_text("rows 188 to 211, columns 18 to 41")
    lesson.until("lab-photo", "tuple(it.cursor) == (200, 30)")


def test_what_is_set_in_code_is_drawn(lesson, untouched):
    shown = lesson.show("lab-gaps")
    lesson.result(
        "lab-gaps", "setattr(it, 'axes', [dict(n=8, kernel=1, stride=4, padding=0, dilation=1)])"
    )
    expect(shown.locator(WRITTEN)).to_contain_text("Never read: 1, 2, 3, 5, 6, 7.")
    expect(shown.get_by_role("slider", name="cells n")).to_have_value("8")


def test_an_answer_stresses_words_and_shows_no_stars(lesson, untouched):
    asked = lesson.show("predict-lost-cell")
    asked.get_by_role("radio", name="cells 1, 3, 5, 7").check()
    asked.get_by_role("radio", name="guess").check()
    asked.get_by_role("button", name="Commit").click()
    expect(asked.locator(".cv-answer em")).to_have_text("window")
    expect(asked.locator(".cv-answer")).not_to_contain_text("*")
