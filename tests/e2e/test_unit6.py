"""Lesson 6 in JupyterLab: it runs, and its Price Tag is driven by keyboard and by pointer."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LESSON = "06-parameters.ipynb"


def test_the_lesson_runs_and_its_widget_can_be_driven(lesson, untouched):
    assert lesson.errors() == []

    shown = lesson.show("lab-bricks")
    lesson.press(shown.get_by_role("slider", name="channels out"), "ArrowRight")
    expect(shown.locator(".cv-written")).to_contain_text("in 48 bricks of 3x3x64")
    lesson.until("lab-bricks", "it.state.cout == 48")

    shown = lesson.show("lab-picture")
    parameters = lesson.result("lab-picture", "it.state.parameters")
    macs = int(lesson.result("lab-picture", "it.state.macs"))
    shown.get_by_role("button", name="Pin these numbers").click()
    shown.get_by_role("button", name="Double the picture").click()
    expect(shown.locator(".cv-against").nth(3)).to_have_text("× 4")
    lesson.until("lab-picture", f"it.state.macs == {4 * macs}")
    assert lesson.result("lab-picture", "it.state.parameters") == parameters
