"""Pictures in outputs say in words what they show, also in a notebook that nobody trusts."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import need
from tests.e2e import browsing

pytestmark = pytest.mark.browser

LESSONS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))


def stored_pictures(path: Path) -> dict[str, str]:
    """Return the alternative text of the first picture that each cell has stored."""
    found: dict[str, str] = {}
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        for output in cell.get("outputs", ()):
            if "image/png" in output.get("data", {}):
                found.setdefault(cell["id"], output["metadata"]["image/png"]["alt"])
    return found


SHORT_FORM = ("01-convolution", "03-stacking")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=() if path.stem in SHORT_FORM else pytest.mark.soak)
        for path in LESSONS
    ],
)
def test_stored_pictures_have_their_alternative_texts(browser, course, course_folder, path):
    copy = json.loads(path.read_text("utf-8"))
    copy["metadata"].pop("convedu", None)  # a notebook of no course shows what is stored in it
    (course_folder / f"copy-{path.name}").write_text(json.dumps(copy), "utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    lesson = browsing.Notebook(page, course, f"copy-{path.name}")
    for cell, alt in stored_pictures(path).items():
        picture = lesson.show(cell).locator(".jp-RenderedImage img").first
        expect(picture).to_have_attribute("alt", alt)
    page.evaluate(need.axe().read_text("utf-8"))
    found = page.evaluate("axe.run('.jp-Notebook', { runOnly: ['image-alt'] })")
    assert [node["html"] for each in found["violations"] for node in each["nodes"]] == []
    lesson.stop()
    page.close()
