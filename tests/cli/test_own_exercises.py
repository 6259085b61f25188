"""docs/own-exercises.md, as a new user works through it: its commands, its cells, its marks."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from convedu.authoring import read, write
from tests import need
from tests.grading.workers.test_dask_pool import ByHand

pytestmark = pytest.mark.sandbox
PAGE = Path(__file__).parents[2] / "docs/own-exercises.md"
NOTEBOOK = "exercises/solutions/interest.ipynb"
CELL = r"`((?:task|answer|check)-[\w-]+)`"


def blocks():
    """Yield each block of the page: its kind and text, and the cells named since the last text."""
    named: list[str] = []
    for part in re.split(r"(^```.*?^```\n)", PAGE.read_text(encoding="utf-8"), flags=re.M | re.S):
        if part.startswith("```"):
            kind, _, text = part[3:].removesuffix("```\n").partition("\n")
            yield kind, text.rstrip("\n"), named
        elif part.strip():
            named = re.findall(CELL, part)


def run(command, folder):
    binary = Path(sys.executable).parent
    return subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env={**os.environ, "PATH": f"{binary}:{os.environ['PATH']}", "CONVEDU_PROGRESS": "off"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Work through the page, once."""
    need.sandbox()
    folder = tmp_path_factory.mktemp("own")
    for kind, text, named in blocks():
        if kind == "":
            ran = run(text, folder)
            assert ran.returncode == 0, f"{text}\n{ran.stdout}{ran.stderr}"
        elif named:
            notebook = read(folder / NOTEBOOK)
            (cell,) = [cell for cell in notebook.cells if cell.id == named[0]]
            cell.source = text
            named.pop(0)
            write(notebook, folder / NOTEBOOK)
        else:
            (folder / "exercises/solutions/checks_interest.py").write_text(text + "\n")
    return folder


@pytest.fixture(scope="module")
def grade(folder):
    """Return a function that marks notebooks given by the source of their answers."""

    def grade(**submissions):
        made = folder / "more"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        for student, answers in submissions.items():
            notebook = read(folder / "exercises/interest.ipynb")
            for cell in notebook.cells:
                cell.source = answers.get(cell.id, cell.source)
            nbformat.write(notebook, made / f"{student}.ipynb")
        ran = run(f"convedu grade {NOTEBOOK} more --out more-marks --seed 5", folder)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return rows(folder / "more-marks")

    return grade


