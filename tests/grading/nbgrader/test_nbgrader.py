"""An assignment in nbgrader's own format gets nbgrader's marks, and attacks get nothing."""

import csv
import json
import time

import nbformat
import pytest
from convedu.grading.judge.relay import PRINTED, Relay, WallError

from convedu.grading.exercise import load
from convedu.grading.exercise.model import ExerciseError
from convedu.grading.grade.grade_class import grade
from convedu.grading.grade.results import override
from convedu.grading.judge.nbval_runner import Engine
from convedu.grading.limits import BOUNDS, NEEDS_OBJECTS, Limits
from convedu.grading.model import WAITING, KernelLostError
from convedu.grading.submissions.extract import extract
from convedu.grading.submissions.parse import parse
from tests import need
from tests.nbgrader import record
from tests.nbgrader.submissions import HONEST, HOSTILE, MARKS, RELEASE, SOURCE, notebook
from tests.nbgrader.ways import CARELESS, RIGHT, WAYS, assignment, key

RECORDED = json.loads(MARKS.read_text(encoding="utf-8"))["marks"]
TASKS = {"histogram"}
# Where we differ from nbgrader for an honest submission, knowingly: see docs/nbgrader.md.
OTHERWISE = {
    "tally_works": 0.0,  # its tests need the learner's objects: a person marks it
    ("warns", "standardise_constant"): 1.0,  # a warning is no mistake
}


@pytest.fixture(scope="module")
def unit():
    return load.load(SOURCE)


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
        found = engine.mark(extract(unit, parse(text.encode()).cells))
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


# --- ways in which tests are written ------------------------------------------------------------


@pytest.fixture(scope="module")
def ways():
    """Return what each of the ways' tests says of its own solution, and of a process that ends."""
    need.sandbox()
    text = assignment({**WAYS, "careless": (*CARELESS, RIGHT)}, minor=4, schema=1)
    unit = load.from_text(text, name="ways")
    engine = Engine(unit, sandbox="bubblewrap", limits=Limits(seconds=2.0))
    found = {}
    ended = text.replace(CARELESS[0], "def never(): __import__('os')._exit(0)")
    for place, data in enumerate([text, text, ended.replace("_secret = 42", "pass")]):
        merged = extract(unit, parse(data.encode()).cells)
        found[place] = {verdict.check: verdict for verdict in engine.mark(merged)}
    engine.close()
    return found


@pytest.mark.sandbox
@pytest.mark.parametrize("name", WAYS)
def test_a_test_of_any_kind_is_passed_or_waits_for_a_person(name, ways):
    verdict = ways[0][key(name)]
    assert (verdict.state, verdict.fraction) == WAYS[name][-1], verdict.message
    if verdict.state == WAITING:
        assert "do not cross the wall" in verdict.message


@pytest.mark.sandbox
def test_a_submission_leaves_nothing_for_the_next(ways):
    assert ways[0] == ways[1], "a test has changed what set-up had made"
    assert ways[2]["a-name-with-an-underscore"].fraction == 0, "another learner's name"


@pytest.mark.sandbox
def test_what_belongs_to_a_module_is_whole_again_for_the_next():
    answer = "def longest(words): return max(words, key=len)"
    test = "import keyword\nassert longest(keyword.kwlist) == 'continue'"
    text = assignment({"longest": (answer, test, RIGHT)})
    unit = load.from_text(text, name="longest")
    engine = Engine(unit, sandbox="bubblewrap", limits=Limits(seconds=2.0))
    clears = text.replace("return max(words, key=len)", "return words.clear()")
    found = [engine.mark(extract(unit, parse(data.encode()).cells)) for data in (clears, text)]
    engine.close()
    assert [verdict.fraction for (verdict,) in found] == [0, 1]


@pytest.mark.sandbox
def test_a_process_that_ends_passes_no_test_that_catches_everything(ways):
    assert ways[0]["careless"].fraction == 1
    lost = ways[2]["careless"]
    assert (lost.state, lost.fraction, lost.limit_hit) == ("keep working", 0.0, "died")


