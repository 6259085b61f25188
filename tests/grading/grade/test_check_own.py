"""A learner's notebook finds its exercise by its cells, whatever it is called."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from convedu.grading.exercise.model import ExerciseError
from convedu.grading.grade.check_own import find_source
from convedu.grading.submissions.parse import UnreadableError
from tests.demo_class import SOLUTION

EXERCISES = SOLUTION.parent.parent


def changed(source: Path, path: Path, change) -> Path:
    """Write a copy of a notebook in which `change` was made to each cell."""
    notebook = json.loads(source.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        change(cell)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["Untitled.ipynb", "01-convolution (1).ipynb", "x.ipynb.txt"])
@pytest.mark.parametrize("exercise", sorted(path.name for path in EXERCISES.glob("*.ipynb")))
def test_the_exercise_is_found_by_the_cells(tmp_path, monkeypatch, exercise, name):
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXERCISES / exercise, tmp_path / name)
    assert find_source(tmp_path / name) == EXERCISES / "solutions" / exercise


@pytest.mark.parametrize(
    "change", [lambda cell: cell.pop("id"), lambda cell: cell.update(id=f"x{id(cell)}")]
)
def test_it_is_found_without_the_cells_ids(tmp_path, change):
    own = changed(EXERCISES / "05-padding.ipynb", tmp_path / "a.ipynb", change)
    assert find_source(own).name == "05-padding.ipynb"


def test_the_nearest_of_equals_is_taken_and_a_name_where_no_cell_speaks(tmp_path):
    (tmp_path / "solutions").mkdir()
    nearest = tmp_path / "solutions" / "mine.ipynb"
    shutil.copy(SOLUTION, nearest)
    shutil.copy(EXERCISES / SOLUTION.name, tmp_path / "a.ipynb")
    assert find_source(tmp_path / "a.ipynb") == nearest.resolve()
    (tmp_path / "mine-Copy1.ipynb").write_text("{}")
    assert find_source(tmp_path / "mine-Copy1.ipynb") == nearest.resolve()


def test_what_is_of_no_exercise_is_refused(tmp_path):
    (tmp_path / "a.ipynb").write_text('{"cells": [{"cell_type": "code", "source": "x = 1"}]}')
    with pytest.raises(ExerciseError, match="has none of the cells of an exercise"):
        find_source(tmp_path / "a.ipynb")


@pytest.mark.parametrize(("text", "said"), [("", "is empty"), ("<html>", "not JSON"), ("{}", "no")])
def test_of_a_file_that_is_no_notebook_that_is_said(tmp_path, text, said):
    (tmp_path / "a.ipynb").write_text(text)
    with pytest.raises(UnreadableError, match=said):
        find_source(tmp_path / "a.ipynb")


@pytest.mark.parametrize("name", ["03-stacking.ipynb", "03-stacking-Copy1.ipynb"])
def test_a_lesson_is_not_taken_for_the_exercise_of_its_name(tmp_path, name):
    shutil.copy(EXERCISES.parent / "notebooks" / "03-stacking.ipynb", tmp_path / name)
    with pytest.raises(ExerciseError, match="has none of the cells of an exercise"):
        find_source(tmp_path / name)


def run(*words, cwd: Path, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "convedu", "check", *words, "--sandbox", "none"]
    base = {"PATH": "/usr/bin:/bin", "HOME": str(cwd), "CONVEDU_PROGRESS": str(cwd / "p.json")}
    package = str(EXERCISES.parent)
    return subprocess.run(
        command, cwd=cwd, env={**base, "PYTHONPATH": package, **environment}, capture_output=True
    )


@pytest.mark.parametrize(
    "encoding",
    [
        "ascii",
        "utf-8",
        *(pytest.param(name, marks=pytest.mark.soak) for name in ("cp1252", "latin-1")),
    ],
)
def test_any_pipe_gets_the_verdicts_and_the_record_what_is_right(tmp_path, encoding):
    own = tmp_path / "Nguyễn.ipynb"
    shutil.copy(SOLUTION, own)
    changed(
        SOLUTION,
        own,
        lambda cell: (
            cell.update(source="answer_slides = 7") if cell["id"] == "answer-one_output" else None
        ),
    )
    ran = run(own.name, cwd=tmp_path, PYTHONIOENCODING=encoding)
    said = ran.stdout.decode(encoding)
    assert ran.returncode == 1, ran.stderr
    assert said.count("correct.") == 5
    record = json.loads((tmp_path / "p.json").read_text())["checks"]
    solved = {name for name, entry in record.items() if entry["solved"]}
    names = "conv1d_valid", "convolve2d", "correlate2d", "make_kernel"  # the stretch is none
    assert solved == {f"unit1/{name}" for name in names}
    assert "one_output" not in record


def test_what_cannot_be_run_is_not_told_as_not_correct_yet(tmp_path):
    (tmp_path / "own.ipynb").write_text("{}")
    assert run("own.ipynb", cwd=tmp_path).returncode == 2
    assert run("none.ipynb", cwd=tmp_path).returncode == 2
    assert not (tmp_path / "p.json").exists()
