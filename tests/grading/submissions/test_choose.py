"""Cells that count as an answer: those that its check has seen, wherever else names come again."""

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from convedu.grading.exercise import load
from convedu.grading.submissions.extract import extract
from convedu.grading.submissions.parse import Cell, parse
from tests.demo_class import SOLUTION

CASES = Path(__file__).parent / "cases/own-cell"  # notebooks, as they were handed in


def tagged(tag: str, name: str, text: str):
    metadata = {"tags": [tag]}
    more = {}
    if tag == "check":
        metadata["nbgrader"] = {"points": 2}
        more = {"outputs": [new_output("stream", text="correct")], "execution_count": 1}
    return new_code_cell(text, id=f"{tag}-{name}", metadata=metadata, **more)


@pytest.fixture(scope="module")
def unit():
    """An exercise with a number, a function, a demonstration and a number that needs both."""
    cells = [
        new_code_cell("import numpy as np", id="setup", metadata={"tags": ["setup"]}),
        new_markdown_cell("Count.", id="task-count"),
        tagged("answer", "count", "count = 3"),
        tagged("check", "count", "check.count(count)"),
        new_code_cell("count = np.arange(9)\nprint(count.sum())", id="show"),
        new_markdown_cell("Blur.", id="task-blur"),
        tagged("answer", "blur", "def blur(x):\n    return x"),
        tagged("check", "blur", "check.blur(blur)"),
        tagged("answer", "both", "both = count + blur(1)"),
        tagged("check", "both", "check.both(both)"),
    ]
    return load.from_text(nbformat.writes(new_notebook(cells=cells)), name="demo")


RIGHT = {
    "setup": "import numpy as np",
    "task-count": "Count.",
    "answer-count": "count = 3",
    "check-count": "check.count(count)",
    "show": "count = np.arange(9)\nprint(count.sum())",
    "task-blur": "Blur.",
    "answer-blur": "def blur(x):\n    return x",
    "check-blur": "check.blur(blur)",
    "answer-both": "both = count + blur(1)",
    "check-both": "check.both(both)",
}


def handed_in(**changed: str) -> list[Cell]:
    """Return the right notebook with other sources, given by ids with ``_`` for ``-``."""
    cells = {**RIGHT, **{name.replace("_", "-"): text for name, text in changed.items()}}
    return [
        Cell(name, "", "markdown" if name.startswith("task") else "code", text)
        for name, text in cells.items()
    ]


def with_cell(cells: list[Cell], text: str, *, below: str = "", above: str = "") -> list[Cell]:
    """Return the cells with one of the learner's own among them."""
    place = [cell.id for cell in cells].index(below or above) + bool(below)
    return [*cells[:place], Cell("own", "", "code", text), *cells[place:]]


def texts(found):
    return [(piece.answer.removeprefix("answer-"), piece.text) for piece in found.pieces]


SOLVED = [
    ("count", "count = 3"),
    ("blur", "def blur(x):\n    return x"),
    ("both", "both = count + blur(1)"),
]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_a_right_notebook_stays_right_whatever_stands_beside_its_answers(path):
    exercise = load.load(SOLUTION)
    right, found = (
        extract(exercise, parse((CASES / name).read_bytes()).cells)
        for name in ("c1_right.json", path.name)
    )
    assert found.pieces == right.pieces
    assert not found.missing


@pytest.mark.parametrize("below", ["check-count", "answer-blur", "check-both"])
@pytest.mark.parametrize(
    "text",
    [
        "count = 99",
        "count += 1",
        "for count in range(3):\n    print(count)",
        "def count():\n    return 99",
        "import math as count",
        "with open('x') as count:\n    pass",
        "count, other = 1, 2",
        "class count: pass",
    ],
)
def test_what_binds_a_name_again_below_its_check_does_not_count(unit, below, text):
    found = extract(unit, with_cell(handed_in(), text, below=below))
    assert texts(found) == SOLVED
    assert "below its check does not count" in " ".join(found.repairs)


