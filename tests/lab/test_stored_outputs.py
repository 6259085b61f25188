"""A lesson's stored outputs are hidden from its learner and never lost by saving."""

import asyncio
import copy
import json
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from convedu.lab.contents import Contents

LESSON = "notebooks/01-made-up.ipynb"


def told(value):
    data = {"text/plain": value, "text/html": f"<b>{value}</b>"}
    return [new_output("execute_result", data=data, execution_count=1)]


def notebook(**metadata):
    cells = [
        new_markdown_cell("# Made up", id="title"),
        new_code_cell("import math", id="setup", execution_count=1),
        new_code_cell("2 + 2", id="sum", execution_count=2, outputs=told("4")),
        new_code_cell("print(3)", id="print", execution_count=3),
        new_code_cell("input()", id="never"),
    ]
    cells[3].outputs = [new_output("stream", text="3\n")]
    return new_notebook(cells=cells, metadata=metadata)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    root = tmp_path / "course"
    (root / "notebooks").mkdir(parents=True)
    nbformat.write(notebook(convedu={"lesson": True}), root / LESSON)
    return root


# A thread of its own: browsers of other tests leave a running loop in the main one.
THREAD = ThreadPoolExecutor(1)


def wait_for(coroutine):
    return THREAD.submit(asyncio.run, coroutine).result()


class Learner:
    """Opens and saves notebooks as a page of JupyterLab does."""

    def __init__(self, folder, manager=Contents):
        self.contents = manager(root_dir=str(folder), preferred_dir="")

    def open(self, path=LESSON):
        self.path = path
        self.notebook = wait_for(self.contents.get(path, type="notebook"))["content"]
        return self.notebook

    def cell(self, name):
        return next(cell for cell in self.notebook.cells if cell.id == name)

    def run(self, name, value="5", count=1):
        """Do what the page does when a cell has run: outputs, a number, and trust."""
        cell = self.cell(name)
        cell.update(outputs=nbformat.from_dict(told(value)), execution_count=count)
        cell.metadata["trusted"] = True

    def save(self, path=None):
        content = json.loads(json.dumps(self.notebook))
        model = {"type": "notebook", "format": "json", "content": content}
        wait_for(self.contents.save(model, path or self.path))


@pytest.fixture
def learner(folder):
    return Learner(folder)


def shown(notebook):
    """Return the text of each cell that shows something, or its number if it has only that."""
    found = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count):
            outputs = [each.get("text") or each["data"]["text/plain"] for each in cell.outputs]
            found[cell.id] = outputs[0] if outputs else cell.execution_count
    return found


def on_disk(folder, path=LESSON):
    return shown(nbformat.read(folder / path, as_version=4))


STORED = {"setup": 1, "sum": "4", "print": "3\n"}


def test_a_lesson_opens_without_its_outputs_and_saving_it_strips_nothing(folder, learner):
    before = nbformat.read(folder / LESSON, as_version=4)
    for _ in range(2):
        assert shown(learner.open()) == {}
        learner.save()
        assert nbformat.read(folder / LESSON, as_version=4).cells == before.cells


def test_what_was_run_stays_and_the_rest_keeps_what_was_stored(folder, learner):
    learner.open()
    learner.run("sum")
    learner.save()
    assert on_disk(folder) == STORED | {"sum": "5"}
    for again in (learner, Learner(folder)):  # the page, and the server, started again
        assert shown(again.open()) == {"sum": "5"}
    learner.run("setup", count=7)
    learner.cell("setup").outputs = []  # a cell that shows nothing has a number
    learner.save()
    assert shown(learner.open()) == {"setup": 7, "sum": "5"}


def test_a_first_run_that_gives_what_was_stored_is_shown_too(folder, learner):
    learner.open()
    learner.run("sum", "4", count=2)
    learner.save()
    assert shown(learner.open()) == {"sum": "4"}


def test_outputs_are_not_put_back_under_another_source(folder, learner):
    learner.open()
    learner.cell("sum").source = "2 + 3"
    learner.cell("print").id = "another"
    learner.save()
    assert on_disk(folder) == {"setup": 1}


