"""A lesson opens without answers, keeps what its learner runs, and loses nothing by saving."""

import json
import shutil

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing

pytestmark = pytest.mark.browser

LESSON = "notebooks/01-convolution.ipynb"
RENAME = "([from, to]) => jupyterapp.serviceManager.contents.rename(from, to)"
SAVE = "jupyterapp.shell.currentWidget.context.save()"
SHOWING = """jupyterapp.shell.currentWidget.content.widgets.map((cell) => cell.model)
  .filter((model) => model.type === 'code' && model.outputs.length).map((model) => model.id)"""
SHOWN = ".jp-Cell-outputArea .jp-OutputArea-output"
RAN = ("setup", "slide-by-hand", "impulse-commutes")


def test_no_answer_stands_under_its_question_and_what_was_run_stays(browser, course, course_folder):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    path = "notebooks/copy.ipynb"
    shutil.copy(course_folder / LESSON, course_folder / path)
    expected = outputs(page, course, LESSON)
    assert any(expected.values())
    lesson = browsing.Notebook(page, course, path)
    expect(page.locator(SHOWN)).to_have_count(0)
    assert shown(lesson) == []

    lesson.run(*RAN)
    page.evaluate(SAVE)
    mine = {name: lesson.outputs(name) for name in RAN}
    assert all(mine[name] for name in RAN[1:])
    kept = outputs(page, course, path)
    assert {name: kept[name] for name in kept if name not in RAN} == {
        name: expected[name] for name in expected if name not in RAN
    }

    page.evaluate("jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    lesson.settle()
    page.evaluate(SAVE)
    lesson = browsing.Notebook(page, course, path)
    assert {name: lesson.outputs(name) for name in RAN} == mine
    assert shown(lesson) == list(RAN[1:])
    lesson.stop()

    page.evaluate(RENAME, [path, "notebooks/mine.ipynb"])
    lesson = browsing.Notebook(page, course, "notebooks/mine.ipynb")
    assert shown(lesson) == list(RAN[1:])
    assert outputs(page, course, "notebooks/mine.ipynb") == kept
    lesson.stop()
    page.close()


def shown(lesson):
    """Return the cells that show an output."""
    return lesson.page.evaluate(SHOWING)


def outputs(page, course, path):
    """Return each code cell's outputs in the file, as a code host would show them."""
    reply = page.request.get(f"{course}/api/contents/{path}?type=file&format=text")
    cells = json.loads(reply.json()["content"])["cells"]
    return {cell["id"]: cell["outputs"] for cell in cells if cell["cell_type"] == "code"}
