"""Who is meant by what a person has written."""

import pytest

from convedu.grading.gradebook.grades_csv import columns
from convedu.grading.gradebook.own_rules import People, name_variants, unknown

CHECKS = ["conv1d_valid", "correlate2d"]


@pytest.mark.parametrize(
    ("cells", "students"),
    [
        (["Lovelace, Ada"], ["Ada Lovelace"]),
        (["881"], ["Ada Lovelace"]),
        (["", "BEN@example.org"], ["ben"]),
        (["eve"], []),
        (["Ada Lovelace", "ben"], ["Ada Lovelace", "ben"]),  # two that do not agree
        (["Ada Lovelace", "no number of hers"], ["Ada Lovelace"]),
        (["cy", "12"], ["cy (12)"]),  # the number says which of two
    ],
)
def test_a_student_is_found_by_name_number_or_address(cells, students):
    names = [("Ada Lovelace", "881"), ("ben", ""), ("cy (11)", "11"), ("cy (12)", "12")]
    assert People(names).find(cells) == students


def test_a_name_is_the_same_in_either_order_and_with_a_number_behind_it():
    assert name_variants("Lovelace, Ada") == {"adalovelace", "lovelaceada"}
    assert name_variants("Ada Lovelace (881)") < name_variants("Lovelace, Ada")


@pytest.mark.parametrize(
    ("what", "name", "names", "advice"),
    [
        ("check", "corelate2d", CHECKS, "; did you mean 'correlate2d'?"),
        ("check", "x", CHECKS, ", expected one of: conv1d_valid, correlate2d"),
        ("student", "lovelase", ["Ada Lovelace", "eve"], "; did you mean 'Ada Lovelace'?"),
    ],
)
def test_the_nearest_of_the_possible_names_is_said(what, name, names, advice):
    assert unknown(what, name, names) == f"there is no {what} {name!r}{advice}"


def test_a_table_of_marks_names_students_and_checks():
    text = "student,score,max_score,status,layout,conv1d\nada,2,4,ok,folder 100%,2\n"
    assert columns(text) == (["ada"], ["conv1d"])
    assert columns("") == columns("a,b\n1,2\n") == ([], [])
