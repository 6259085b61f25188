"""Lesson 7 in JupyterLab: it runs, and its widget is driven by keys, pointer and finger."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LESSON = "07-alexnet.ipynb"


def test_the_lesson_runs_and_its_widget_can_be_driven(lesson, untouched):
    assert lesson.errors() == []
    [times] = lesson.outputs("run-times")
    assert times["text"].endswith(" ms in all\n")

    shown = lesson.show("lab-reconcile")
    lesson.press(shown.get_by_role("switch", name="two GPUs"), "Space")
    expect(shown.locator(".cv-verdict")).to_have_text("ungrouped")
    lesson.until("lab-reconcile", "it.state.groups is False")
    volumes = shown.get_by_role("application", name="AlexNet's volumes")
    lesson.press(volumes, "ArrowRight", "ArrowRight")
    expect(shown.locator(".cv-volume")).to_contain_text("5 × 5 × 96 of pool1")
    lesson.point(volumes.locator("g[data-name=pool5] .cv-front").first, 0.5, 0.5)
    expect(shown.locator(".cv-volume")).to_contain_text("3 × 3 in one map of conv5")
    lesson.tap(volumes.locator("g[data-name=flatten] .cv-target"), 0.5, 0.5)
    expect(shown.locator(".cv-volume")).to_contain_text("drawn as 96 × 96")
    shown.get_by_label("head").select_option("global average pooling")
    lesson.until("lab-reconcile", "it.state.head == 'pooled'")
    shown.get_by_role("tab", name="Without sharing").click()
    expect(shown.locator(".cv-sides strong").last).to_have_text("105,705,600 parameters")
