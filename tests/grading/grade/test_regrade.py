"""A class is marked again: only what has changed is run, and each mark that changes is told."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell

import convedu
from convedu.authoring import release
from convedu.cli import app
from convedu.grading.exercise import load
from convedu.grading.grade import grade_class
from convedu.grading.ledger.ledger import Ledger
from convedu.grading.model import Job
from convedu.grading.submissions.files import File
from convedu.grading.submissions.find import StudentFile
from convedu.grading.workers.scheduler import Marking
from convedu.grading.workers.worker_pool import WorkerPool
from tests import need

pytestmark = pytest.mark.sandbox
SOLUTION = Path(convedu.__file__).parent.parent / "exercises/solutions/01-convolution.ipynb"
NAME = SOLUTION.name
CHECKS = 6
WRONG_KERNELS = "def make_kernel(name):\n    return np.ones((3, 3))"
UNFLIPPED = "def convolve2d(image, kernel):\n    return correlate2d(image, kernel)"


def solved(**answers):
    notebook = nbformat.read(SOLUTION, as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id.removeprefix("answer-"), cell.source)
    return notebook


CLASS = {
    "ada": solved,
    "bob": lambda: solved(make_kernel=WRONG_KERNELS),
    "eve": lambda: solved(make_kernel=WRONG_KERNELS, convolve2d=UNFLIPPED),
    "kim": lambda: release(solved()),
}


class Course:
    """A folder with an exercise, submissions and marks, and the commands as a user types them."""

    def __init__(self, folder):
        self.folder = folder
        self.exercise = folder / "solutions" / NAME
        self.submissions = folder / "in"
        self.out = folder / "marks"

    def run(self, *words, code=0):
        ran = CliRunner().invoke(app, list(map(str, words)), env={"COLUMNS": "200"})
        assert ran.exit_code == code, ran.output
        return " ".join(ran.output.split())

    def grade(self, *options, out=None, code=0):
        where = ("--out", out or self.out, "--workers", "1")
        return self.run("grade", self.exercise, self.submissions, *where, *options, code=code)

    def regrade(self, *options, code=0):
        return self.run("regrade", "--out", self.out, "--workers", "1", *options, code=code)

    def override(self, *words, code=0):
        return self.run("override", *words, "--out", self.out, code=code)

    def hand_in(self, student, notebook, name=NAME):
        path = self.submissions / student / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nbformat.writes(notebook), encoding="utf-8")
        return path

    def mend(self, change):
        notebook = nbformat.read(self.exercise, as_version=4)
        change({cell.id: cell for cell in notebook.cells})
        self.exercise.write_text(nbformat.writes(notebook), encoding="utf-8")

    def grades(self, out=None):
        text = ((out or self.out) / "grades.csv").read_text(encoding="utf-8")
        return {row["student"]: row for row in csv.DictReader(text.splitlines())}

    def changes(self):
        text = (self.out / "changes.csv").read_text(encoding="utf-8")
        return [tuple(row.values())[1:] for row in csv.DictReader(text.splitlines())]

    def verdicts(self):
        with Ledger(self.out / "grades.sqlite") as ledger:
            return set(
                ledger.connection.execute("SELECT key, judge, name, fraction, seconds FROM verdict")
            )

    def page(self, student):
        return (self.out / "feedback" / f"{student}.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    need.sandbox()
    course = Course(tmp_path_factory.mktemp("course"))
    course.exercise.parent.mkdir()
    shutil.copy(SOLUTION, course.exercise)
    for student, make in CLASS.items():
        course.hand_in(student, make())
    course.grade()
    return course


@pytest.fixture
def course(marked, tmp_path):
    """The class as it was marked, to do with as one likes."""
    shutil.copytree(marked.folder, tmp_path, dirs_exist_ok=True)
    course = Course(tmp_path)
    with Ledger(course.out / "grades.sqlite") as ledger, ledger.connection:
        places = (str(course.exercise), str(course.submissions))
        ledger.connection.execute("UPDATE run SET source = ?, submissions = ?", places)
    return course


@pytest.fixture
def nothing_runs(monkeypatch):
    def never(*_, **__):
        raise AssertionError("nothing that is run has changed")

    monkeypatch.setattr(WorkerPool, "retrying_map", never)


def ask_for_correlate2d(cells):
    """Mend a check so that other answers are right: its cell judges something else."""
    for part in ("source", "outputs"):
        cells["check-make_kernel"][part] = cells["check-correlate2d"][part]


# --- what is run again ---------------------------------------------------------------------------


def test_a_mended_check_is_run_alone_and_the_marks_that_change_are_told(course):
    before = course.verdicts()
    course.override("eve", "convolve2d", "3", "--comment", "told me")
    course.mend(ask_for_correlate2d)
    said = course.regrade()
    new = course.verdicts() - before
    assert course.verdicts() >= before, "nothing that was judged is forgotten"
    assert {name for _, _, name, *_ in new} == {"make_kernel"}
    assert len(new) == len(CLASS)
    assert "2 marks have changed" in said
    assert "bob: make_kernel 0 -> 4 (the check was changed)" in said
    assert course.changes()[1:] == [
        ("bob", "make_kernel", "0", "4", "the check was changed"),
        ("eve", "make_kernel", "0", "4", "the check was changed"),
    ]
    assert course.grades()["eve"]["convolve2d"] == "3", "points set by hand survive"
    course.grade(out=course.folder / "fresh")
    fresh = course.grades(course.folder / "fresh")
    assert {**fresh["bob"]} == course.grades()["bob"], "kept or run, it is the same mark"
    assert {**fresh["eve"], "convolve2d": "3", "score": "17"} == course.grades()["eve"]
    assert "changed" not in course.regrade(), "all of it is written out by now"


def test_grade_tells_of_moves_too(course):
    course.mend(ask_for_correlate2d)
    assert "eve: make_kernel 0 -> 4 (the check was changed)" in course.grade()


def test_other_points_run_nothing(course, nothing_runs):
    def change(cells):
        cells["check-make_kernel"].metadata.nbgrader.points = 8

    course.mend(change)
    said = course.regrade()
    assert "ada: make_kernel 4 -> 8 (worth 8 in place of 4)" in said
    assert course.grades()["ada"]["score"] == "22"
    assert course.grades()["ada"]["max_score"] == "22"


def test_other_words_between_the_cells_run_nothing(course, nothing_runs):
    def change(cells):
        cells["title"].source = "# Another title"

    course.mend(change)
    assert "changed" not in course.regrade()


def test_one_student_is_run_anew_though_nothing_has_changed(course):
    with Ledger(course.out / "grades.sqlite") as ledger, ledger.connection:
        query = "SELECT key FROM submission JOIN content USING (file) WHERE student = 'bob'"
        ((key,),) = ledger.connection.execute(query).fetchall()
        ledger.connection.execute(
            "UPDATE verdict SET fraction = 0, state = 'keep working' WHERE key = ?", (key,)
        )
    course.regrade()
    assert course.grades()["bob"]["score"] == "0", "what is kept is not run again"
    before = course.verdicts()
    assert "bob: correlate2d 0 -> 4 (marked again)" in course.regrade("--student", "BOB")
    assert course.grades()["bob"]["score"] == "14"
    ran = {one[0] for one in course.verdicts() - before}
    assert ran == {key}, "nobody else was run"


def test_a_student_whom_nobody_knows_is_refused_with_near_names(course, nothing_runs):
    assert "there is no student 'evee'; did you mean 'eve'?" in course.regrade(
        "--student", "evee", code=2
    )


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_own_dates_and_groups_run_nothing_and_stay_for_what_comes_later(course, nothing_runs):
    for student in CLASS:
        os.utime(course.submissions / student / NAME, (1_600_000_000, 1_600_000_000))
    late = "2020-09-10T12:26:40+00:00", "2020-09-12T12:26:40+00:00"  # three days, one day early
    extensions = write(course.folder / "later.csv", f"login,due\nbob,{late[1]}\n")
    groups = write(course.folder / "groups.csv", "student,group\neve,red\nlea,red\n")
    said = course.grade(
        *("--due", late[0], "--penalty", "10%"), "--extensions", extensions, "--groups", groups
    )
    assert "1 learner with a later date, 1 group" in said
    assert "In a group, without a submission of their own: lea." in said
    grades = course.grades()
    assert grades["lea"]["score"] == grades["eve"]["score"]
    assert grades["lea"]["status"] == "ok: Handed in by eve."
    assert "Handed in by eve for the group: eve, lea." in course.page("lea")
    assert "Your own due date is 2020-09-12" in course.page("bob")
    report = (course.out / "report.html").read_text(encoding="utf-8")
    assert "handed in by eve" in report
    assert "for lea too" in report
    course.override("lea", "correlate2d", "1")
    assert course.regrade().endswith("report.html")
    assert course.grades()["lea"]["correlate2d"] == "1"
    assert course.grades()["eve"]["correlate2d"] == "4"
    course.grade()
    assert "lea" not in course.grades(), "a run without the table has no groups"


def test_a_table_that_cannot_be_followed_marks_nothing(course, nothing_runs):
    before = course.grades()
    groups = write(course.folder / "groups.csv", "student,group\neve,red\neve,blue\n")
    said = course.grade("--groups", groups, code=2)
    assert "groups.csv, line 3, column student: eve is there a second time" in said
    assert course.grades() == before


def test_grades_csv_and_the_report_say_how_sure_the_layout_is(course):
    assert {row["layout"] for row in course.grades().values()} == {"folder 100%"}
    assert "folder 100%" in (course.out / "report.html").read_text(encoding="utf-8")


def test_another_due_date_runs_nothing(course, nothing_runs):
    said = course.grade("--due", "2020-01-01T12:00+01:00", "--penalty", "2.5%")
    assert "Due 2020-01-01 12:00 (UTC+01:00), 2.5% of the points off for each day" in said
    assert course.grades()["ada"]["score"] == "0", "thousands of days late"
    assert ("ada", "(late)", "", "-18", "another penalty for lateness") in course.changes()
    assert "18 points were taken off" in course.page("ada")
    course.regrade()
    assert course.grades()["ada"]["score"] == "0", "the rules are those of the last run"
    course.grade()
    assert course.grades()["ada"]["score"] == "18"


def test_a_notebook_saved_again_with_the_same_answers_is_not_run_again(course):
    before = course.verdicts()
    notebook = CLASS["bob"]()
    notebook.cells.append(new_code_cell("my_own = 1  # and stored outputs that lie"))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = 77
    course.hand_in("bob", notebook)
    said = course.regrade()
    assert course.verdicts() == before
    assert "changed" not in said


def test_new_answers_are_run_and_the_override_still_stands(course):
    course.override("bob", "make_kernel", "2.5", "--comment", "nearly")
    assert "when other answers counted" not in course.page("bob")
    course.hand_in("bob", solved())
    said = course.regrade()
    assert "changed" not in said, "only an overridden check has changed"
    row = course.grades()["bob"]
    assert (row["make_kernel"], row["score"]) == ("2.5", "16.5")
    assert "set by a person when other answers counted: nearly" in course.page("bob")
    report = (course.out / "report.html").read_text(encoding="utf-8")
    assert "It was set when other answers counted" in report
    course.override("bob", "make_kernel", "--remove")
    assert course.grades()["bob"]["score"] == "18"
    assert course.changes()[-1] == ("bob", "make_kernel", "2.5", "4", "no longer set by hand")


def test_who_is_gone_is_told_and_comes_back_without_a_run(course, nothing_runs):
    shutil.move(course.submissions / "eve", course.folder / "eve")
    said = course.grade()
    assert "eve: (all) 10 -> none (no longer among the submissions)" in said
    assert set(course.grades()) == {"ada", "bob", "kim"}
    assert "eve" in course.override("eve", "make_kernel", "1", code=2)
    shutil.move(course.folder / "eve", course.submissions / "eve")
    course.grade()
    assert course.grades()["eve"]["score"] == "10"


def test_a_mended_check_of_the_package_is_noticed_without_a_new_version(course, tmp_path):
    """In a copy of convedu, one check is mended; then only that is run again."""
    place = tmp_path / "package"
    shutil.copytree(
        Path(convedu.__file__).parent,
        place / "convedu",
        ignore=shutil.ignore_patterns("__pycache__"),
    )

    def regrade():
        command = "from convedu.cli import app; app()"
        words = ["regrade", "--out", str(course.out), "--workers", "1"]
        ran = subprocess.run(
            [sys.executable, "-c", command, *words],
            env={**os.environ, "PYTHONPATH": str(place), "COLUMNS": "200"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    before = course.verdicts()
    assert "changed" not in regrade(), "a copy is the same code"
    assert course.verdicts() == before
    check = place / "convedu/checks/unit1/convolve2d.toml"
    mended = check.read_text().replace(
        '"square kernels" = 0.25, "any shape" = 0.5', '"square kernels" = 0.5, "any shape" = 0.25'
    )
    assert mended != check.read_text()
    check.write_text(mended)
    regrade()
    assert {name for _, _, name, *_ in course.verdicts() - before} == {"convolve2d"}
    helper = place / "convedu/checks/compare.py"
    helper.write_text(helper.read_text() + "\n# what all checks use\n")
    regrade()
    assert len({judge for _, judge, *_ in course.verdicts()}) == 2 * CHECKS + 1


def test_files_are_read_one_by_one_as_workers_take_them_up(course):
    read = []

    def reader(name):
        def read_it(*, limit):
            read.append(name)
            return name.encode()

        return read_it

    found = [StudentFile(name, File((name,), reader(name))) for name in ("ada", "bob", "eve")]
    job = Job(load.load(course.exercise), 0, "none")
    with Ledger(course.out / "grades.sqlite") as ledger:
        todo = Marking(ledger, ledger.last_run(), job, found, None, None).unknown()
        assert next(todo)[0].student == "ada"
        assert read == ["ada"]
        assert [one.student for one, _, _ in todo] == ["bob", "eve"]


def test_who_has_no_notebook_has_the_reason_and_no_other_words(course):
    absent = StudentFile("ada", None, ("No notebook was handed in, but `a.txt`.",))
    job = Job(load.load(course.exercise), 0, "none")
    with Ledger(course.out / "grades.sqlite") as ledger:
        marking = Marking(ledger, ledger.last_run(), job, [absent], None, None)
        assert not list(marking.unknown())
    assert marking.seen == [(absent, "")]


# --- attempts ------------------------------------------------------------------------------------


def test_the_best_or_the_last_attempt_counts(course):
    course.hand_in("ada", solved(make_kernel=WRONG_KERNELS), NAME.replace(".ipynb", "-2.ipynb"))
    course.grade()
    assert course.grades()["ada"]["score"] == "18"
    assert "2 attempts" in course.page("ada")
    course.grade("--attempts", "last")
    assert course.grades()["ada"]["score"] == "14"
    assert course.changes()[-1] == ("ada", "make_kernel", "4", "0", "another attempt counts")


# --- points set by hand --------------------------------------------------------------------------


def test_points_set_by_hand_are_in_every_report_at_once(course, nothing_runs):
    said = course.override("bob", "make_kernel", "3.5", "--comment", "the idea is right")
    assert "bob: make_kernel 0 -> 3.5 (set by hand)" in said
    assert course.grades()["bob"]["make_kernel"] == "3.5"
    assert "the idea is right" in course.page("bob")
    assert "the idea is right" in (course.out / "report.html").read_text(encoding="utf-8")
    said = course.override("BOB", "make_kernel", "1")  # as a login is written
    assert "bob: make_kernel 3.5 -> 1 (set by hand)" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bobb", "make_kernel", "1"), "there is no student 'bobb'; did you mean 'bob'?"),
        (("zoe", "make_kernel", "1"), "no student 'zoe', expected one of: ada, bob, eve, kim"),
        (("bob", "makekernel", "1"), "there is no check 'makekernel'; did you mean 'make_kernel'"),
        (("bob", "x", "1"), "there is no check 'x', expected one of: conv1d_valid"),
        (("bob", "make_kernel", "4.5"), "points is 4.5, expected 0 to 4 for 'make_kernel'"),
        (("bob", "make_kernel", "nan"), "points is nan, expected 0 to 4"),
        (("bob", "make_kernel", "-1"), "points is -1, expected 0 to 4"),
        (("-hal", "make_kernel", "1"), "there is no student '-hal'"),
        (("bob", "make_kernel", "--remove"), "of bob is not set by hand: nothing to take back"),
        (("bob", "make_kernel"), "give either POINTS or --remove"),
        (("bob", "make_kernel", "1", "--remove"), "give either POINTS or --remove"),
    ],
)
def test_what_cannot_be_set_is_told_and_changes_nothing(course, words, said):
    before = (course.out / "grades.csv").read_bytes()
    assert said in course.override(*words, code=2)
    assert (course.out / "grades.csv").read_bytes() == before


def test_no_run_that_has_not_ended_is_written_out(course, monkeypatch):
    course.hand_in("bob", solved(convolve2d=UNFLIPPED))

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(grade_class, "publish", stopped)
    assert "Stopped" in course.regrade(code=130)
    monkeypatch.undo()
    assert "the last run did not end" in course.override("bob", "convolve2d", "1", code=2)
    assert "bob: make_kernel 0 -> 4 (other answers were handed in)" in course.regrade()


def test_where_there_are_no_marks_nothing_is_made(tmp_path):
    course = Course(tmp_path)
    for words in (("regrade",), ("override", "bob", "make_kernel", "1")):
        assert "there is no" in course.run(*words, "--out", tmp_path / "none", code=2)
    assert list(tmp_path.iterdir()) == []


def test_one_folder_of_marks_is_for_one_exercise(course):
    other = course.exercise.with_name("another.ipynb")
    shutil.copy(course.exercise, other)
    before = (course.out / "grades.csv").read_bytes()
    course.exercise = other
    assert "holds the marks of 01-convolution: give another --out" in course.grade(code=2)
    assert (course.out / "grades.csv").read_bytes() == before


def test_an_exercise_that_has_moved_or_broke_leaves_the_marks_as_they_are(course):
    def change(cells):
        cells["check-make_kernel"].source = "check.make_kernel(None)"

    before = (course.out / "grades.csv").read_bytes()
    course.mend(change)
    assert "own solution should get full marks" in course.regrade(code=2)
    course.override("bob", "make_kernel", "1")
    course.override("bob", "make_kernel", "--remove")
    course.exercise.unlink()
    assert "cannot be read" in course.regrade(code=2)
    assert (course.out / "grades.csv").read_bytes() == before


def test_seed_rules_and_isolation_are_in_the_ledger_and_the_report(course):
    with Ledger(course.out / "grades.sqlite") as ledger:
        row = ledger.last_run().row
    assert row["seed"] == 0
    assert row["isolation"].startswith("bubblewrap ")
    assert (row["attempts"], row["due"]) == ("best", "")
    assert json.loads(row["limits"])["seconds"] == 5.0
    assert [name for name, _, _ in json.loads(row["checks"])][:2] == ["conv1d_valid", "one_output"]
    report = (course.out / "report.html").read_text(encoding="utf-8")
    assert row["isolation"] in report
    assert "Seed 0" in report


def test_limits_are_the_instructors_and_stay_with_the_marks(course):
    course.grade("--check-seconds", "1", "--memory", "512")
    assert "1 s, 512 MiB" in " ".join((course.out / "report.html").read_text("utf-8").split())
    with Ledger(course.out / "grades.sqlite") as ledger:
        limits = json.loads(ledger.last_run().row["limits"])
    assert (limits["seconds"], limits["memory_bytes"]) == (1.0, 512 << 20)
    course.regrade()
    with Ledger(course.out / "grades.sqlite") as ledger:
        assert json.loads(ledger.last_run().row["limits"]) == limits


@pytest.mark.parametrize("option", ["--check-seconds", "--memory"])
def test_a_limit_that_is_none_is_refused(course, option):
    assert option in course.grade(option, "0", code=2)
