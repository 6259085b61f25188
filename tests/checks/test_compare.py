"""Counts are compared exactly, real numbers by their own size."""

import numpy as np
import pytest

from convedu.checks import unit1, unit7
from convedu.checks.compare import assignment, close, same

BIASES = np.array([96, 256, 384, 384, 256, 4096, 4096, 1000])


@pytest.mark.parametrize("off", [1, -1, 36])
@pytest.mark.parametrize("count", [96, 37_748_736, 2**40])
def test_a_count_is_right_or_wrong(count, off):
    assert not close(np.array(count + off), np.array(count))
    assert not close(np.array(float(count + off)), np.array(count))
    assert close(np.array(count / 3 * 3), np.array(count)), "worked out with floats"


def test_each_count_stands_for_itself():
    found = BIASES.copy()
    found[0] = 0
    assert close(found, BIASES).tolist() == [False] + [True] * 7


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e6])
def test_a_real_number_is_compared_by_its_own_size(size):
    wanted = np.array([size, 1e5 * size])
    assert close(wanted * (1 + 1e-7), wanted).all()
    assert close(wanted * [1 + 1e-3, 1], wanted).tolist() == [False, True]


def test_sums_in_float32_may_be_off_by_what_it_holds_of_the_largest():
    wanted = np.array([1.0, 4e6 + 0.3])
    assert close((wanted + np.array([0.3, 0])).astype(np.float32), wanted).all()
    assert not close(wanted + np.array([0.3, 0]), wanted).all()


def test_nan_and_infinity_agree_with_nothing_but_themselves():
    assert not close(np.array([np.nan, 1.0]), np.array([1.0, 1.0]))[0]
    assert not close(np.array([np.inf, 1.0]), np.array([1e308, 1.0]))[0]
    assert close(np.array([np.inf, 1.0]), np.array([np.inf, 1.0 + 1e-9])).all()


@pytest.mark.parametrize(("check", "off"), [(unit7.dense1, 1), (unit7.pooled_head, 2)])
def test_a_large_number_by_hand_is_right_to_the_last_digit(check, off, monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    right = [number.value for number in check.numbers.values()]
    assert check(*right).fraction == 1
    assert check(right[0] + off, *right[1:]).fraction == 0.5


def test_a_0_d_array_and_a_whole_float_are_the_number_that_they_are(monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    right = [number.value for number in unit1.one_output.numbers.values()]
    assert unit1.one_output(*(np.array(int(value)) for value in right)).fraction == 1
    assert unit1.one_output(*map(float, right)).fraction == 1


@pytest.mark.parametrize(
    "value",
    [
        np.zeros((2,) * 19),
        np.zeros((6,) * 9, np.int8),
        np.zeros((0,) * 9),
        {f"key{n}": n for n in range(90_000)},
        {"k" * 10**6: "v" * 10**6},
        [[[n] for n in range(1000)] for _ in range(100)],
        ["x" * 10**6] * 1000,
        10**4500,
    ],
    ids=["2**19", "6**9", "empty", "dictionary", "long", "nested", "texts", "number"],
)
def test_of_a_value_is_written_what_can_be_read(value):
    assert 10 < len(assignment("your result", value)) < 16_000


def test_a_value_that_can_be_read_is_written_whole():
    assert assignment("x", {"a": [1, (2.5, None)]}) == "x['a'] = [1, (2.5, None)]"
    assert assignment("x", np.zeros((1, 1, 1, 1))) == "x = [[[[0.]]]]"
    assert assignment("x", [{"k": "v" * 30}] * 3).count("v" * 30) == 3


def test_an_argument_may_have_become_what_is_no_array():
    assert same([[1, 2], [3, 4]], np.array([[1.0, 2.0], [3.0, 4.0]]))
    assert not same([[1, 2], [3, 4]], [[1, 2], [3]])
    assert not same(np.zeros(2), [0, [0, "text"]])
