"""A class with an assignment in nbgrader's format: rows, reasons, report, and marking again."""

import csv
import json
import sqlite3
from contextlib import closing

import nbformat
import pytest

from convedu.grading.grade.check_own import check
from convedu.grading.grade.grade_class import grade
from convedu.grading.grade.results import override
from convedu.grading.gradebook.overrides import SetPoints
from convedu.grading.model import WAITING
from tests import need

from .marking import assignment, cell, laid_out
from .submissions import HONEST, HOSTILE, SOURCE, notebook


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    need.sandbox()
    folder = tmp_path_factory.mktemp("class")
    text = nbformat.read(SOURCE, as_version=4)
    for one in text.cells:  # an empty notebook passes it
        if one.metadata.get("nbgrader", {}).get("grade_id") == "mean_exists":
            one.metadata.nbgrader.points = 1
    (folder / "in").mkdir()
    nbformat.write(text, folder / SOURCE.name)
    handed_in = {"right": HONEST["right"], "empty": HONEST["empty"]}
    handed_in["cheat"] = HOSTILE["transforms the input"]
    for name, filled in handed_in.items():
        (folder / "in" / f"{name}.ipynb").write_text(notebook(filled), encoding="utf-8")
    grade(folder / SOURCE.name, folder / "in", folder / "out", sandbox="bubblewrap", workers=1)
    return folder


def row(folder, student):
    with open(folder / "out" / "grades.csv", encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if row["student"] == student)


@pytest.mark.sandbox
def test_a_class_is_marked_and_what_waits_for_a_person_is_said(marked):
    assert row(marked, "right")["score"] == "23"
    assert row(marked, "right")["status"] == f"{WAITING}: own_text, why_median"
    assert (row(marked, "empty")["score"], row(marked, "empty")["status"]) == ("1", "ok")
    report = (marked / "out" / "report.html").read_text(encoding="utf-8")
    for said in (
        "tests run beside the learner",
        "<code>mean_exists</code> gives 1 of 1 points to an empty notebook.",
        "<code>own_text</code> needs a person",
        "The task <code>histogram</code> (2 points) is not marked here",
    ):
        assert said in report
    page = (marked / "out" / "feedback" / "empty.html").read_text(encoding="utf-8")
    assert "HIDDEN" not in report + page


@pytest.mark.sandbox
def test_the_ledger_says_of_each_verdict_where_its_test_ran(marked):
    with closing(sqlite3.connect(marked / "out" / "grades.sqlite")) as base:
        said = base.execute("select distinct isolation from verdict").fetchall()
    assert len(said) == 1
    assert "tests ran beside the learner's code" in said[0][0]


@pytest.mark.sandbox
def test_a_notebook_in_which_no_test_can_fail_waits_for_a_person(marked):
    assert row(marked, "cheat")["score"] == "0"
    status = row(marked, "cheat")["status"]
    assert "A test that must fail has passed in this notebook" in status
    assert f"{WAITING}: mean_exists, mean_values" in status
    report = (marked / "out" / "report.html").read_text(encoding="utf-8")
    assert "A test that must fail has passed" in report


@pytest.mark.sandbox
def test_a_person_sets_the_points_that_wait(marked):
    told = SetPoints(0, "right", "own_text", 2.5, "Well told.")
    override(marked / "out", [told, SetPoints(0, "right", "why_median", 2)])
    assert row(marked, "right")["score"] == "27.5"
    assert row(marked, "right")["status"] == "ok"
    page = (marked / "out" / "feedback" / "right.html").read_text(encoding="utf-8")
    assert "Few are rich" in page
    assert "Well told." in page


HELPER = "import no_such_library\n"
TESTS = {
    "reads": ("assert open('table.csv').read() == 'a,b'", 1),
    "imports": ("import helper\nassert helper.one() == 1", 1),
    "never": ("import broken", 3),
    "worthless": ("1 / 0", 0),
    "beyond": ("given", 2),
}


@pytest.fixture(scope="module")
def assigned(tmp_path_factory):
    """Return a source with files beside it, and a folder in which two have handed in."""
    need.sandbox()
    tmp_path = tmp_path_factory.mktemp("assigned")
    cells = [cell("given", "given = 2", "answer")]
    cells += [cell(name, text, "test", worth) for name, (text, worth) in TESTS.items()]
    text = assignment(*cells)
    path = laid_out(
        tmp_path, text, helper_py="def one(): return 1", table_csv="a,b", broken_py=HELPER
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.ipynb").write_text(text, encoding="utf-8")
    above = text.replace("given = 2", "import no_such_library\\ngiven = 5")
    (tmp_path / "in" / "b.ipynb").write_text(above, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def first(assigned):
    """Return the rows of those two."""
    return marks(assigned)


def marks(path, **options):
    folder = path.parent
    grade(path, folder / "in", folder / "out", sandbox="bubblewrap", workers=1, **options)
    return {student: row(folder, student) for student in ("a", "b")}


@pytest.mark.sandbox
def test_a_test_that_its_own_solution_fails_refuses_nobody(assigned, first):
    assert {who: one["score"] for who, one in first.items()} == {"a": "4", "b": "2"}
    report = (assigned.parent / "out" / "report.html").read_text(encoding="utf-8")
    assert "<code>never</code> gives 0 of 3 points to its own solution." in report
    assert "<code>worthless</code> gives" not in report


@pytest.mark.sandbox
def test_a_missing_module_is_a_reason_in_the_row(first):
    assert "The module `no_such_library` is not there." in first["b"]["status"]


@pytest.mark.sandbox
def test_marking_again_runs_what_has_changed_beside(assigned, first):
    assert marks(assigned) == first
    table = assigned.parent / "table.csv"
    table.write_text("other", encoding="utf-8")
    after = marks(assigned)
    table.write_text("a,b", encoding="utf-8")
    assert [after[who]["reads"] for who in "ab"] == ["0", "0"]
    assert [first[who]["reads"] for who in "ab"] == ["1", "1"]


@pytest.mark.sandbox
def test_other_points_change_what_a_number_is_worth(assigned, first):
    assert first["a"]["beyond"] == "2"
    before = assigned.read_text(encoding="utf-8")
    notebook = json.loads(before)
    notebook["cells"][-1]["metadata"]["nbgrader"]["points"] = 4
    assigned.write_text(json.dumps(notebook), encoding="utf-8")
    after = marks(assigned)
    assigned.write_text(before, encoding="utf-8")
    assert after["a"]["beyond"] == "2"


@pytest.mark.sandbox
def test_a_learner_checks_an_own_notebook(assigned):
    need.sandbox()
    solutions = assigned.parent / "solutions"
    solutions.mkdir()
    for path in (assigned, assigned.parent / "helper.py", assigned.parent / "table.csv"):
        (solutions / path.name).write_bytes(path.read_bytes())
    for sandbox in ("bubblewrap", "none"):
        found = {one.check: one.fraction for one in check(assigned, sandbox=sandbox).verdicts}
        assert found == {"reads": 1, "imports": 1, "never": 0, "worthless": 0, "beyond": 1}
