"""A learner saves, goes to bed, and opens the lesson again: no figure is an error."""

import re

import nbformat
import pytest
from playwright.sync_api import expect

from tests.e2e import browsing

pytestmark = pytest.mark.browser

PICTURE = re.compile("^data:image/png")
CELLS = {
    "setup": "from convedu import study, widgets",
    "lab": 'widgets.ChannelMixer("patches", "identity", cursor=(0, 0))',
}


@pytest.fixture
def lesson(browser, course, course_folder):
    """A notebook with one figure, run and saved."""
    cells = [nbformat.v4.new_code_cell(code, id=name) for name, code in CELLS.items()]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    content = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(content, course_folder / "break.ipynb")
    lesson = browsing.Notebook(browser.new_page(), course, "break.ipynb")
    lesson.run_all()
    bias(lesson).fill("0.5")
    lesson.until("lab", "it.bias[0] == 0.5")
    save(lesson)
    return lesson


def test_a_figure_lives_while_its_kernel_does_and_is_a_picture_after_a_restart(lesson, course):
    lesson = open_again(lesson, course)
    expect(bias(lesson)).to_have_value("0.5")
    restart(lesson)
    lesson = open_again(lesson, course)
    expect(lesson.show("lab").get_by_role("img")).to_have_attribute("src", PICTURE)
    expect(lesson.page.get_by_text("model not found")).to_have_count(0)
    lesson.stop()
    lesson.page.close()


@pytest.mark.soak
def test_a_figure_is_a_picture_when_its_kernel_is_gone_and_after_saving_it_without_a_run(
    lesson, course
):
    lesson.stop()
    save(lesson)
    for _ in ("the next morning", "after it was saved without a run"):
        lesson = open_again(lesson, course)
        expect(lesson.show("lab").get_by_role("img")).to_have_attribute("src", PICTURE)
        expect(lesson.page.get_by_text("model not found")).to_have_count(0)
        lesson.stop()
        save(lesson)
    lesson.page.close()


@pytest.mark.soak
@pytest.mark.parametrize("program", ["jupyterlab", "notebook"])
def test_a_jupyter_of_somebody_elses_shows_pictures_where_no_figure_lives(
    browser, tmp_path, program
):
    path = "notebooks/01-convolution.ipynb"
    folder = browsing.copy_of_lessons(tmp_path)
    alone = program == "notebook"
    with browsing.jupyterlab(folder, tmp_path, plain=program) as address:
        lesson = browsing.Notebook(browser.new_page(), address, path, alone=alone)
        figure = lesson.show("lab-impulse-1d")
        expect(figure.get_by_role("img")).to_have_attribute("src", PICTURE)
        expect(figure.get_by_role("img")).to_have_attribute("alt", re.compile("^Kernel Lab: imp"))
        lesson.run("setup", "lab-impulse-1d")
        expect(figure.locator(".cv-lab")).to_be_visible()
        for after in (save, restart):
            after(lesson)
            lesson = open_again(lesson, address, path, alone=alone)
            figure = lesson.show("lab-impulse-1d")
            expect(figure.get_by_role("img")).to_have_attribute("src", PICTURE)
            expect(lesson.page.get_by_text("model not found")).to_have_count(0)
        lesson.stop()
        lesson.page.close()


def open_again(lesson, course, path="break.ipynb", *, alone=False):
    page = lesson.page.context.browser.new_page()
    lesson.page.close()
    return browsing.Notebook(page, course, path, alone=alone)


def restart(lesson):
    lesson.page.evaluate("jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    lesson.settle()


def save(lesson):
    lesson.page.evaluate("jupyterapp.shell.currentWidget.context.save()")


def bias(lesson):
    return lesson.show("lab").get_by_role("spinbutton", name="bias of red")
