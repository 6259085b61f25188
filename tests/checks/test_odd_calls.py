"""What a learner may hand to a check, and set or call in an answer, ends in a sentence."""

import sys

import numpy as np
import pytest

from convedu.checks import unit1, unit3


@pytest.fixture(autouse=True)
def no_record(monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")


@pytest.mark.parametrize("answers", [(), (abs, abs)])
@pytest.mark.parametrize("check", ["conv1d_valid", "make_kernel", "separable"])
def test_a_wrong_number_of_answers_is_told(check, answers):
    with pytest.raises(TypeError, match=rf"check.{check} got {len(answers)} answers, expected 1: "):
        getattr(unit1, check)(*answers)


@pytest.mark.parametrize(("answer", "named"), [(None, "nothing (None)"), (np, "a module")])
def test_no_function_is_told_what_it_is(answer, named):
    assert f"the check got {named}" in unit3.relu(answer).message


def test_an_exit_is_an_error_of_the_answer():
    verdict = unit3.relu(lambda x: sys.exit(3))
    assert (verdict.state, "SystemExit" in verdict.message) == ("keep working", True)


@pytest.mark.filterwarnings("error")
def test_a_coroutine_is_named_and_python_does_not_warn():
    async def relu(x):
        return np.maximum(x, 0)

    assert "gives a coroutine" in unit3.relu(relu).message


def test_numpy_raising_errors_stops_no_check():
    def strict(x, w):
        np.seterr(all="raise")
        return x

    expected = unit1.conv1d_valid(lambda x, w: x)
    assert unit1.conv1d_valid(strict) == expected
    with np.errstate(all="raise"):
        assert unit1.conv1d_valid(lambda x, w: x) == expected
        assert np.geterr()["divide"] == "raise"
