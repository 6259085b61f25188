"""A class is marked from folder to grades: one row each, whatever was handed in."""

import csv
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import BrokenExecutor
from pathlib import Path
from threading import Thread

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_notebook

import convedu
from convedu.authoring import release
from convedu.cli import app
from convedu.grading.common.text import number
from convedu.grading.exercise import load
from convedu.grading.exercise.model import Check
from convedu.grading.grade import grade_class
from convedu.grading.grade.check_own import check, find_source
from convedu.grading.gradebook.grades_csv import grades
from convedu.grading.judge import nbval_runner
from convedu.grading.judge.kernel_client import TrustedKernel
from convedu.grading.judge.nbval_runner import NbvalEngine
from convedu.grading.model import Job, Result, Verdict, student_grade
from convedu.grading.report import feedback_name
from convedu.grading.submissions.extract import extract
from convedu.grading.submissions.parse import parse
from convedu.grading.workers.preflight import SOLUTION as SOLVED
from convedu.grading.workers.scheduler import Marking
from convedu.grading.workers.worker_pool import WorkerPool, WorkerPoolError
from tests import need
from tests.grading.sandbox.test_sandbox import children, wait_until

SOLUTION = Path(convedu.__file__).parent.parent / "exercises/solutions/01-convolution.ipynb"
NAME = SOLUTION.name
FULL = "18"


def solution():
    return nbformat.read(SOLUTION, as_version=4)


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def with_source(name, text):
    notebook = solution()
    cell_of(notebook, name).source = text
    return nbformat.writes(notebook)


FLIPPED = "def correlate2d(image, kernel):\n    return _slide(image, kernel[::-1, ::-1])"
SLIDE = """
from numpy.lib.stride_tricks import sliding_window_view
def _slide(image, kernel):
    return (sliding_window_view(image, kernel.shape) * kernel).sum((2, 3))
"""


def without_metadata() -> str:
    notebook = json.loads(nbformat.writes(solution()))
    for cell in notebook["cells"]:
        del cell["id"], cell["metadata"]
    return json.dumps({"cells": notebook["cells"]})


def old_format() -> str:
    text = json.loads(nbformat.writes(nbformat.convert(solution(), 3)))
    return json.dumps(text)


def split() -> str:
    notebook = solution()
    place = notebook.cells.index(cell_of(notebook, "answer-correlate2d"))
    whole = notebook.cells[place]
    head, tail = whole.source.split("    for i in", 1)
    notebook.cells.insert(place + 1, new_code_cell(f"    for i in{tail}"))
    whole.source = head.rstrip()
    return nbformat.writes(notebook)


def copied() -> str:
    notebook = solution()
    cell = nbformat.from_dict(cell_of(notebook, "answer-correlate2d"))
    notebook.cells.append(nbformat.from_dict({**cell, "id": "another-id"}))
    return nbformat.writes(notebook)


def deleted() -> str:
    notebook = solution()
    notebook.cells.remove(cell_of(notebook, "answer-make_kernel"))
    return nbformat.writes(notebook)


def reordered() -> str:
    notebook = solution()
    notebook.cells.reverse()
    return nbformat.writes(notebook)


def retyped() -> str:
    notebook = solution()
    cell = cell_of(notebook, "answer-correlate2d")
    place = notebook.cells.index(cell)
    notebook.cells[place] = nbformat.v4.new_markdown_cell(cell.source, id=cell.id)
    return nbformat.writes(notebook)


def truncated() -> str:
    text = nbformat.writes(solution())
    return text[: text.index('"answer-one_output"')]


def flipped_with_helper() -> str:
    notebook = nbformat.reads(with_source("answer-correlate2d", FLIPPED), as_version=4)
    notebook.cells.append(new_code_cell(SLIDE))
    return nbformat.writes(notebook)