@pytest.mark.sandbox
def test_a_loop_that_the_answer_ends_is_no_pass():
    """StopIteration ends a loop over `map(f, cases)`, so that nothing is compared in it."""
    loop = "for got, want in zip(map(square, [1, 2]), [1, 4]):\n    assert got == want"
    text = assignment({"loop": ("def square(x): return x * x", loop, RIGHT)})
    unit = load.from_text(text, name="loop")
    engine = Engine(unit, sandbox="bubblewrap", limits=Limits(seconds=2.0))
    data = text.replace("return x * x", "raise StopIteration")
    (verdict,) = engine.mark(extract(unit, parse(data.encode()).cells))
    engine.close()
    assert (verdict.state, verdict.fraction) == (WAITING, 0.0)


@pytest.mark.sandbox
def test_a_test_that_takes_too_long_costs_the_next_learner_nothing(monkeypatch):
    """A test may count up to whatever a learner returns."""
    monkeypatch.setattr("convedu.grading.judge.nbval_runner.CHECK_SECONDS", 1.0)
    text = assignment({"slow": ("def last(): return 9", "assert sum(range(last())) == 36", RIGHT)})
    unit = load.from_text(text, name="slow")
    engine = Engine(unit, sandbox="bubblewrap", limits=Limits(seconds=2.0))
    slow = text.replace("return 9", "return 10**12")
    with pytest.raises(KernelLostError, match="in time"):
        engine.mark(extract(unit, parse(slow.encode()).cells))
    (verdict,) = engine.mark(extract(unit, parse(text.encode()).cells))
    engine.close()
    assert verdict.fraction == 1


COLLIDING = {
    "numbers": "[(2**61 - 1) * i for i in range(60_000)]",
    "lists": "[[(2**61 - 1) * i, 7] for i in range(30_000)]",
    "complex numbers": "[complex(-1000003 * i, i) for i in range(60_000)]",
}


@pytest.mark.sandbox
def test_values_that_were_chosen_to_have_one_hash_cost_their_own_check_and_no_time():
    """A set of them would take minutes in the process that runs the tests."""
    right = "def values(n): return list(range(n))"
    tests = "of = lambda it: tuple(it) if isinstance(it, list) else it\n"
    tests += "assert len(set(map(of, values(9)))) == 9"
    other = ("def one(): return 1", "assert one() == 1", RIGHT)
    text = assignment({"collide": (right, tests, RIGHT), "other": other})
    unit = load.from_text(text, name="collide")
    engine = Engine(unit, sandbox="bubblewrap", limits=Limits(seconds=2.0))
    start = time.monotonic()
    for hostile in COLLIDING.values():
        data = text.replace("list(range(n))", hostile)
        own, others = engine.mark(extract(unit, parse(data.encode()).cells))
        assert (own.state, own.fraction, others.fraction) == ("keep working", 0.0, 1.0)
    took = time.monotonic() - start
    powers = text.replace("list(range(n))", "[2**k for k in range(9)]")
    own, others = engine.mark(extract(unit, parse(powers.encode()).cells))
    engine.close()
    assert (own.fraction, others.fraction) == (1.0, 1.0)
    assert took < 20, "each would take minutes"


class Prints:
    """A session whose learner's process prints much in each call."""

    def observe(self, *_, **__):
        reply = {"out": "\N{GRINNING FACE}" * (1 << 16)}
        return {"value": 1, "failure": None, "args": [], "reply": reply}


def test_what_the_calls_of_a_check_print_is_bounded(capsys):
    relay = Relay(Prints(), {})
    for _ in range(2):
        relay.new_check()
        for _ in range(100):
            assert relay.call("f", (), {}) == 1
        assert len(capsys.readouterr().out) == PRINTED


