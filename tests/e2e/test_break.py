"""A learner saves, goes to bed, and opens the lesson again: figures stand where they stood."""

import nbformat
import pytest
from playwright.sync_api import expect

from tests.e2e import browsing

pytestmark = pytest.mark.browser

SAVE = "([path, content]) => jupyterapp.serviceManager.contents.save(path, content)"
CELLS = {
    "setup": "from convedu import study, widgets",
    "question": 'study.predict("unit1/sobel-flat")',
    "lab": 'widgets.ChannelMixer("patches", "identity", cursor=(0, 0))',
}


def notebook():
    cells = [nbformat.v4.new_code_cell(code, id=name) for name, code in CELLS.items()]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    content = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return {"type": "notebook", "content": content}


def test_after_a_night_figures_are_there_before_any_cell_has_run(browser, course):
    evening = browser.new_page()
    browsing.Notebook(evening, course, "notebooks/00-start-here.ipynb").stop()
    evening.evaluate(SAVE, ["break.ipynb", notebook()])
    lesson = browsing.Notebook(evening, course, "break.ipynb")
    lesson.run_all()
    box = lesson.show("lab").get_by_role("spinbutton", name="bias of red")
    box.fill("0.5")
    lesson.until("lab", "it.bias[0] == 0.5")
    evening.evaluate("jupyterapp.shell.currentWidget.context.save()")
    lesson.stop()
    evening.close()

    morning = browser.new_page()
    lesson = browsing.Notebook(morning, course, "break.ipynb")
    expect(lesson.show("question").locator(".cv-prediction")).to_be_visible()
    expect(lesson.show("lab").get_by_role("spinbutton", name="bias of red")).to_have_value("0.5")
    assert lesson.errors() == []
    lesson.stop()
    morning.close()
