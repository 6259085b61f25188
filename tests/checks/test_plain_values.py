"""Functions on subjects other than numbers: dictionaries, texts, lists of them, None."""

import pytest

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck

SHARES = {"values": 0.75, "side_effects_and_type": 0.25}


def check(reference, *arguments, bugs=(), shares=SHARES, share="values"):
    return FunctionCheck(
        name="words/reference",
        reference=reference,
        cases=lambda rng: [Case((argument,), share) for argument in arguments],
        bugs=bugs,
        shares=shares,
        hints=(),
    )


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}),
        ({"a": 1}, {"a": 1, "b": 0}),
        ({"a": 1}, {"a": True}),
        ({"a": [1.5, "x"]}, {"a": [1.5, "y"]}),
        (["a", "b"], ["b", "a"]),
        (["a"], "a"),
        (("a", 2), ("a", 3)),
        ([[1, 2], [3]], [[1, 2], [4]]),
        ([None], [0]),
        (None, 0),
        (None, ""),
        ({}, None),
        ({}, []),
    ],
)
def test_a_result_that_is_no_number_is_compared(right, wrong):
    made = check(lambda text: right, "x")
    assert made(lambda text: right).fraction == 1
    assert made(lambda text: wrong).fraction == 0


def test_what_does_not_matter_is_forgiven():
    made = check(lambda text: {"mean": [0.1 + 0.2, "a"]}, "x")
    assert made(lambda text: {"mean": (0.3, "a")}).state == "correct"


def test_a_bug_is_named_by_its_results():
    def count(text):
        return {word: text.lower().split().count(word) for word in text.lower().split()}

    bug = Bug("capitals", "Small letters.", lambda t: {w: t.split().count(w) for w in t.split()})
    made = check(count, "the cat", "The cat and the dog", "", bugs=(bug,))
    assert made(count).state == "correct"
    assert made(lambda text: bug.answer(text)).misconception == "capitals"
    assert made(lambda text: {}).misconception != "capitals"


@pytest.mark.parametrize("arguments", [([[1], [2, 3]],), (None, None), ({"a": [1]},), (["a"], [])])
def test_arguments_of_any_form_are_compared_with_what_they_were(arguments):
    made = check(lambda given: repr(given), *arguments)

    def changes(given):
        said = repr(given)
        if given:
            given.clear()
        return said

    assert made(lambda given: repr(given)).state == "correct"
    assert made(lambda given: 0).state == "keep working"
    assert made(changes).fraction == (1 if arguments[0] is None else 0.75)


def test_a_reference_that_cannot_be_compared_is_refused():
    with pytest.raises(TypeError, match="set gives a set, expected numbers"):
        check(set, "x")(set)


def test_shares_that_would_give_points_for_nothing_are_refused():
    with pytest.raises(ValueError, match=r"words/reference: the shares are 0\.75 together"):
        check(len, "x", shares={"values": 0.75})
    for shares in ({"valeus": 1.0}, {"values": 0.5, "empty": 0.5}):
        with pytest.raises(ValueError, match="expected those that cases have: values"):
            check(len, "x", shares=shares)(len)
