"""Who is to blame: the message names the fault that costs the points, and whose it is."""

import tomllib
import types
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

import convedu.checks
from convedu.checks import counting, number, unit1, unit2, unit3, unit7
from convedu.checks.bank import Hints
from convedu.checks.unit7.diagnose import KNOWN
from convedu.checks.unit8 import _bottleneck
from convedu.checks.verdict import Verdict
from convedu.course import progress_store
from convedu.grading.sandbox import student_session
from convedu.grading.sandbox.jailed import runner
from tests.checks.test_checks import ALL

# What the outcome alone tells.
OF_OUTCOME = {
    "error-not-raised",
    "error-returned",
    "other-error-raised",
    "not-rows-and-columns",
    "input-changed",
}
# What is said once for several checks, each of which has some of these mistakes.
SHARED = {name for shared in (counting, number, _bottleneck) for name in shared.WORDS.hints.first}
STUB = "def correlate2d(image, kernel):\n    raise NotImplementedError"
CALLS = "def convolve2d(image, kernel):\n    return correlate2d(image, kernel[::-1, ::-1])"
LIBRARY = "def convolve2d(image, kernel):\n    return absent.convolve(image, kernel)"
DERIVED = """
class WrongDepth(ValueError):
    pass

def output_shape(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        raise WrongDepth("depths differ")
    return w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1
"""


def _library():
    """Return a module with a function that is none of the learner's."""
    module = types.ModuleType("absent")
    exec(
        compile("def convolve(*args):\n    raise NotImplementedError", "lib", "exec"), vars(module)
    )
    return module


class _InJail:
    """An answer as the jail's program and the session report it."""

    def __init__(self, names, name):
        self.names, self.name = names, name

    def observe_call(self, args):
        header = {"op": "call", "name": self.name, "kwargs": {}}
        sent, back = bytearray(), bytearray()
        header["args"] = [runner.codec.encode(part, sent) for part in args]
        reply = runner.answer(self.names, header, BytesIO(sent), back)
        failure = student_session._failure(reply["failure"])
        value = None if failure else runner.codec.decode(reply["value"], BytesIO(back))
        return {"value": value, "failure": failure, "args": args}


@pytest.fixture(params=["at home", "in a class"])
def answer(request, monkeypatch):
    """Return a function that runs cells and gives the answer that they define."""
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")

    def make(name, *cells):
        names = {"np": np, "absent": _library(), "__name__": "__main__"}
        for place, cell in enumerate(cells):
            assert runner.run_cell(names, cell, f"{name}{place}") == {"failure": None}
        return names[name] if request.param == "at home" else _InJail(names, name)

    return make


def test_an_unfinished_helper_is_named_and_not_the_answer(answer):
    verdict = unit1.convolve2d(answer("convolve2d", STUB, CALLS))
    assert (verdict.state, verdict.fraction) == ("keep working", 0.0)
    assert verdict.misconception == "helper-missing"
    assert "It is `correlate2d`: write that one first." in verdict.message


def test_an_unfinished_answer_is_missing(answer):
    assert unit1.correlate2d(answer("correlate2d", STUB)).state == "missing"


WRAPPED = """
import functools
def timed(function):
    {wraps}
    def call(*args):
        return function(*args)
    return call
"""


@pytest.mark.parametrize("wraps", ["@functools.wraps(function)", ""])
def test_an_unfinished_answer_below_a_decorator_is_missing(answer, wraps):
    cells = WRAPPED.format(wraps=wraps), f"@timed\n{STUB}"
    assert unit1.correlate2d(answer("correlate2d", *cells)).state == "missing"


def test_a_helper_that_gives_nothing_is_told_from_the_error(answer):
    empty = "def correlate2d(image, kernel):\n    pass"
    verdict = unit1.convolve2d(answer("convolve2d", empty, f"{CALLS} + 1"))
    assert verdict.misconception == "nothing-for-value"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("x[len(x)]", "index-too-large"),
        ("x[len(x) / 2]", "fraction-for-whole"),
        ("x[: len(x) / 2]", "fraction-for-whole"),
        ("range(x[2])", "fraction-for-whole"),
        ("x[0, 0]", "axes-miscounted"),
        ("x[0][0]", "axes-miscounted"),
        ("x.sum(axis=1)", "axes-miscounted"),
        ("x[np.ones(len(x) + 1, bool)]", None),
        ("x(0)", "no-function-called"),
        ("[0] * 2.5", "list-for-array"),
        ("list(x)[0, 0]", "list-for-array"),
        ("sum(0)", "number-for-array"),
        ("max([])", "empty-window"),
        ("{x}", "unhashable"),
        ("len()", "arguments-do-not-fit"),
        ("np.zeros(2, 3)", "shape-without-brackets"),
        ("np.add(x, 0.5, out=np.zeros(len(x), int))", "integer-array"),
        ("np.stack([x, x[1:]])", "shapes-do-not-fit"),
        ("np.lib.stride_tricks.sliding_window_view(x, 99)", "window-too-large"),
        ("x < None", "nothing-for-value"),
    ],
)
def test_an_error_is_told_what_it_means(source, name, answer):
    verdict = unit3.relu(answer("relu", f"def relu(x):\n    return {source}"))
    assert (verdict.state, verdict.misconception) == ("keep working", name)


