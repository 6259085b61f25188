"""An assignment in nbgrader's own format gets nbgrader's marks, and attacks get nothing."""

import json

import nbformat
import pytest

from convedu.grading import exercise, nbgrader_format
from convedu.grading.engine import Engine
from convedu.grading.limits import Limits
from convedu.grading.marks import WAITING
from convedu.grading.merge import merge
from convedu.grading.read import parse
from tests import need
from tests.nbgrader import record
from tests.nbgrader.submissions import HONEST, HOSTILE, MARKS, RELEASE, SOURCE, notebook

RECORDED = json.loads(MARKS.read_text(encoding="utf-8"))["marks"]
TASKS = {"histogram"}
# Where we differ from nbgrader for an honest submission, knowingly: see docs/nbgrader.md.
OTHERWISE = {
    "tally_works": 0.0,  # its tests need the learner's objects: a person marks it
    ("warns", "standardise_constant"): 1.0,  # a warning is no mistake
}


@pytest.fixture(scope="module")
def unit():
    return exercise.load(SOURCE)


@pytest.fixture(scope="module")
def engine(unit):
    need.sandbox()
    engine = Engine(unit, sandbox="bubblewrap", limits=Limits(seconds=3.0))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def verdicts(engine, unit):
    """Return a function from a submitted notebook's text to verdicts by check."""

    def mark(text):
        found = engine.mark(merge(unit, parse(text.encode()).cells))
        return {verdict.check: verdict for verdict in found}

    return mark


def points(unit, found):
    worth = {check.name: check.points for check in unit.checks}
    return {name: round(worth[name] * one.fraction, 4) for name, one in found.items()}


@pytest.mark.sandbox
@pytest.mark.parametrize("name", HONEST)
def test_an_honest_submission_gets_nbgraders_own_marks(name, unit, verdicts):
    found = points(unit, verdicts(notebook(HONEST[name])))
    wanted = {check: mark or 0 for check, mark in RECORDED[name].items() if check not in TASKS}
    for check in wanted:
        wanted[check] = OTHERWISE.get((name, check), OTHERWISE.get(check, wanted[check]))
    assert found == wanted


@pytest.mark.sandbox
@pytest.mark.parametrize("name", HOSTILE)
def test_an_attack_gains_nothing(name, unit, verdicts):
    assert sum(points(unit, verdicts(notebook(HOSTILE[name]))).values()) == 0
    right = points(unit, verdicts(SOURCE.read_text(encoding="utf-8")))
    assert sum(right.values()) == 21, "the next submission keeps every mark"