def test_what_the_learner_cleared_does_not_come_back(folder, learner):
    learner.open()
    learner.run("sum")
    learner.save()
    learner.open()
    learner.cell("sum").update(outputs=[], execution_count=None)
    learner.save()
    assert shown(learner.open()) == {}


def test_a_cell_saved_while_it_runs_is_seen_once_it_is_done(folder, learner):
    learner.open()
    learner.run("sum")
    learner.save()
    learner.cell("sum").update(outputs=[], execution_count=None)
    learner.save()  # by the clock
    learner.run("sum", "6", count=2)
    learner.save()
    assert shown(learner.open()) == {"sum": "6"}


def test_a_renamed_lesson_goes_on_as_before(folder, learner):
    learner.open()
    learner.run("sum")
    learner.save()
    wait_for(learner.contents.rename(LESSON, "mine.ipynb"))
    learner.save("mine.ipynb")  # the page that was open
    assert on_disk(folder, "mine.ipynb") == STORED | {"sum": "5"}
    assert shown(learner.open("mine.ipynb")) == {"sum": "5"}


@pytest.mark.parametrize("save_as", [True, False])
def test_a_copy_keeps_what_is_stored_and_hides_it(folder, learner, save_as):
    learner.open()
    learner.run("sum")
    learner.save()
    if save_as:
        learner.save("copy.ipynb")
    else:
        wait_for(learner.contents.copy(LESSON, "copy.ipynb"))
    assert on_disk(folder, "copy.ipynb") == STORED | {"sum": "5"}
    assert shown(learner.open("copy.ipynb")) == {"sum": "5"}


def test_a_checkpoint_brings_back_what_was_run_then(folder, learner):
    learner.open()
    learner.run("sum")
    learner.save()
    checkpoint = wait_for(learner.contents.create_checkpoint(LESSON))
    learner.run("sum", "6", count=2)
    learner.run("print", "7", count=3)
    learner.save()
    wait_for(learner.contents.restore_checkpoint(checkpoint["id"], LESSON))
    assert shown(learner.open()) == {"sum": "5"}
    assert on_disk(folder) == STORED | {"sum": "5"}


def test_two_pages_of_one_lesson_lose_nothing_that_was_stored(folder, learner):
    other = Learner(folder)
    learner.open()
    other.open()
    learner.run("sum")
    learner.save()
    other.run("print", "7")
    other.save()  # "overwrite", when JupyterLab asks
    assert on_disk(folder) == STORED | {"sum": "5", "print": "7"}
    assert shown(learner.open()) == {"print": "7"}


def test_what_was_run_is_trusted_and_what_was_hidden_is_not_signed(folder, learner):
    learner.open()
    learner.run("sum")
    learner.save()
    assert all(
        cell.metadata["trusted"] for cell in learner.open().cells if cell.cell_type == "code"
    )
    plain = Learner(folder, AsyncLargeFileManager)
    plain.open()
    assert not plain.cell("sum").metadata["trusted"]


def test_a_file_sent_from_elsewhere_is_saved_as_it_is(folder, learner):
    learner.path = "uploaded.ipynb"
    learner.notebook = notebook(convedu={"lesson": True})
    learner.save()
    assert on_disk(folder, "uploaded.ipynb") == STORED
    assert shown(learner.open("uploaded.ipynb")) == {}


@pytest.mark.parametrize("metadata", [{}, {"convedu": "mine"}])
def test_other_notebooks_are_left_alone(folder, learner, metadata):
    nbformat.write(notebook(**metadata), folder / "other.ipynb")
    before = copy.deepcopy(learner.open("other.ipynb"))
    assert shown(before) == STORED
    learner.save()
    assert nbformat.read(folder / "other.ipynb", as_version=4).metadata == before.metadata
    assert on_disk(folder, "other.ipynb") == STORED


def test_a_file_broken_by_another_program_can_still_be_saved_over(folder, learner):
    learner.open()
    learner.run("sum")
    (folder / LESSON).write_text("{")
    learner.save()
    assert on_disk(folder) == {"sum": "5"}