class Says:
    """A session whose learner's process reports the same failure of each call."""

    def __init__(self, kind):
        text = "the hidden input is 4711"
        self.failure = {"kind": kind, "type": "Hidden4711", "line": 1, "text": text, "function": ""}

    def observe(self, *_, **__):
        return {"value": None, "failure": self.failure, "args": [], "reply": {"bases": ["Hidden"]}}


@pytest.mark.parametrize("kind", [*BOUNDS, NEEDS_OBJECTS, "error"])
def test_no_word_of_a_learners_reaches_the_message_of_a_hidden_test(kind):
    relay = Relay(Says(kind), {})
    with pytest.raises(WallError):
        abs(relay.call("f", (4711,), {}))  # an object that did not cross can be asked for nothing
    assert relay.trouble["text"].startswith(("`f` ", "Its tests need objects"))
    assert "4711" not in relay.trouble["text"]


# --- what is read ---------------------------------------------------------------------------------


def test_learners_get_what_nbgrader_would_give_them():
    ours = nbformat.reads(load.learners_copy(SOURCE.read_text(encoding="utf-8")), as_version=4)
    theirs = nbformat.read(RELEASE, as_version=4)
    assert [cell.source for cell in ours.cells] == [cell.source for cell in theirs.cells]
    assert not any(cell.get("outputs") for cell in ours.cells)


def test_cells_have_their_roles(unit):
    judged = {check.name: check.judge for check in unit.checks}
    assert {name for name, judge in judged.items() if judge == "person"} == {
        "own_text",
        "why_median",
    }
    assert {answer.id for answer in unit.answers if answer.kind == "text"} == {"why_median"}
    assert unit.points == 27
    assert "mean" in unit.names
    assert "EmptyError" in unit.given
    assert unit.notes == ("The task `histogram` (2 points) is not marked here, nor counted.",)
    run = [cell.source for cell in nbformat.reads(unit.judge, as_version=4).cells]
    assert "mean(HEIGHTS)" not in run, "a cell that only shows something is not run"
    assert any("counts = count_words(POEM)" in text for text in run)
    order = [step.id for step in unit.steps if step.kind != "setup"]
    assert order[:3] == ["mean", "mean_exists", "mean_values"]


def test_hidden_lines_are_not_shown(unit):
    check = next(check for check in unit.checks if check.name == "mean_values")
    assert check.shown[1] == "assert mean([2, 4]) == 3"
    assert not any("1.75" in line or "HIDDEN" in line for line in check.shown)


@pytest.mark.parametrize("schema", [1, 2, 3])
def test_every_schema_is_read(schema):
    ways = {"one": ("def f(): return 1", "assert f() == 1")}
    found = load.from_text(assignment(ways, schema=schema), name="ways")
    assert [check.points for check in found.checks] == [2]
    assert found.names == {"f": "answer-one"}


def test_an_answer_that_has_lost_its_metadata_is_found_where_cells_have_no_ids():
    text = assignment({"one": ("def f(): return 1", "assert f() == 1")}, minor=4)
    unit = load.from_text(text, name="ways")
    bare = json.loads(text)
    for cell in bare["cells"]:
        cell["metadata"] = {}
    merged = extract(unit, parse(json.dumps(bare).encode()).cells)
    assert merged.text("answer-one") == "def f(): return 1"


def changed(change) -> str:
    text = json.loads(assignment({"one": ("def f(): return 1", "assert f() == 1")}))
    answer, test = text["cells"][-2:]
    change(text, answer, test)
    return json.dumps(text)


def twice(text, answer, test):
    answer["metadata"]["nbgrader"]["grade_id"] = "one"


def newer(text, answer, test):
    test["metadata"]["nbgrader"]["schema_version"] = 4


def nameless(text, answer, test):
    del test["metadata"]["nbgrader"]["grade_id"]


