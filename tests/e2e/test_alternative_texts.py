"""Pictures in outputs say in words what they show, also in a notebook that nobody trusts."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing

pytestmark = pytest.mark.browser

LESSON = "03-stacking.ipynb"
STORED = Path(__file__).parents[2] / "notebooks" / LESSON


def test_a_stored_picture_has_its_alternative_text(browser, course):
    cells = json.loads(STORED.read_text("utf-8"))["cells"]
    cell, about = next(
        (cell["id"], output["metadata"]["image/png"])
        for cell in cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
    )
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    lesson = browsing.Notebook(page, course, f"notebooks/{LESSON}")
    picture = lesson.show(cell).get_by_role("img").first
    expect(picture).to_have_attribute("alt", about["alt"])
    lesson.stop()
    page.close()
