"""What a learner may hand to a check, and set or call in an answer, ends in a sentence."""

import sys
from functools import lru_cache

import numpy as np
import pytest

from convedu.checks import unit1, unit3
from tests.checks.test_checks import ALL


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


class Compiled:
    """A function as some compilers wrap it: with its names and without its code."""

    def __init__(self, function):
        self.function, self.__globals__ = function, function.__globals__

    def __call__(self, *args):
        return self.function(*args)


class Silent(Exception):
    """An error that cannot say what it is."""

    def __str__(self):
        raise TypeError


def _raising(error):
    def relu(x):
        raise error

    return relu


@pytest.mark.parametrize(
    "relu", [Compiled(_raising(KeyError())), lru_cache(_raising(KeyError())), _raising(Silent())]
)
def test_an_answer_that_fails_in_an_odd_way_is_an_error(relu):
    assert "stopped with an error" in unit3.relu(relu).message


def _notebook(source):
    names = {"np": np}
    exec(source, names)
    return names


CALLING = """
def convolve2d(image, kernel):
    def turned(picture):
        return {call}
    return turned(image)
"""
NOTHING = "`convolve2d` calls `correlate2d`, which returns nothing (None): is it finished? "


@pytest.mark.parametrize("call", ["correlate2d(picture, kernel)", "between(picture, kernel) + 1"])
@pytest.mark.parametrize("body", ["pass", "...", "return None", "print(image)"])
def test_a_helper_that_returns_nothing_is_named(body, call, capsys):
    between = "def between(image, kernel):\n    return correlate2d(image, kernel)\n"
    source = f"{between}def correlate2d(image, kernel):\n    {body}\n{CALLING.format(call=call)}"
    assert unit1.convolve2d(_notebook(source)["convolve2d"]).message.startswith(NOTHING)


@pytest.mark.parametrize("body", ["return 0", "raise ValueError", "yield 0"])
def test_a_helper_that_returns_something_is_not_named(body):
    source = CALLING.format(call="correlate2d(picture, kernel)")
    source += f"def correlate2d(image, kernel):\n    {body}"
    assert "is it finished" not in unit1.convolve2d(_notebook(source)["convolve2d"]).message


def test_a_helper_that_returns_nothing_is_not_named_where_nothing_comes_of_it():
    source = "def show(x):\n    print(x)\ndef relu(x):\n    show(x)\n    return abs(x)"
    assert "is it finished" not in unit3.relu(_notebook(source)["relu"]).message


def test_the_function_of_another_exercise_is_told():
    other = _notebook("def conv1d_valid(x, w):\n    return x")["conv1d_valid"]
    message = unit1.correlate2d(other).message
    assert message.startswith("The check got `conv1d_valid`: it is about `correlate2d`. ")


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.name)
def test_a_function_of_the_unit_never_stops_a_check(check):
    """Not even one that asks for numbers."""
    unit = sys.modules[f"convedu.checks.{check.name.partition('/')[0]}"]
    asked = [vars(one) for one in (getattr(unit, name) for name in unit.__all__)]
    name = next(facts["reference"].__name__ for facts in asked if "reference" in facts).lstrip("_")
    other = _notebook(f"def {name}(*given):\n    return None")[name]
    assert check(*[other] * len(getattr(check, "numbers", "1"))).fraction < 1


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