def rows(marks):
    with (marks / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def page_of(marks, student):
    return (marks / "feedback" / f"{student}.html").read_text(encoding="utf-8")


def test_the_page_leads_to_the_marks_that_it_promises(folder):
    marks = {student: row["score"] for student, row in rows(folder / "marks").items()}
    assert marks == {"empty": "0", "simple": "0", "right": "4"}
    report = (folder / "marks/report.html").read_text(encoding="utf-8")
    assert "simple-interest" in report
    assert "earns some, too" in page_of(folder / "marks", "simple")
    assert "not quite enough" in page_of(folder / "marks", "simple")


def test_learners_get_no_solution_but_the_checks_that_they_need_at_home(folder):
    copy = (folder / "exercises/interest.ipynb").read_text(encoding="utf-8")
    assert "while balance" not in copy
    assert "your code here" in copy
    ran = run(
        "python -c 'import checks_interest as c; print(c.balance(None))'", folder / "exercises"
    )
    assert "pass `balance` itself" in ran.stdout, ran.stderr


RIGHT = "def balance(deposit, rate, years):\n    return deposit * (1 + rate) ** years"
STEALS = "import checks_interest\nbalance = checks_interest.balance.reference"
READS = """def years_to_double(rate):
    from pathlib import Path
    found = [*Path("/").glob("tmp/convedu-*/*.py"), *Path(".").glob("*.py")]
    return len(found) + len([name for name in __import__("sys").modules if "checks" in name])"""


def test_the_jail_has_neither_the_checks_nor_what_they_compare_with(grade):
    marks = grade(
        thief={"answer-balance": STEALS},
        reader={"answer-balance": RIGHT, "answer-years_to_double": READS},
    )
    assert marks["thief"]["balance"] == "0"
    assert marks["reader"]["balance"] == "2"
    assert marks["reader"]["years_to_double"] == "0"


ODD = {
    "none": "def years_to_double(rate):\n    return None",
    "error": "def years_to_double(rate):\n    raise ValueError(rate)",
    "asserts": "def years_to_double(rate):\n    assert False, rate",
    "exits": "def years_to_double(rate):\n    import os\n    os._exit(0)",
    "skips": "def years_to_double(rate):\n    raise StopIteration",
    "shadow": "class years_to_double(int):\n    __eq__ = lambda self, other: True",
}


def test_a_check_of_asserts_gives_nothing_unless_all_hold(folder, grade):
    answers = {name: {"answer-balance": RIGHT, "answer-years_to_double": ODD[name]} for name in ODD}
    marks = grade(**answers)
    assert {row["years_to_double"] for row in marks.values()} == {"0"}
    assert {row["balance"] for row in marks.values()} == {"2"}
    assert {row["status"] for row in marks.values()} == {"ok"}
    assert "It ends in ValueError." in page_of(folder / "more-marks", "error")
    assert "in the first year" in page_of(folder / "more-marks", "none")
    assert "It ends in RuntimeError." in page_of(folder / "more-marks", "asserts")


def test_an_answer_that_is_not_begun_is_missing_not_wrong(folder, grade):
    grade(half={"answer-balance": RIGHT})
    assert "missing" in page_of(folder / "more-marks", "half")


def test_changed_checks_are_run_again_and_nothing_else_is(folder, tmp_path):
    copy = tmp_path / "own"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*marks*", "more"))
    marked = f"convedu grade {NOTEBOOK} submissions --out marks --seed 4711"
    assert run(marked, copy).returncode == 0
    checks = copy / "exercises/solutions/checks_interest.py"
    checks.write_text(
        checks.read_text().replace("(1 + rate) ** years\n", "(1 + rate) ** years + 1\n")
    )
    ran = run("convedu regrade --out marks", copy)
    assert ran.returncode == 2, "the solution fails the check that was damaged"
    assert "full marks" in ran.stderr
    checks.write_text(checks.read_text().replace(" + 1\n", "\n").replace("simple-", "simplest-"))
    ran = run("convedu regrade --out marks", copy)
    assert ran.returncode == 0, ran.stderr
    assert "simplest-interest" in (copy / "marks/report.html").read_text(encoding="utf-8")


def test_an_essay_gets_its_points_from_a_person(tmp_path):
    need.sandbox()
    ran = run(
        "convedu new-exercise trip --essay why; convedu release; mkdir in; "
        "cp exercises/trip.ipynb in/none.ipynb; cp exercises/solutions/trip.ipynb in/ada.ipynb; "
        "convedu check in/ada.ipynb; echo student,why > why.csv; echo ada,1.5 >> why.csv; "
        "convedu grade exercises/solutions/trip.ipynb in --out marks",
        tmp_path,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    marks = rows(tmp_path / "marks")
    assert (marks["ada"]["why"], marks["ada"]["status"]) == ("0", "needs a person: why")
    assert (marks["none"]["why"], marks["none"]["status"]) == ("0", "ok")
    assert "a person asked for it" in page_of(tmp_path / "marks", "ada")
    assert run("convedu override --from why.csv --out marks --yes", tmp_path).returncode == 0
    assert rows(tmp_path / "marks")["ada"]["why"] == "1.5"


def test_workers_of_a_cluster_get_the_checks_with_the_exercise(folder, tmp_path):
    need.distributed()
    machines = ByHand(PAGE.parent.parent, tmp_path)
    try:
        machines.scheduler()
        machines.worker()
        command = f"convedu grade {NOTEBOOK} submissions --out cluster --seed 4711"
        ran = run(f"DASK_CONFIG={os.devnull} {command} --scheduler {machines.address}", folder)
    finally:
        machines.close()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    marks = [(folder / out / "grades.csv").read_text() for out in ("cluster", "marks")]
    assert marks[0] == marks[1]
