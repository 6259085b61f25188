"""Bugs that are a right answer with a part of its source edited."""

import pytest

from convedu.checks.answers import Edited
from convedu.checks.bank import bank, edited, words
from convedu.checks.cases import NoPrediction
from convedu.checks.number import Wrong, known_values, number_check
from tests.checks.test_checks import FUNCTION_CHECKS


def _area(width, height):
    return width * height + 0


def _of(*edits):
    return edited(_area, {"some": edits})["some"]


def test_an_edit_replaces_each_place_and_several_are_made_together():
    doubled, both = _of("width * -> 2 * width *", ["* -> +", "+ 0 -> + 1"])
    assert doubled(2, 5) == 20
    assert both(2, 5) == 8
    assert _area(2, 5) == 10


def test_an_edit_may_remove_something():
    assert _of(" * height ->")[0](2, 5) == 2


def test_an_edit_is_made_in_the_first_answer_that_has_what_it_replaces():
    def added_up(width, height):
        return sum(width for _ in range(height))

    edits = {"some": ["width * -> 2 * width *", "(height) -> (height - 1)"]}
    doubled, short = edited(_area, edits, added_up)["some"]
    assert (doubled(2, 5), short(2, 5)) == (20, 8)
    with pytest.raises(ValueError, match="_area has not all to replace 'depth'"):
        edited(_area, {"some": ["depth -> 1"]}, added_up)["some"][0](2, 5)


def test_an_edit_may_say_that_people_do_different_things():
    (answer,) = _of("return -> if width > 2: raise NoPrediction\n    return")
    assert answer(2, 5) == 10
    with pytest.raises(NoPrediction):
        answer(3, 5)


def test_an_edit_of_what_is_not_there_is_refused():
    with pytest.raises(ValueError, match="_area has not all to replace 'depth' by '1'"):
        _of("depth -> 1")[0](2, 5)
    with pytest.raises(ValueError, match="expected an edit as 'old -> new', got 'depth'"):
        _of("depth")


def test_an_edit_follows_another_as_far_as_that_leaves_what_it_needs():
    sum_for_product, one_more, gone = _of("* -> +", "+ 0 -> + 1", "width * height -> 1")
    assert sum_for_product.and_then(one_more)(2, 5) == one_more.and_then(sum_for_product)(2, 5) == 8
    assert not sum_for_product.and_then(gone).applies
    assert not gone.and_then(sum_for_product).applies


@pytest.mark.filterwarnings("error")
def test_two_edits_that_nobody_would_make_together_are_no_warning():
    one, other = _of("+ 0 -> + 2", "return -> return 5 if width else 2[0]\n    return")
    assert one.and_then(other)(2, 5) == 5


def test_each_edit_of_the_checks_applies():
    edits = [
        bug for check in FUNCTION_CHECKS for bug in check.bugs if isinstance(bug.answer, Edited)
    ]
    assert edits
    assert not [
        f"{bug.answer.rights[0].__module__}: {bug.name}" for bug in edits if not bug.answer.applies
    ]


def test_words_have_edits_beside_the_message_or_for_a_shared_one(tmp_path):
    (tmp_path / "check.toml").write_text(
        '[bugs]\nshort = ["It is short.", "a -> b", ["c -> d", "e -> f"]]\nlong = "It is long."\n'
        '[edits]\nshared = ["a -> c"]\n'
    )
    said = words(str(tmp_path / "check.py"))
    assert said.bugs == {"short": "It is short.", "long": "It is long."}
    assert said.edits == {"short": ["a -> b", ["c -> d", "e -> f"]], "shared": ["a -> c"]}


def test_a_wrong_number_has_its_values_beside_the_message(tmp_path):
    (tmp_path / "check.toml").write_text(
        '[wrong.answer]\nshort = ["too short.", "N - 1", "N // 2"]\nlong = "too long."\n'
    )
    said = words(str(tmp_path / "check.py"))
    assert said.wrong == {"answer": {"short": "too short.", "long": "too long."}}
    wrong = known_values(said, "answer", {"N": 8})
    assert [(w.name, w.value, w.message) for w in wrong] == [
        ("short", 7, "too short."),
        ("short", 4, "too short."),
    ]


