"""Cell by cell, nbgrader's own marks: of honest, wrong and accidental notebooks, and of cheats."""

import nbformat
import pytest

from convedu.grading.exercise import load
from convedu.grading.model import WAITING

from . import record
from .assignments import ALL, KINDS, WORDS
from .marking import engine_for, mark, points
from .submissions import HOSTILE, RELEASE

TASKS = {"histogram"}
# Where we differ from nbgrader, knowingly: see docs/nbgrader.md.
OTHERWISE = {
    ("words-and-numbers", "warns", "standardise_constant"): 1.0,  # a warning is no mistake
}
CAUGHT = {"transforms the input"}  # no test could fail: a person looks at it
MARKED = [
    (name, submitted)
    for name, one in ALL.items()
    for submitted, marks in one.marks.items()
    if marks is not None and submitted not in CAUGHT
]


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    """Return a function from an assignment's name to its engine."""
    started = {}

    def start(name):
        if name not in started:
            path = ALL[name].lay_out(tmp_path_factory.mktemp("source"))
            started[name] = engine_for(load.load(path))
        return started[name]

    yield start
    for engine in started.values():
        engine.close()


@pytest.mark.sandbox
@pytest.mark.parametrize(("name", "submitted"), MARKED)
def test_a_notebook_gets_nbgraders_own_marks(name, submitted, engines):
    engine = engines(name)
    found = points(engine.exercise, mark(engine, ALL[name].submitted[submitted])[0])
    recorded = ALL[name].marks[submitted]
    wanted = {check: mark or 0 for check, mark in recorded.items() if check not in TASKS}
    for check in wanted:
        wanted[check] = OTHERWISE.get((name, submitted, check), wanted[check])
    assert found == wanted


def test_much_is_compared():
    cells = [
        (worth, name)
        for name, submitted in MARKED
        for worth in ALL[name].marks[submitted].values()
        if worth is not None
    ]
    assert len(cells) > 800
    assert {name for _, name in cells} == set(ALL)
    assert sum(worth > 0 for worth, _ in cells) > 300 < sum(worth == 0 for worth, _ in cells)


@pytest.mark.sandbox
def test_whoever_makes_all_tests_pass_is_left_to_a_person(engines):
    engine = engines(WORDS.name)
    (caught,) = CAUGHT
    assert sum(mark or 0 for mark in WORDS.marks[caught].values()) == 22, "nbgrader gives all"
    found, remarks = mark(engine, WORDS.submitted[caught])
    assert sum(points(engine.exercise, found).values()) == 0
    tests = {check.name for check in engine.exercise.checks if not check.by_person}
    assert {found[name].state for name in tests} == {WAITING}
    assert remarks == [
        "A test that must fail has passed in this notebook: a person has to look at it."
    ]
    right, said = mark(engine, WORDS.submitted["right"])
    assert sum(points(engine.exercise, right).values()) == 22
    assert said == []


LOST = {  # nbgrader could not mark these at all
    ("words-and-numbers", "exits hard"): 0.0,
    ("kinds", "answers_twice"): 46.5,
    ("kinds", "flags"): 46.5,
}


@pytest.mark.sandbox
@pytest.mark.parametrize(("name", "submitted"), LOST)
def test_what_nbgrader_cannot_mark_is_marked(name, submitted, engines):
    assert ALL[name].marks[submitted] is None
    engine = engines(name)
    found = points(engine.exercise, mark(engine, ALL[name].submitted[submitted])[0])
    assert found.keys() == {check.name for check in engine.exercise.checks}
    assert sum(found.values()) == LOST[name, submitted]


@pytest.mark.sandbox
def test_marks_are_the_same_twice(engines):
    engine = engines(KINDS.name)
    for submitted in ("right", "wrong", "stops"):
        first = mark(engine, KINDS.submitted[submitted])
        assert mark(engine, KINDS.submitted[submitted]) == first


def test_learners_get_what_nbgrader_would_give_them():
    ours = nbformat.reads(load.learners_copy(WORDS.source), as_version=4)
    theirs = nbformat.read(RELEASE, as_version=4)
    assert [cell.source for cell in ours.cells] == [cell.source for cell in theirs.cells]
    assert not any(cell.get("outputs") for cell in ours.cells)


@pytest.mark.soak
@pytest.mark.skipif(record.find() is None, reason="nbgrader is in none of the locks")
@pytest.mark.parametrize("name", ALL)
def test_the_record_is_what_nbgrader_says_today(name, tmp_path):
    one = ALL[name]
    release = nbformat.reads(record.released(record.find(), tmp_path, one), as_version=4)
    ours = nbformat.reads(load.learners_copy(one.source), as_version=4)
    assert [cell.source for cell in release.cells] == [cell.source for cell in ours.cells]
    some = [submitted for submitted in one.submitted if submitted not in HOSTILE][:4]
    marks = {submitted: one.marks[submitted] for submitted in some}
    assert record.marks(record.find(), tmp_path, one, some) == marks
