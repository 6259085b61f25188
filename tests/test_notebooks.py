"""The course's own notebooks, run from top to bottom as a reader and as a learner would.

Nothing is listed here: a new notebook is picked up when it is committed.
"""

import re
from contextlib import closing
from pathlib import Path

import pytest
from nbformat import NotebookNode

from convedu.authoring import NotebookError, execute, read, write
from convedu.authoring.notebook import VERDICT, tags
from convedu.grading.exercise import load
from convedu.grading.model import Job
from convedu.grading.workers.mark_submission import mark_with, open_engine

from .parts import answer, check, code, notebook, prose, run_nbval, shown

ROOT = Path(__file__).parents[1]
LESSONS = sorted(ROOT.glob("notebooks/*.ipynb"))
SOURCES = sorted(ROOT.glob("exercises/solutions/*.ipynb"))
COPIES = sorted(ROOT.glob("exercises/*.ipynb"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def stale_cells(path: Path) -> str:
    """Return which cells nbval refuses and what it says of them; empty if there are none."""
    ids = [cell.id for cell in read(path).cells if cell.cell_type == "code"]
    if not ids:  # the glossary
        return ""
    told = run_nbval(path)
    if told.returncode == 0:
        return ""
    failed = [
        ids[int(number)] for number in re.findall(r"^FAILED .*::Cell (\d+)", told.stdout, re.M)
    ]
    without_colour = re.sub(r"\x1b\[[\d;]*m", "", told.stdout + told.stderr)
    return f"{path.name}: {', '.join(failed)}\n{without_colour}"


def wrong_states(ran: NotebookNode) -> dict[str, list[str]]:
    """Return the states of the checks that do not say, once and only, "missing"."""
    states = {
        cell.id: [
            output.data[VERDICT]["state"]
            for output in cell.outputs
            if VERDICT in output.get("data", {})
        ]
        for cell in ran.cells
        if "check" in tags(cell)
    }
    assert states, "the exercise has no check cell"
    return {cell_id: found for cell_id, found in states.items() if found != ["missing"]}


def test_there_are_lessons_and_each_exercise_has_both_forms():
    assert LESSONS
    assert SOURCES
    assert [path.name for path in COPIES] == [path.name for path in SOURCES]


@pytest.mark.parametrize("path", LESSONS + SOURCES, ids=name)
def test_a_new_run_gives_the_stored_outputs(path):
    if told := stale_cells(path):
        pytest.fail(told, pytrace=False)


@pytest.mark.parametrize("path", COPIES, ids=name)
def test_an_empty_exercise_runs_to_its_end_with_every_check_still_missing(path):
    ran = execute(read(path), path.parent)  # raises if a cell does
    assert wrong_states(ran) == {}


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_marking_gives_each_exercise_its_own_solutions_points(path):
    job = Job(load.load(path), 4711, "none")
    with closing(open_engine(job)) as engine:
        result = mark_with(engine, job, path.read_bytes(), {})
    assert {verdict.check: verdict.state for verdict in result.verdicts} == {
        check.name: "correct" for check in job.exercise.checks
    }


# The three helpers above, shown to notice what they are for.


def test_a_stale_output_is_reported_with_its_cell(tmp_path):
    path = tmp_path / "stale.ipynb"
    write(
        notebook(
            prose("title", "# T"),
            code("good", "x = 6"),
            code("look", "6 * 7", shown(text_plain="41")),
        ),
        path,
    )
    told = stale_cells(path)
    assert told.startswith("stale.ipynb: look\n")
    assert "Cell outputs differ" in told


SAY = f"""def say(state):
    display({{"text/plain": state, {VERDICT!r}: {{"state": state}}}}, raw=True)"""


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        ('say("missing")', {}),
        ('say("correct")', {"check-double": ["correct"]}),
        ("None", {"check-double": []}),
        ('say("missing")\nsay("missing")', {"check-double": ["missing", "missing"]}),
    ],
)
def test_a_check_that_does_not_say_missing_is_noticed(tmp_path, call, wrong):
    made = notebook(code("setup", SAY), answer("double", "x = ..."), check("double", call))
    assert wrong_states(execute(made, tmp_path)) == wrong


def test_an_exercise_that_shows_a_traceback_is_noticed(tmp_path):
    made = notebook(prose("title", "# Double"), code("play", "1 / 0"))
    with pytest.raises(NotebookError, match=r"^play: raises ZeroDivisionError"):
        execute(made, tmp_path)