# Each with its score, and what its row must say.
CLASS = {
    "right": (lambda: nbformat.writes(solution()), FULL, "ok"),
    "empty notebook": (lambda: nbformat.writes(release(solution())), "0", "ok"),
    "no file content": (lambda: "", "0", "unreadable: The file is empty."),
    "not json": (lambda: "this is no notebook", "0", "unreadable: The file is not JSON"),
    "truncated": (truncated, "4", "repaired: The file is damaged"),
    "huge": (lambda: " " * 60_000_000, "0", "unreadable: The file is too large: 60 MB"),
    "old format": (old_format, FULL, "repaired: The notebook was of format 3"),
    "split": (split, FULL, "repaired: `answer-correlate2d`: 2 parts"),
    "copied": (copied, FULL, "repaired: `answer-correlate2d`: what defines it again below"),
    "deleted": (
        deleted,
        "14",
        "repaired: Deleted, and defined nowhere else: `answer-make_kernel`.",
    ),
    "reordered": (reordered, FULL, "ok"),
    "retyped": (retyped, FULL, "repaired: `answer-correlate2d`: the text of a markdown cell"),
    "without metadata": (without_metadata, FULL, "repaired: `answer-conv1d_valid`: the cell had"),
    "syntax error": (
        lambda: with_source("answer-make_kernel", "def make_kernel(name) return 1"),
        "14",
        "ok",
    ),
    "=cmd()": (lambda: nbformat.writes(solution()), FULL, "ok"),
}


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """The whole class, marked once from the command line."""
    need.sandbox()
    folder = tmp_path_factory.mktemp("class")
    submissions, out = folder / "submissions", folder / "out"
    submissions.mkdir()
    for number_, (name, (make, _, _)) in enumerate(CLASS.items()):
        path = submissions / f"{name}.ipynb"
        if number_ % 2:  # both forms of a submission
            (submissions / name).mkdir()
            path = submissions / name / NAME
        path.write_text(make(), encoding="utf-8")
    (submissions / "linked.ipynb").symlink_to(SOLUTION)
    (submissions / "nothing").mkdir()
    (submissions / "flipped.ipynb").write_text(flipped_with_helper(), encoding="utf-8")
    ran = grade(submissions, out)
    return ran, submissions, out


def grade(submissions, out, *options, name=SOLUTION):
    """Run the command as a user does, in a process of its own."""
    command = command_line(submissions, out, *options, name=name)
    return subprocess.run(command, capture_output=True, text=True, check=False)


def command_line(submissions, out, *options, name=SOLUTION):
    return [
        *(sys.executable, "-c", "from convedu.cli import app; app()", "grade", str(name)),
        *(str(submissions), "--out", str(out), *options),
    ]


def table(out):
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["student"].removeprefix("'"): row for row in csv.DictReader(file)}


@pytest.mark.sandbox
def test_every_submission_has_a_row_and_the_exit_is_0(marked):
    ran, _, out = marked
    assert ran.returncode == 0, ran.stderr
    assert set(table(out)) == {*CLASS, "linked", "nothing", "flipped"}
    first, *lines, last = ran.stdout.splitlines()
    assert first.startswith("Taken as <student>.ipynb or ")
    assert len(lines) == len(table(out))
    assert str(out / "report.html") in last


@pytest.mark.sandbox
@pytest.mark.parametrize("student", CLASS)
def test_each_is_graded_as_far_as_it_can_be_with_the_reason_in_its_row(marked, student):
    _, score, status = CLASS[student]
    row = table(marked[2])[student]
    assert (row["score"], row["max_score"]) == (score, FULL)
    assert row["status"].startswith(status)


@pytest.mark.sandbox
def test_the_row_has_the_points_of_each_check(marked):
    row = table(marked[2])["syntax error"]
    assert list(row)[:5] == ["student", "score", "max_score", "status", "layout"]
    names = [check.name for check in load.load(SOLUTION).checks]
    assert list(row)[5:] == names
    assert sum(float(row[name]) for name in names) == 14
    assert row["make_kernel"] == "0"


