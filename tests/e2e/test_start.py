"""The start page: its table is there before any cell has run, and leads to the lessons."""

import re

import pytest
from playwright.sync_api import expect

from convedu import study
from tests.e2e import browsing

pytestmark = pytest.mark.browser


def test_the_table_leads_to_a_lesson_before_anything_has_run(browser, course):
    page = browser.new_page()
    start = browsing.Notebook(page, course, "notebooks/00-start-here.ipynb")
    table = start.show("progress").get_by_role("table")
    exercises = table.get_by_role("link", name="exercises")
    expect(exercises).to_have_count(len(study.units()))
    expect(table.get_by_role("row").last).to_contain_text("a matrix product at every pixel")
    lesson = table.get_by_role("link", name="8. 1x1 convolution")
    expect(lesson).to_have_attribute("href", re.compile("/notebooks/08-pointwise.ipynb"))
    assert start.outputs("installation") == [], "no check mark before anything has run"
    start.run_all()
    assert start.errors() == []
    shown = start.show("installation")
    expect(shown.get_by_text("✓ live figures are shown, and Python").first).to_be_visible()
    expect(shown.get_by_text("✗")).to_have_count(0)
    start.stop()
    page.close()
