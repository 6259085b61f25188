"""What is no known mistake gets a name that says how it differs from the right answer."""

from dataclasses import replace

import numpy as np
import pytest

from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck
from convedu.checks.number import Number, NumberCheck, Wrong
from convedu.checks.relations import find_relation


@pytest.fixture(autouse=True)
def no_record(monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")


def _doubled(x, n):
    return 2.0 * x + n


def _cases(rng):
    return [
        Case((rng.random(shape) - 0.5, n)) for n, shape in enumerate([(3, 4), (5, 6), (3, 5)], 2)
    ]


picture = FunctionCheck(
    name="unit0/picture",
    reference=_doubled,
    cases=_cases,
    shares={"values": 1.0},
    hints=("One.",) * 3,
    bugs=(),
)
count = FunctionCheck(
    name="unit0/count",
    reference=lambda n, k, s: (n - k) // s + 1,
    cases=lambda rng: [Case((8, 3, 2)), Case((19, 2, 3)), Case((47, 4, 5)), Case((31, 7, 4))],
    shares={"values": 1.0},
    hints=("One.",) * 3,
    bugs=(),
)
places = FunctionCheck(
    name="unit0/places",
    reference=lambda n, s: [*range(0, n, s)],
    cases=lambda rng: [Case((8, 3)), Case((9, 2)), Case((17, 4))],
    shares={"values": 1.0},
    hints=("One.",) * 3,
    bugs=(),
)


def _partly(y):
    y = y.copy()
    y[1:, 2:] = 0
    return y


def _written_over(x, n):
    for i in range(1, len(x)):
        x[i] = np.sin(9 * x[i - 1]) + x[i]
    return x


def _bordered(y):
    return np.pad(y[1:-1, 1:-1], 1, mode="edge")


def _other_signs(y):
    y = y.copy()
    y[::2] *= -1
    return y


@pytest.mark.parametrize(
    ("check", "answer", "name"),
    [
        (picture, lambda x, n: np.zeros((0, 3)), "empty"),
        (picture, lambda x, n: 0.0 * x, "all-zero"),
        (picture, lambda x, n: 7, "always-the-same"),
        (picture, lambda x, n: 1.5 * _doubled(x, n), "scaled"),
        (picture, lambda x, n: _doubled(x, n) + 0.75, "off-by-a-constant"),
        (picture, lambda x, n: _doubled(x, n)[:, None], "other-shape"),
        (picture, lambda x, n: _doubled(x, n)[1:-1], "part-missing"),
        (picture, lambda x, n: np.pad(_doubled(x, n), 2), "too-large"),
        (picture, lambda x, n: np.roll(_doubled(x, n), 1, axis=0), "shifted"),
        (picture, lambda x, n: _doubled(x, n)[[2, 0, 1, *range(3, len(x))]], "other-order"),
        (picture, lambda x, n: _other_signs(_doubled(x, n)), "signs-wrong"),
        (picture, lambda x, n: np.cumsum(_doubled(x, n)).reshape(x.shape), "sum-goes-on"),
        (picture, lambda x, n: _doubled(x, n).max(axis=1), "axis-joined"),
        (picture, lambda x, n: _doubled(x, n)[:, -1], "one-of-them"),
        (picture, lambda x, n: _partly(_doubled(x, n)), "partly-zero"),
        (picture, lambda x, n: np.full_like(x, x[0, 0]), "all-alike"),
        (picture, lambda x, n: _bordered(_doubled(x, n)), "border-wrong"),
        (picture, lambda x, n: np.round(_doubled(x, n), 2), "nearly-right"),
        (picture, lambda x, n: _doubled(x.T, n).T[::-1], "mirrored-output"),
        (picture, lambda x, n: _doubled(x, 2), "argument-not-used"),
        (picture, lambda x, n: _doubled(x[0], n), "one-of-them"),
        (picture, lambda x, n: _doubled(x, n)[9], "index-too-large"),
        (picture, lambda x, n: [[1.0], [1.0, 2.0]], "rows-of-different-length"),
        (picture, lambda x, n: np.stack([_doubled(x, n) - 1, _doubled(x, n)]), "axis-not-joined"),
        (picture, lambda x, n: np.sin(np.stack([x, 9 * x])), "axes-too-many"),
        (picture, lambda x, n: np.sin(9 * x[0, :2]), "axes-too-few"),
        (picture, lambda x, n: np.sin(np.ones((len(x), len(x)))) + x[:1, :1], "square"),
        (picture, lambda x, n: np.sin(9 * x[1:]), "too-few-places"),
        (picture, lambda x, n: np.sin(9 * np.pad(x, 1)), "too-many-places"),
        (picture, _written_over, "input-changed"),
        (picture, lambda x, n: np.sin(9 * x), None),
        (count, lambda n, k, s: (n - k) // s + 2, "one-too-many"),
        (count, lambda n, k, s: (n - k) // s, "one-too-few"),
        (count, lambda n, k, s: 10 * ((n - k) // s + 1), "scaled"),
        (count, lambda n, k, s: (n - k) // (s + 1) + 1, "argument-too-large"),
        (count, lambda n, k, s: n - k + 1, "argument-not-used"),
        (count, lambda n, k, s: (n - s) // k + 1, "arguments-swapped"),
        (count, lambda n, k, s: n * s - k * n, None),
        (places, lambda n, s: [*range(s, n, s)], "too-few-listed"),
        (places, lambda n, s: [*range(0, n, s), 99], "too-many-listed"),
        (places, lambda n, s: [*range(0, n, s)][::-1], "other-order"),
    ],
)
def test_it_is_named_by_what_it_has_to_do_with_the_right_one(check, answer, name):
    verdict = check(answer)
    assert verdict.fraction < 1
    assert verdict.misconception == name


def test_one_wrong_case_tells_nothing_and_what_was_seen_is_said_first():
    right = [np.arange(4.0), np.ones(3)]
    assert find_relation("constant", [2 * right[0], right[1]], right, _doubled) is None
    assert find_relation("constant", [2 * r for r in right], right, _doubled).name == "scaled"
    message = count(lambda n, k, s: (n - k) // s).message
    assert message.startswith("Not the right value. Yours is 2.")
    assert message.endswith("one too small, everywhere.")


def test_entries_that_are_wrong_each_time_are_listed():
    right = [np.arange(6.0).reshape(3, 2), np.ones((3, 4))]
    results = [r + np.array([[0], [1], [9]]) for r in right]
    relation = find_relation("array", results, right, _doubled)
    assert relation.name == "entries-right"
    assert "it is so at 1, 2 along its first axis" in relation.message


def test_a_factor_or_an_amount_that_differs_is_none():
    right = [np.arange(4.0), np.ones(3)]
    assert find_relation("constant", [2 * right[0], 3 * right[1]], right, _doubled) is None
    assert find_relation("constant", [1 + right[0], 2 + right[1]], right, _doubled) is None


@pytest.mark.parametrize(
    ("value", "name"),
    [(21, "off-by-one"), (40, "factor-of-two"), (-20, "sign-reversed"), (200, "decimal-point"),
     (7, "another-answer"), (21.5, None), (77, None)],
)  # fmt: skip
def test_a_number_is_named_by_what_it_has_to_do_with_the_right_one(value, name):
    numbers = {"answer_one": Number(20, "4 * 5"), "answer_two": Number(7, "3 + 4")}
    check = NumberCheck(name="unit0/number", hints=("One.",) * 3, numbers=numbers)
    assert check(value, 7).misconception == name


def test_numbers_that_have_changed_places_are_told_so_unless_one_mistake_explains_it():
    numbers = {"answer_one": Number(20, "4 * 5"), "answer_two": Number(7, "3 + 4")}
    check = NumberCheck(name="unit0/number", hints=("One.",) * 3, numbers=numbers)
    assert check(7, 20).misconception == "swapped"
    assert check(7, 20).message.startswith("`answer_one`, `answer_two`: these are the right")
    known = {
        name: replace(number, wrong=(Wrong("flipped", other, "not that way."),))
        for (name, number), other in zip(numbers.items(), (7, 20), strict=True)
    }
    assert NumberCheck(name="unit0/n", hints=(), numbers=known)(7, 20).misconception == "flipped"
