"""What is read of an assignment in nbgrader's format, and what is refused with its cell."""

import json

import pytest

from convedu.grading.exercise import load
from convedu.grading.exercise.model import ExerciseError

from .marking import assignment, cell, laid_out
from .submissions import SOURCE

ONE = assignment(
    cell("start", "import numpy as np"),
    cell("answer-one", "def f(): return 1", "answer"),
    cell("one", "assert f() == 1", "test", 2),
)


@pytest.fixture(scope="module")
def unit():
    return load.load(SOURCE)


def test_cells_have_their_roles(unit):
    assert {check.name for check in unit.checks if check.by_person} == {"own_text", "why_median"}
    assert unit.points == 27
    assert unit.runs_whole
    assert unit.notes[1:] == ("The task `histogram` (2 points) is not marked here, nor counted.",)
    assert "beside the learner's code" in unit.notes[0]
    roles = [one.role for one in unit.cells if one.id][:4]
    assert roles == ["setup", "answer", "test", "test"]
    fixed = {one.id for one in unit.cells if one.is_fixed}
    assert {"data", "mean_values"} <= fixed
    assert not {"mean", "own_text", "why_median"} & fixed


def test_hidden_lines_are_not_shown(unit):
    found = next(one for one in unit.cells if one.id == "mean_values")
    assert found.shown[1] == "assert mean([2, 4]) == 3"
    assert "1.75" in found.text
    assert not any("1.75" in line or "HIDDEN" in line for line in found.shown)
    assert "1.75" not in found.released


@pytest.mark.parametrize("schema", [0, 1, 2, 3])
def test_every_schema_is_read(schema):
    notebook = json.loads(ONE)
    for one in notebook["cells"][1:]:
        one["metadata"]["nbgrader"]["schema_version"] = schema
    found = load.from_text(json.dumps(notebook), name="ways")
    assert [check.points for check in found.checks] == [2]
    assert found.names == {"f": "answer-one"}


def changed(change) -> str:
    notebook = json.loads(ONE)
    change(notebook, *notebook["cells"][-2:])
    return json.dumps(notebook)


def twice(notebook, answer, test):
    answer["metadata"]["nbgrader"]["grade_id"] = "one"


def newer(notebook, answer, test):
    test["metadata"]["nbgrader"]["schema_version"] = 4


def nameless(notebook, answer, test):
    del test["metadata"]["nbgrader"]["grade_id"]


def other_language(notebook, answer, test):
    notebook["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}


def automatic(notebook, answer, test):
    test["source"] = "### AUTOTEST f()"


def open_region(notebook, answer, test):
    test["source"] += "\n### BEGIN HIDDEN TESTS\nassert f() > 0"


def solution_outside(notebook, answer, test):
    notebook["cells"][0]["source"] += "\n### BEGIN SOLUTION\nf = 3\n### END SOLUTION"


def graded_text(notebook, answer, test):
    test.update(cell_type="markdown")
    del test["outputs"], test["execution_count"]


def negative(notebook, answer, test):
    test["metadata"]["nbgrader"]["points"] = -1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (twice, "grade_ids are used twice: one"),
        (newer, "schema_version is 4, expected at most 3"),
        (nameless, "has no grade_id"),
        (other_language, "written in R, expected Python"),
        (automatic, "'one' has AUTOTEST lines"),
        (open_region, "BEGIN HIDDEN TESTS without END"),
        (solution_outside, "is no solution cell"),
        (graded_text, "must be both solution and graded"),
        (negative, "points is -1, expected a number >= 0"),
    ],
)
def test_what_cannot_be_marked_is_refused_with_its_cell(change, said):
    with pytest.raises(ExerciseError, match=said):
        load.from_text(changed(change), name="ways")


def no_python(notebook, answer, test):
    test["source"] = "assert f( =="


def worthless(notebook, answer, test):
    test["metadata"]["nbgrader"]["points"] = ""


@pytest.mark.parametrize("change", [no_python, worthless])
def test_what_nbgrader_marks_is_not_refused(change):
    assert load.from_text(changed(change), name="ways").checks[0].name == "one"


# --- what lies beside -----------------------------------------------------------------------------


def test_files_beside_are_taken_but_no_notebooks_and_nothing_of_the_class(tmp_path):
    path = laid_out(tmp_path, ONE, helper_py="x = 1", table_csv="a,b")
    (tmp_path / "other.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / ".secret").write_text("", encoding="utf-8")
    for folder in ("data", "submitted", "marks"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.txt").write_text(folder, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    found = load.load(path, without=(tmp_path / "submitted", tmp_path / "marks"))
    assert found.files == (
        ("data/one.txt", b"data"),
        ("helper.py", b"x = 1"),
        ("table.csv", b"a,b"),
    )


def test_a_folder_with_too_much_beside_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(load, "BESIDE_BYTES", 10)
    path = laid_out(tmp_path, ONE, big_txt="x" * 11)
    with pytest.raises(ExerciseError, match="give it a folder of its own"):
        load.load(path)


def test_what_a_file_beside_imports_is_there_for_it(tmp_path):
    path = laid_out(tmp_path, ONE, helper_py="import matplotlib.pyplot as plt")
    assert {"numpy", "matplotlib.pyplot"} <= load.load(path).imports