def other_language(text, answer, test):
    text["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}


def automatic(text, answer, test):
    test["source"] = "### AUTOTEST f()"


def open_region(text, answer, test):
    test["source"] += "\n### BEGIN HIDDEN TESTS\nassert f() > 0"


def solution_outside(text, answer, test):
    text["cells"][1]["source"] += "\n### BEGIN SOLUTION\nf = 3\n### END SOLUTION"


def graded_text(text, answer, test):
    test.update(cell_type="markdown")
    del test["outputs"], test["execution_count"]


def negative(text, answer, test):
    test["metadata"]["nbgrader"]["points"] = -1


def no_python(text, answer, test):
    test["source"] = "assert f( =="


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (twice, "grade_ids are used twice: one"),
        (newer, "schema_version is 4, expected at most 3"),
        (nameless, "has no grade_id"),
        (other_language, "written in R, expected Python"),
        (automatic, "AUTOTEST"),
        (open_region, "BEGIN HIDDEN TESTS without END"),
        (solution_outside, "is no solution cell"),
        (graded_text, "must be both solution and graded"),
        (negative, "points is -1, expected a number >= 0"),
        (no_python, "'one' is not Python"),
    ],
)
def test_what_cannot_be_marked_is_refused_with_its_cell(change, said):
    with pytest.raises(ExerciseError, match=said):
        load.from_text(changed(change), name="ways")


# --- a class --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    need.sandbox()
    folder = tmp_path_factory.mktemp("class")
    text = nbformat.read(SOURCE, as_version=4)
    for cell in text.cells:  # an empty notebook passes it
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "mean_exists":
            cell.metadata.nbgrader.points = 1
    (folder / "in").mkdir()
    nbformat.write(text, folder / SOURCE.name)
    for name in ("right", "empty"):
        (folder / "in" / f"{name}.ipynb").write_text(notebook(HONEST[name]), encoding="utf-8")
    grade(folder / SOURCE.name, folder / "in", folder / "out", sandbox="bubblewrap", workers=1)
    return folder


def row(folder, student):
    with open(folder / "out" / "grades.csv", encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if row["student"] == student)


@pytest.mark.sandbox
def test_a_class_is_marked_and_what_waits_for_a_person_is_said(marked):
    assert row(marked, "right")["score"] == "22"
    assert row(marked, "right")["status"] == f"{WAITING}: tally_works, own_text, why_median"
    assert (row(marked, "empty")["score"], row(marked, "empty")["status"]) == ("1", "ok")
    report = (marked / "out" / "report.html").read_text(encoding="utf-8")
    for said in (
        "<code>mean_exists</code> gives 1 of 1 points to an empty notebook.",
        "<code>own_text</code> needs a person",
        "<code>tally_works</code> needs a person",
        "The task <code>histogram</code> (2 points) is not marked here",
    ):
        assert said in report
    page = (marked / "out" / "feedback" / "empty.html").read_text(encoding="utf-8")
    assert "HIDDEN" not in report + page


@pytest.mark.sandbox
def test_a_person_sets_the_points_that_wait(marked):
    override(marked / "out", "right", "own_text", 2.5, comment="Well told.")
    override(marked / "out", "right", "why_median", 2)
    override(marked / "out", "right", "tally_works", 1)
    assert row(marked, "right")["score"] == "27.5"
    assert row(marked, "right")["status"] == "ok"
    page = (marked / "out" / "feedback" / "right.html").read_text(encoding="utf-8")
    assert "Few are rich" in page
    assert "Well told." in page


# --- nbgrader itself, where there is one ----------------------------------------------------------


@pytest.mark.soak
@pytest.mark.skipif(record.find() is None, reason="nbgrader is in none of the locks")
def test_the_record_is_what_nbgrader_says_today(tmp_path):
    release = nbformat.reads(record.released(record.find(), tmp_path), as_version=4)
    kept = nbformat.read(RELEASE, as_version=4)
    assert [cell.source for cell in release.cells] == [cell.source for cell in kept.cells]
    some = {name: HONEST[name] for name in ("right", "capitals", "new lists", "warns")}
    assert record.marks(record.find(), tmp_path, some) == {name: RECORDED[name] for name in some}