@pytest.mark.sandbox
def test_a_link_and_an_empty_folder_have_their_reasons(marked):
    rows = table(marked[2])
    assert "is a link" in rows["linked"]["status"]
    assert f"There is no `{NAME}`" in rows["nothing"]["status"]


@pytest.mark.sandbox
def test_a_misconception_is_named_in_feedback_and_report(marked):
    out = marked[2]
    assert 0 <= float(table(out)["flipped"]["correlate2d"]) < 4
    feedback = (out / "feedback" / "flipped.html").read_text(encoding="utf-8")
    assert "keep working" in feedback
    report = (out / "report.html").read_text(encoding="utf-8")
    assert "flipped-kernel" in report
    assert "bubblewrap" in report
    assert "Seed 0" in report
    assert "http" not in report, "it is one file by itself"


@pytest.mark.sandbox
def test_no_spreadsheet_takes_a_name_for_a_formula(marked):
    text = (marked[2] / "grades.csv").read_text(encoding="utf-8")
    assert '\n"\'=cmd()",' in text


@pytest.mark.sandbox
def test_what_has_not_changed_is_not_run_again(marked, monkeypatch):
    _, submissions, out = marked
    before = (out / "grades.csv").read_text(encoding="utf-8")

    def never(*_):
        raise AssertionError("nothing has changed")

    monkeypatch.setattr(WorkerPool, "retrying_map", never)
    grade_class.grade(SOLUTION, submissions, out)
    assert (out / "grades.csv").read_text(encoding="utf-8") == before


@pytest.mark.sandbox
def test_the_order_and_the_number_of_workers_make_no_difference(marked, tmp_path):
    _, submissions, out = marked
    turned = tmp_path / "turned"
    turned.mkdir()
    for place, student in enumerate(reversed(CLASS)):
        source = submissions / f"{student}.ipynb"
        source = source if source.exists() else submissions / student / NAME
        (turned / f"{place:02}-{student}.ipynb").write_bytes(source.read_bytes())
    grade_class.grade(SOLUTION, turned, tmp_path / "out", workers=1)
    before, after = table(out), table(tmp_path / "out")
    for name, row in after.items():
        student = name[3:]
        assert {**row, "student": ""} == {**before[student], "student": ""}


@pytest.mark.sandbox
def test_another_seed_draws_other_cases_and_is_told(marked, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "ada.ipynb").write_text(nbformat.writes(solution()), encoding="utf-8")
    ran = grade(folder, tmp_path / "out", "--seed", "4711", "--workers", "1")
    assert ran.returncode == 0, ran.stderr
    assert table(tmp_path / "out")["ada"]["score"] == FULL
    assert "Seed 4711" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_without_isolation_it_is_said_everywhere(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "ada.ipynb").write_text(nbformat.writes(solution()), encoding="utf-8")
    ran = grade(folder, out, "--sandbox", "none", "--workers", "1")
    assert ran.returncode == 0, ran.stderr
    assert "not isolated" in ran.stdout
    assert "without any isolation" in (out / "report.html").read_text(encoding="utf-8")
    assert b"none: not isolated" in (out / "grades.sqlite").read_bytes()
    assert table(out)["ada"]["score"] == FULL


# --- what is refused, with exit 2 and nothing lost -----------------------------------------------


def unfit(change) -> str:
    notebook = solution()
    change(notebook)
    return nbformat.writes(notebook)


def never_run(notebook):
    cell_of(notebook, "check-correlate2d").update(outputs=[], execution_count=None)


def wrong_solution(notebook):
    cell = cell_of(notebook, "answer-correlate2d")
    cell.source = cell.source.replace("* kernel", "+ kernel")


def lets_all_pass(notebook):
    cell_of(notebook, "check-correlate2d").metadata.tags.append("nbval-ignore-output")


def kills_the_kernel(notebook):
    cell_of(notebook, "check-correlate2d").source = "import os; os._exit(1)"


def broken_setup(notebook):
    cell_of(notebook, "setup").source = "import nowhere"