def test_a_number_before_a_message_is_that_of_the_hint_about_it(tmp_path):
    (tmp_path / "check.toml").write_text(
        '[bugs]\nshort = [2, "It is short.", "a -> b"]\n"long/too" = [3, "It is long."]\n'
        '[wrong.answer]\nlate = [3, "too late.", "9"]\n[first_hint]\n2 = ["other"]\n'
    )
    said = words(str(tmp_path / "check.py"))
    assert said.bugs == {"short": "It is short.", "long/too": "It is long."}
    assert said.edits == {"short": ["a -> b"]}
    assert said.wrong == {"answer": {"late": "too late."}}
    assert said.hints.first == {"short": 2, "long": 3, "late": 3, "other": 2}


def test_what_is_shared_is_said_unless_a_check_says_it_itself(tmp_path):
    (tmp_path / "shared.toml").write_text('[first_hint]\n2 = ["one"]\n[bugs]\none = "a"\ntwo = "b"')
    (tmp_path / "own.toml").write_text('[first_hint]\n3 = ["two"]\n[bugs]\ntwo = "c"')
    shared = words(str(tmp_path / "shared.py"))
    own = words(str(tmp_path / "own.py"), shared)
    assert own.hints.first == {"one": 2, "two": 3}
    bugs = bank(own.bugs, {"one": abs, "two": abs}, shared)
    assert {bug.name: bug.message for bug in bugs} == {"one": "a", "two": "c"}
    with pytest.raises(ValueError, match="three"):
        bank(own.bugs, {"two": abs, "three": abs}, shared)


def test_a_number_check_is_its_numbers_and_the_wrong_ones_of_its_file(tmp_path):
    (tmp_path / "size.toml").write_text(
        'hints = ["one", "two", "three"]\n'
        '[right]\nwidth = ["SIDE - 4", "{SIDE} - 4", {within = 0.5}]\n'
        'height = ["SIDE / 3", "9 / 3"]\n'
        '[bugs]\ntwice = [2, "twice as much."]\n'
        '[values.width]\ntwice = ["2 * value"]\n[wrong.width]\nknown = "said anew."\n'
        '[wrong.each]\nside = ["the side.", "SIDE"]\n'
        '[wrong.together]\nswapped = [3, "Swapped.", "4", "5"]\n'
    )
    known = {"width": (Wrong("known", 1, "said before."),)}
    check = number_check(str(tmp_path / "size.py"), {"SIDE": 9}, known=known)
    width, height = check.numbers["width"], check.numbers["height"]
    assert (width.value, width.calculation, width.within) == (5, "9 - 4", 0.5)
    assert {(w.name, w.value, w.message) for w in width.wrong} == {
        ("twice", 10, "twice as much."),
        ("known", 1, "said anew."),
        ("side", 9, "the side."),
    }
    assert height.value == 3
    of_any_ratio = {w.name: w.value for w in height.wrong}
    assert of_any_ratio["upside-down"] == pytest.approx(1 / 3)
    assert of_any_ratio["difference"] == 6
    assert of_any_ratio["side"] == 9
    assert check.together == ((Wrong("swapped", 4, "Swapped."), Wrong("swapped", 5, "Swapped.")),)
    assert check.hints.about("swapped") == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[wrong.width]\nlong = "too long."\n', "width has no wrong value for the message of long"),
        ('[values.width]\nlong = ["9"]\n', "width has no message for the wrong value of long"),
    ],
)
def test_a_wrong_number_without_its_message_or_its_value_is_refused(text, said, tmp_path):
    (tmp_path / "size.toml").write_text('[right]\nwidth = ["5", "2 + 3"]\n' + text)
    with pytest.raises(ValueError, match=said):
        number_check(str(tmp_path / "size.py"), {})