@pytest.mark.parametrize(
    "relu",
    [
        "def relu(x, kept=[]):\n    kept.append(x)\n    return np.maximum(x, 0) + len(kept)",
        "calls = 0\ndef relu(x):\n    global calls\n    calls += 1\n"
        "    return np.ones(len(x) if x.ndim == 1 and calls < 3 else 9)",
        "def relu(x):\n    return np.random.normal(size=x.shape)",
    ],
)
def test_an_answer_that_varies_is_told_so(relu, answer):
    assert unit3.relu(answer("relu", relu)).misconception == "another-result"


def test_an_answer_of_nan_does_not_vary(answer):
    nan = "def relu(x):\n    return np.where(x < -1, np.nan, 3 * x)"
    assert unit3.relu(answer("relu", nan)).misconception != "another-result"


def test_what_a_library_has_not_implemented_is_an_error(answer):
    verdict = unit1.convolve2d(answer("convolve2d", LIBRARY))
    assert verdict.state == "keep working"
    assert "stopped with an error" in verdict.message


def test_an_attempt_with_an_unfinished_helper_counts(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVEDU_PROGRESS", str(tmp_path / "progress.json"))
    names = {}
    for place, cell in enumerate([STUB, CALLS]):
        runner.run_cell(names, cell, str(place))
    unit1.convolve2d(names["convolve2d"])
    assert progress_store.read()["checks"]["unit1/convolve2d"]["attempts"] == 1


def test_an_error_derived_from_the_right_one_is_right(answer):
    assert unit2.output_shape(answer("output_shape", DERIVED)).state == "correct"


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("conv1d_valid = np.zeros(3)", "an array"),
        ("conv1d_valid = [1, 2]", "a `list`"),
        ("conv1d_valid = np.float64(3)", "a number"),
    ],
)
def test_a_value_in_place_of_the_function_is_told_so(answer, cell, what):
    verdict = unit1.conv1d_valid(answer("conv1d_valid", cell))
    assert verdict.misconception == "value-for-function"
    assert f"the check got {what}: pass `conv1d_valid` itself" in verdict.message


def test_a_wrong_value_is_named_before_a_changed_argument(monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")

    def changes_and_rounds(x):
        x[x < 0] = 0
        return x if x.ndim == 1 else np.round(x)

    verdict = unit3.relu(changes_and_rounds)
    assert verdict.fraction < 0.75
    assert "The values are right" not in verdict.message


def test_a_changed_argument_hides_no_mistake(monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")

    def flips_and_changes(image, kernel):
        right = unit1.convolve2d.reference(image, kernel)
        image[0] = 0
        return right

    assert unit1.correlate2d(flips_and_changes).misconception == "flipped-kernel"


@pytest.mark.parametrize("kind", [bool, np.bool_])
def test_a_wrong_truth_value_is_a_wrong_value_where_one_is_asked(kind, monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    right = unit3.border_difference.reference
    verdict = unit3.border_difference(lambda *args: ~right(*args).astype(kind))
    assert verdict.fraction < 1
    assert "expected numbers" not in verdict.message


@pytest.mark.parametrize("name", KNOWN)
def test_of_a_single_total_that_is_missed_the_name_is_told(name, monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    right = unit7.diagnose.reference
    verdict = unit7.diagnose(lambda total: "unknown" if total == KNOWN[name] else right(total))
    assert verdict.misconception == "another-total"
    assert f"`{name}`" in verdict.message


# --- hints ----------------------------------------------------------------------------------


def _card(**more):
    verdict = Verdict("demo", "keep working", 0.0, "Hm.", hints=("one", "two", "three"), **more)
    return verdict._repr_mimebundle_()["text/html"]


def test_the_first_hint_opened_is_about_the_mistake():
    assert "Hint 1" in _card()
    card = _card(first_hint=2)
    assert "<summary>Hint 2</summary>two" in card
    assert "one" not in card


def test_a_check_opens_the_hint_of_a_mistake(monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    for check in (unit1.conv1d_valid, unit3.relu):
        for bug in check.bugs:
            verdict = check(bug.answer)
            assert verdict.first_hint == check.hints.about(bug.name)
    assert (unit1.conv1d_valid.hints.default, unit3.relu.hints.default) == (1, 2)
    assert unit3.relu.hints.about("absolute-value") == 2
    assert unit3.relu.hints.about("largest-of-all + rounded") == 3
    assert unit3.relu.hints.about(None) == 1
    check = unit1.conv1d_valid
    assert check(np.convolve).first_hint != check(lambda x, w: np.convolve(x, w, "valid")[:1])


@pytest.mark.parametrize("check", [check for check in ALL if isinstance(check.hints, Hints)])
def test_a_hint_is_about_a_mistake_that_the_check_knows(check):
    known = {bug.name for bug in getattr(check, "known_bugs", ())}
    known |= {wrong.name for n in getattr(check, "numbers", {}).values() for wrong in n.wrong}
    known |= {wrong.name for some in getattr(check, "together", ()) for wrong in some}
    known |= {name for rules in getattr(check, "rules", {}).values() for name in rules}
    known |= SHARED
    assert check.hints.first.keys() <= known | OF_OUTCOME
    # Of what is in no list the default hint is opened, so that its own list would say nothing.
    assert set(check.hints.first.values()) <= {1, 2, 3} - {check.hints.default}


def test_a_mistake_is_in_one_list_of_hints_at_most():
    for path in Path(convedu.checks.__file__).parent.rglob("*.toml"):
        groups = tomllib.loads(path.read_text(encoding="utf-8")).get("first_hint", {})
        names = [name for some in groups.values() if isinstance(some, list) for name in some]
        assert len(names) == len(set(names)), path.name