def without_points(notebook):
    del cell_of(notebook, "check-correlate2d").metadata.nbgrader["points"]


def without_markers(notebook):
    cell_of(notebook, "answer-correlate2d").source = "def correlate2d(image, kernel): return 1"


def graded_text(notebook):
    notebook.cells[0].metadata.nbgrader = {"grade": True, "solution": True, "points": 4}


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (graded_text, "is graded, but no code cell: see `EssayCheck`"),
        (never_run, "'check-correlate2d' has no stored output"),
        (wrong_solution, "own solution should get full marks, but: correlate2d"),
        (lets_all_pass, "empty notebook should get no marks, but: correlate2d"),
        (kills_the_kernel, "the trusted kernel died"),
        (broken_setup, "cell 'setup' of the exercise: ModuleNotFoundError"),
        (without_points, "points is None, expected a number >= 0"),
        (without_markers, "no ### BEGIN SOLUTION"),
    ],
    ids=lambda part: getattr(part, "__name__", ""),
)
def test_an_exercise_that_cannot_be_marked_is_refused(change, said, tmp_path):
    need.sandbox()
    path, folder = tmp_path / "solutions" / NAME, tmp_path / "in"
    path.parent.mkdir()
    folder.mkdir()
    path.write_text(unfit(change), encoding="utf-8")
    (folder / "ada.ipynb").write_text(nbformat.writes(solution()), encoding="utf-8")
    ran = CliRunner().invoke(
        app, ["grade", str(path), str(folder), "--out", str(tmp_path / "out"), "--workers", "1"]
    )
    assert ran.exit_code == 2
    assert said in " ".join(ran.output.split())
    assert not (tmp_path / "out" / "grades.csv").exists()


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("name", "folder", "out", "said"),
    [
        ("none.ipynb", "in", "out", "cannot be read"),
        ("in/text.ipynb", "in", "out", "it is no notebook"),
        (str(SOLUTION), "nowhere", "out", "nowhere cannot be read as a zip"),
        (str(SOLUTION), "empty", "out", "has no submission in it"),
        (str(SOLUTION), "in", "in/text.ipynb/out", "Not a directory"),
    ],
)
def test_bad_arguments_are_told(tmp_path, monkeypatch, name, folder, out, said):
    need.sandbox()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "in" / "text.ipynb").write_text("text")
    ran = CliRunner().invoke(app, ["grade", name, folder, "--out", out])
    assert ran.exit_code == 2
    assert said in " ".join(ran.output.split())


@pytest.mark.sandbox
def test_a_class_is_marked_where_one_stands(tmp_path, monkeypatch):
    """Paths are those of the folder in which one works; the trusted kernel works in another.

    A folder that is called like a notebook is a row as any other.
    """
    need.sandbox()
    monkeypatch.chdir(tmp_path)
    Path("in", "eve", NAME).mkdir(parents=True)
    Path("in", "ada").mkdir()
    Path("in", "ada", NAME).write_text(SOLUTION.read_text(encoding="utf-8"), encoding="utf-8")
    ran = CliRunner().invoke(app, ["grade", str(SOLUTION), "in", "--out", "marks"])
    assert ran.exit_code == 0, ran.output
    with open("marks/grades.csv", encoding="utf-8", newline="") as file:
        assert {row["student"]: row["score"] for row in csv.DictReader(file)} == {
            "ada": FULL,
            "eve": "0",
        }


