"""Whole lessons in JupyterLab for those who hear them, in both themes; 1 and 3 in light are
looked at by their own tests, in the short form too."""

from pathlib import Path

import pytest

from tests import need
from tests.e2e import browsing

pytestmark = [pytest.mark.browser, pytest.mark.soak]

LESSONS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))


@pytest.fixture(scope="module", params=["JupyterLab Light", "JupyterLab Dark"])
def lab(request, tmp_path_factory):
    need.browser()
    home = tmp_path_factory.mktemp("home")
    with browsing.jupyterlab(browsing.copy_of_lessons(home), home, request.param) as address:
        yield address


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_axe_finds_nothing_serious_in_what_a_lesson_shows(browser, lab, path):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    lesson = browsing.Notebook(page, lab, f"notebooks/{path.name}")
    lesson.run_all()
    assert browsing.violations(page, *browsing.COURSE_MADE) == []
    lesson.stop()
    page.close()
