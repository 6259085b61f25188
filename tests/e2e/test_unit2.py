"""Unit 2's lesson in JupyterLab: it runs, and the Channel Stack answers keys and pointer."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LESSON = "02-tensors.ipynb"
WRITTEN = ".cs-written"


def test_every_cell_runs(lesson):
    assert lesson.errors() == []


def test_enter_walks_to_one_number_and_python_knows(lesson, untouched):
    shown = lesson.show("lab-steps")
    expect(shown.locator(WRITTEN)).to_contain_text("Step 1, red: the 4 products add up to 4.")
    plane = shown.get_by_role("application", name="Red plane")
    lesson.press(plane, "Enter", "Enter", "Enter")
    expect(shown.locator(WRITTEN)).to_contain_text("become one number: 4 + 0 + 4 = 8.")
    lesson.press(plane, "Enter")
    expect(shown.locator(WRITTEN)).to_contain_text("4 + 0 + 4 + 10 = 18, which is y[0, 0, 0].")
    lesson.until("lab-steps", "it.step == 5")
    assert float(lesson.result("lab-steps", "it.state.value")) == 18


def test_the_slider_takes_keys_and_python_has_more_planes(lesson, untouched):
    shown = lesson.show("lab-filters")
    lesson.press(shown.get_by_role("slider", name="filters F"), "ArrowRight", "End")
    expect(shown.locator(".cs-card")).to_have_count(8)
    expect(shown.locator(".cs-ledger")).to_contain_text("600 + 8 = 608")
    lesson.until("lab-filters", "it.output.shape == (8, 28, 28)")


def test_pointer_and_finger_move_the_window(lesson, untouched):
    shown = lesson.show("lab-face")
    expect(shown.locator(WRITTEN)).to_contain_text("y[0, 20, 4]")
    feature_map = shown.locator(".cs-blocks image").nth(1)
    lesson.point(feature_map, 7.5 / 28, 3.5 / 28)
    expect(shown.locator(WRITTEN)).to_contain_text("y[0, 3, 7]")
    lesson.until("lab-face", "it.cursor == (3, 7)")
    lesson.tap(shown.locator(".cs-blocks image").first, 16.5 / 32, 16.5 / 32)
    expect(shown.locator(WRITTEN)).to_contain_text("y[0, 14, 14]")
    lesson.until("lab-face", "it.cursor == (14, 14)")


def test_the_switch_is_told_to_python(lesson, untouched):
    shown = lesson.show("lab-layout")
    lesson.press(shown.get_by_role("switch"), "Space")
    expect(shown.locator(".cs-memory")).to_contain_text("no error")
    lesson.until("lab-layout", "it.misread")