def test_the_same_holds_for_a_copy_of_the_answers_cell(unit):
    copied = [*handed_in(), Cell("answer-count", "", "code", "count = 99")]
    assert texts(extract(unit, copied)) == SOLVED


def test_an_old_try_above_is_not_run(unit):
    cells = with_cell(handed_in(), "count = 1 / 0", above="answer-count")
    found = extract(unit, cells)
    assert texts(found) == SOLVED
    assert found.repairs == ()


def test_a_second_cell_between_an_answer_and_its_check_counts(unit):
    cells = with_cell(handed_in(answer_count="count = 1"), "count += 2", below="answer-count")
    assert texts(extract(unit, cells))[:2] == [("count", "count = 1"), ("count", "count += 2")]
    cells = with_cell(handed_in(answer_count="count += 2"), "count = 1", above="answer-count")
    assert texts(extract(unit, cells))[:2] == [("count", "count = 1"), ("count", "count += 2")]


@pytest.mark.parametrize("where", [{"above": "task-count"}, {"below": "check-both"}])
def test_an_answer_elsewhere_counts_while_its_own_cell_is_empty(unit, where):
    cells = with_cell(handed_in(answer_count="count = ..."), "count = 3", **where)
    assert ("count", "count = 3") in texts(extract(unit, cells))


def test_of_answers_elsewhere_those_above_the_check_count(unit):
    cells = with_cell(handed_in(answer_count="count = ..."), "count = 3", above="check-count")
    cells = with_cell(cells, "for count in range(9): print(count)", below="check-both")
    assert texts(extract(unit, cells)) == SOLVED


def test_an_answer_that_is_no_python_leaves_room_for_another_below(unit):
    cells = with_cell(handed_in(answer_count="count = = 3"), "count = 3", below="check-blur")
    assert ("count", "count = 3") in texts(extract(unit, cells))


@pytest.mark.parametrize("new", ["", "x{}", "{}"])
def test_the_instructors_own_cells_are_known_without_their_ids(unit, new):
    cells = [replace(cell, id=new.format(n)) for n, cell in enumerate(handed_in())]
    found = extract(unit, cells)
    assert texts(found) == SOLVED
    below = [*cells, Cell("", "", "code", "count = 7")]
    assert texts(extract(unit, below)) == SOLVED


def test_a_helper_counts_as_it_was_above_the_check(unit):
    cells = handed_in(answer_blur="def blur(x):\n    return smooth(x) + table[0]")
    helper = "def smooth(x):\n    return x\ntable = []\ntable.append(1)"
    cells = with_cell(cells, helper, above="answer-blur")
    cells = with_cell(cells, "def smooth(x):\n    return 0\ntable.clear()", below="check-both")
    assert [text for name, text in texts(extract(unit, cells)) if name == "blur"] == [
        "def smooth(x):\n    return x",
        "table = []",
        "table.append(1)",
        "def blur(x):\n    return smooth(x) + table[0]",
    ]
    only_below = with_cell(
        handed_in(answer_blur="def blur(x):\n    return smooth(x)"),
        "def smooth(x):\n    return 0",
        below="check-both",
    )
    assert ("blur", "def smooth(x):\n    return 0") in texts(extract(unit, only_below))


def test_a_definition_above_the_cell_that_uses_it_stays_above(unit):
    cells = handed_in(answer_count="count = blur(3)", answer_blur="def blur(x):\n    return ...")
    cells = with_cell(cells, "def blur(x):\n    return x", above="task-count")
    cells = [cell for cell in cells if cell.id != "answer-blur"]
    names = [name for name, _ in texts(extract(unit, cells))]
    assert names == ["blur", "count", "both"]


def test_what_answers_need_of_one_another_is_no_endless_search(unit):
    cells = handed_in(
        answer_count="def count(): return blur", answer_blur="def blur(x): return count"
    )
    assert [name for name, _ in texts(extract(unit, cells))] == ["count", "blur", "both"]
