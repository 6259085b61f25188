"""Which cell runs where: what is restored, found again, put back and joined."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from convedu.grading.exercise import load
from convedu.grading.nbgrader.plan import plan
from convedu.grading.submissions.parse import Cell, parse

from .marking import assignment, cell

HIDDEN = "assert f(2) == 4\n### BEGIN HIDDEN TESTS\nassert f(3) == 6\n### END HIDDEN TESTS"
SOURCE = assignment(
    cell("start", "import math"),
    cell("given", "BASE = 2", "locked"),
    cell(
        "f",
        "def f(x):\n    ### BEGIN SOLUTION\n    return BASE * x\n    ### END SOLUTION",
        "answer",
    ),
    cell("demo", "f(1)"),
    cell("f_works", HIDDEN, "test"),
    cell("g", "g = f(3)", "answer"),
    cell("g_works", "assert g == 6", "test"),
    cell("g_hidden", "### BEGIN HIDDEN TESTS\nassert g > 0\n### END HIDDEN TESTS", "test"),
)


@pytest.fixture(scope="module")
def exercise():
    return load.from_text(SOURCE, name="ps")


def handed_in(change=lambda cells: None) -> str:
    """Return the released notebook, changed."""
    notebook = nbformat.reads(load.learners_copy(SOURCE), as_version=4)
    change(notebook.cells)
    return nbformat.writes(notebook)


def texts(exercise, text):
    """Return what is run, and what was mended."""
    found = plan(exercise, parse(text.encode()).cells)
    return [one.text for one in found.cells if one.runs], list(found.repairs)


STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
PLAIN = [
    "import math",
    "BASE = 2",
    "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()",
    "f(1)",
    HIDDEN,
    STUB,
    "assert g == 6",
    "### BEGIN HIDDEN TESTS\nassert g > 0\n### END HIDDEN TESTS",
]


def test_hidden_tests_are_back_and_nothing_else_is_changed(exercise):
    assert texts(exercise, handed_in()) == (PLAIN, [])


def soften(cells):
    cells[1].source = "BASE = 0"
    cells[4].source = "assert True"
    cells[6].metadata.nbgrader |= {"grade": False, "solution": True, "locked": False}


def test_graded_and_locked_cells_are_the_instructors(exercise):
    assert texts(exercise, handed_in(soften)) == (PLAIN, [])


def without_metadata(cells):
    for one in cells:
        one.metadata = {}


def without_ids(cells):
    for place, one in enumerate(cells):
        one.metadata = {}
        one["id"] = f"new-{place}"


@pytest.mark.parametrize("lose", [without_metadata, without_ids])
def test_cells_that_lost_their_ids_are_found(exercise, lose):
    run, said = texts(exercise, handed_in(lose))
    assert run == PLAIN
    assert "`f_works`: the cell had lost its id and was found." in said


def test_an_own_cell_that_shows_an_answer_stays_an_own_cell(exercise):
    """It is the instructor's demonstration, and no second answer, whatever its id."""
    found = plan(exercise, parse(handed_in(without_ids).encode()).cells)
    assert [one.source.id for one in found.cells if one.source and one.source.id] == [
        *("given", "f", "f_works", "g_works", "g_hidden")
    ]


def delete(*names):
    def change(cells):
        cells[:] = [c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") not in names]

    return change


def test_deleted_tests_are_put_back_where_they_were(exercise):
    run, said = texts(exercise, handed_in(delete("f_works", "g_works", "given")))
    assert run == PLAIN
    assert said == [
        "`given`: the deleted cell was put back.",
        "`f_works`: the deleted cell was put back.",
        "`g_works`: the deleted cell was put back.",
    ]


def test_an_empty_notebook_gets_all_tests(exercise):
    found = plan(exercise, [Cell("", "", "code", "x = 1")])
    assert [one.text for one in found.cells if one.is_test] == [PLAIN[4], PLAIN[6], PLAIN[7]]


def own_below(cells):
    cells.insert(5, new_code_cell("f = None"))
    cells.append(new_code_cell("print(g)"))


def test_own_cells_run_where_they_stand(exercise):
    wanted = [*PLAIN[:5], "f = None", *PLAIN[5:], "print(g)"]
    assert texts(exercise, handed_in(own_below)) == (wanted, [])


def copied(cells):
    for place in (4, 2):
        copy = nbformat.from_dict({**cells[place], "source": f"x = {place}"})
        cells.insert(place, copy)


def test_of_copies_the_last_is_the_instructors(exercise):
    with pytest.warns(nbformat.warnings.DuplicateCellId):
        copies = handed_in(copied)
    run, _ = texts(exercise, copies)
    assert run == [*PLAIN[:2], "x = 2", *PLAIN[2:4], "x = 4", *PLAIN[4:]]


@pytest.mark.parametrize(
    "parts",
    [
        ["def f(x):", "    return BASE * x"],
        ["def f(x):\n    y = BASE", "    return y * x"],
        ["def f(x):\n    y = (BASE", "    * x)", "    return y"],
    ],
)
def test_parts_of_a_split_cell_are_joined(exercise, parts):
    def split(cells):
        cells[2].source = parts[0]
        cells[3:3] = [new_code_cell(part) for part in parts[1:]]

    run, said = texts(exercise, handed_in(split))
    assert run[2] == "\n".join(parts)
    assert run[3:] == PLAIN[3:]
    assert said == [f"`f`: {len(parts)} parts of a split cell were joined."]


def test_a_broken_cell_is_not_joined_with_a_test(exercise):
    def broken(cells):
        cells[5].source = "g = ("

    assert texts(exercise, handed_in(broken)) == ([*PLAIN[:5], "g = (", *PLAIN[6:]], [])


def test_an_answer_in_a_text_cell_is_run(exercise):
    def as_text(cells):
        cells[5] = new_markdown_cell("g = 6", metadata=cells[5].metadata)

    assert texts(exercise, handed_in(as_text))[0][5] == "g = 6"


def test_the_same_text_has_the_same_key_and_order_counts(exercise):
    def key(text):
        return plan(exercise, parse(text.encode()).cells).canonical()

    assert key(handed_in()) == key(handed_in(soften))
    assert key(handed_in()) != key(handed_in(own_below))
    assert key(handed_in()) != key(handed_in(lambda cells: cells.insert(1, cells.pop(2))))


def test_many_cells_without_ids_take_no_time(exercise, monkeypatch):
    """Each is read as Python once, however many of the instructor's are looked for."""
    read = []
    original = _Counted(read)
    monkeypatch.setattr("convedu.grading.nbgrader.plan.static_analysis.cell", original)
    cells = [{"cell_type": "code", "source": f"x{n} = {n}", "metadata": {}} for n in range(500)]
    plan(exercise, parse(json.dumps({"nbformat": 4, "cells": cells}).encode()).cells)
    assert len(read) < 4 * 500


class _Counted:
    def __init__(self, read):
        self.read = read
        self.original = plan.__globals__["static_analysis"].cell

    def __call__(self, text):
        self.read.append(text)
        return self.original(text)