@pytest.mark.sandbox
def test_a_foreign_file_in_the_place_of_the_ledger_is_kept(tmp_path):
    need.sandbox()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada.ipynb").write_text("text")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "grades.sqlite").write_text("mine " * 1000)
    ran = CliRunner().invoke(
        app, ["grade", str(SOLUTION), str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    )
    assert ran.exit_code == 2
    assert (tmp_path / "out" / "grades.sqlite").read_text().startswith("mine")


# --- the engine ----------------------------------------------------------------------------------


@pytest.mark.sandbox
def test_a_kernel_that_died_is_replaced():
    need.sandbox()
    unit = load.load(SOLUTION)
    merged = extract(unit, parse(nbformat.writes(solution()).encode()).cells)
    engine = NbvalEngine(Job(unit, 0, "bubblewrap"))
    try:
        first = engine.mark(merged)
        engine.kernel.process.kill()
        assert engine.mark(merged) == first
    finally:
        engine.close()


@pytest.mark.sandbox
@pytest.mark.parametrize("victim", ["kernel", "jail"])
def test_a_start_in_which_one_is_killed_is_tried_again(victim, monkeypatch):
    need.sandbox()
    victims, command = [victim], TrustedKernel.command

    def one_is_killed(kernel, function, **arguments):
        if victims:
            kill = {"kernel": kernel.process.kill, "jail": Thread(target=end_jail_of(kernel)).start}
            kill[victims.pop()]()
        return command(kernel, function, **arguments)

    def end_jail_of(kernel):
        def end():
            wait_until(lambda: children(kernel.process.pid))
            for pid in children(kernel.process.pid):
                os.kill(pid, signal.SIGKILL)

        return end

    monkeypatch.setattr(TrustedKernel, "command", one_is_killed)
    unit = load.load(SOLUTION)
    engine = NbvalEngine(Job(unit, 0, "bubblewrap"))
    try:
        verdicts, _ = engine.mark(extract(unit, parse(nbformat.writes(solution()).encode()).cells))
    finally:
        engine.close()
    assert not victims
    assert {verdict.fraction for verdict in verdicts} == {1.0}


def test_whoever_dies_over_the_instructors_own_solution_does_not_speak_against_it():
    def marked():
        yield SOLVED, BrokenExecutor()

    with pytest.raises(WorkerPoolError, match="own solution, and again when alone"):
        list(Marking(*[None] * 6).accepted(marked()))


def test_another_output_than_the_stored_one_is_the_learners_mistake_and_no_failure_of_the_check():
    check = Check("check-a", "a", 4)
    printed, raised = {"output_type": "stream"}, nbformat.from_dict({"ename": "KeyError"})
    for well, outputs, state in (
        (True, [printed], "correct"),
        (False, [printed], "keep working"),
        (False, [printed, raised], "failed"),
    ):
        verdict = nbval_runner._judged(check, well, outputs)
        assert (verdict.state, verdict.fraction) == (state, float(well))


@pytest.fixture
def no_nesting(monkeypatch, tmp_path):
    """A bubblewrap that works, on a system that refuses the namespaces inside it."""
    fake = tmp_path / "path" / "bwrap"
    fake.parent.mkdir()
    inner = f'exec {need.sandbox()} --unshare-user --disable-userns "$@"'
    fake.write_text(f'#!/bin/sh\ncase "$*" in *--version*) echo fake;; *) {inner};; esac\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")


@pytest.mark.sandbox
def test_a_jail_that_does_not_hold_is_refused_and_a_learner_does_without(no_nesting, own):
    folder, source = own.parent / "in", own.parent / "solutions" / NAME
    folder.mkdir()
    (folder / "ada.ipynb").write_bytes(own.read_bytes())
    command = ["grade", str(source), str(folder), "--out", str(own.parent / "out")]
    ran = CliRunner().invoke(app, [*command, "--workers", "1"])
    assert ran.exit_code == 2
    assert "--sandbox none" in ran.output
    assert CliRunner().invoke(app, ["check", str(own)]).exit_code == 1


# --- a learner's own notebook --------------------------------------------------------------------


@pytest.fixture
def own(tmp_path):
    """A course folder with one exercise in it, which a learner has begun."""
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / NAME).write_bytes(SOLUTION.read_bytes())
    path = tmp_path / NAME
    path.write_text(with_source("answer-make_kernel", "def make_kernel(name): return 1"))
    return path


def test_a_learner_is_told_check_by_check(own):
    ran = CliRunner().invoke(app, ["check", str(own)])
    lines = ran.output.splitlines()
    assert ran.exit_code == 1
    assert len(lines) == 6
    assert [line.split()[1:3] for line in lines[:2]] == [
        ["conv1d_valid", "correct."],
        ["one_output", "correct."],
    ]
    assert "make_kernel   keep working." in lines[4]


def test_all_correct_is_exit_0_even_where_there_is_no_bubblewrap(own, monkeypatch):
    own.write_bytes(SOLUTION.read_bytes())
    monkeypatch.setenv("PATH", "")
    ran = CliRunner().invoke(app, ["check", str(own)])
    assert ran.exit_code == 0, ran.output


def test_a_notebook_of_no_exercise_is_told(tmp_path):
    path = tmp_path / "mine.ipynb"
    path.write_text(nbformat.writes(new_notebook(cells=[new_code_cell("1")])))
    ran = CliRunner().invoke(app, ["check", str(path)])
    assert ran.exit_code == 2
    assert "belongs to no exercise" in " ".join(ran.output.split())


def test_the_source_is_found_from_below(tmp_path):
    (tmp_path / "exercises" / "solutions").mkdir(parents=True)
    (tmp_path / "exercises" / "solutions" / NAME).write_text("{}")
    (tmp_path / "mine" / "deep").mkdir(parents=True)
    found = find_source(tmp_path / "mine" / "deep" / NAME)
    assert found == (tmp_path / "exercises" / "solutions" / NAME).resolve()


def test_a_notebook_of_which_nothing_can_be_used_is_an_error_for_scripts_too(own):
    own.write_text("")
    ran = CliRunner().invoke(app, ["check", str(own), "--sandbox", "none", "--json"])
    said = {"command": "check", "exit": 2, "error": "The file is empty."}
    assert (ran.exit_code, json.loads(ran.output)) == (2, said)


def test_a_check_leaves_the_learners_record_alone(own, monkeypatch, tmp_path):
    monkeypatch.setenv("CONVEDU_PROGRESS", str(tmp_path / "progress.json"))
    assert {verdict.state for verdict in check(own).verdicts} == {"correct", "keep working"}
    assert not (tmp_path / "progress.json").exists()
    assert os.environ["CONVEDU_PROGRESS"] == str(tmp_path / "progress.json")


# --- examples, tables and names ------------------------------------------------------------------


MODULES = [path.stem for path in Path(grade_class.__file__).parent.glob("*.py")]


def test_points_are_fractions_of_the_checks_points():
    unit = load.load(SOLUTION)
    verdicts = (Verdict("conv1d_valid", "almost", 1 / 3), Verdict("one_output", "correct", 1.0))
    row = student_grade(unit, "ada", Result("ok", (), "key", verdicts))
    assert row.points["conv1d_valid"] == pytest.approx(4 / 3, abs=1e-4)
    assert row.points["correlate2d"] == 0
    assert grades(unit, [row]).splitlines()[1] == '"ada",3.3333,18,"ok",,1.3333,2,0,0,0,0'


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1", 'a"b,c', "a\nb"])
def test_odd_names_are_quoted(name):
    unit = load.load(SOLUTION)
    text = grades(unit, [student_grade(unit, name, Result("ok"))])
    (row,) = list(csv.reader(text.splitlines()))[1:]
    assert len(row) == 11
    assert not row[0].startswith(("=", "+", "-", "@"))


def test_points_have_no_needless_digits():
    assert [number(value) for value in (0.0, 2.5, 10.0, 1 / 3)] == ["0", "2.5", "10", "0.3333"]


def test_a_page_has_a_name_that_any_file_system_takes():
    names = [feedback_name(name) for name in ("ada", "a/b", "a:b", "x" * 300, "é" * 150)]
    assert names[0] == "ada.html"
    assert len(set(names)) == len(names)
    assert all(len(name.encode()) < 255 and "/" not in name for name in names)
