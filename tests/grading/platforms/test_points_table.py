"""Points for many students are read from one table, all of them or none."""

import pytest

from convedu.grading.common.errors import UserError
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.points_table import read_points
from tests.grading.platforms.marks import UNIT, row

ROWS = [row("Ada Lovelace", "881"), row("ben", "882"), row("Eve Roy"), row("Eve Roy (7)", "7")]


def read(text: str):
    found = read_points(Sheet(text.encode(), "p.csv"), UNIT, ROWS)
    return [(one.student, one.check, one.points, one.comment) for one in found]


@pytest.mark.parametrize(
    "who", ["Ada Lovelace", "ada lovelace", "881", '"Lovelace, Ada"', "ADA LOVELACE"]
)
def test_a_student_is_found_by_name_id_or_login(who):
    assert read(f"student,check,points,comment\n{who},conv2d,3.5,Well.\n") == [
        ("Ada Lovelace", "conv2d", 3.5, "Well.")
    ]


@pytest.mark.parametrize("title", ["id", "login", "email", "Name"])
def test_the_column_may_be_called_otherwise(title):
    assert read(f"{title};check;points\nben@uni.example;padding;0,5\n") == [
        ("ben", "padding", 0.5, "")
    ]


def test_a_column_for_each_check_sets_those_that_are_filled():
    found = read("student,conv2d,padding,comment\nben,2,,Essay read.\n881,,8,\nEve Roy,,,\n")
    assert found == [("ben", "conv2d", 2, "Essay read."), ("Ada Lovelace", "padding", 8, "")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nobody,conv2d,1", "line 3: nobody is called 'nobody'"),
        ("ben,conv9d,1", "there is no check 'conv9d'"),
        ("ben,conv2d,8.5", "points is '8.5', expected 0 to 8 for 'conv2d'"),
        ("ben,conv2d,-1", "points is '-1'"),
        ("ben,conv2d,many", "points is 'many'"),
        ("882,conv2d,2", "'conv2d' of ben is set twice"),
        (",conv2d,2", "nobody is called nothing"),
    ],
)
def test_one_line_that_is_wrong_sets_nothing(line, why):
    with pytest.raises(UserError, match="of which nothing was set") as caught:
        read(f"student,check,points\nben,conv2d,1\n{line}\n")
    assert why in str(caught.value)


def test_who_may_be_two_is_not_guessed():
    with pytest.raises(UserError, match="'EVEROY' may be Eve Roy or Eve Roy"):
        read("student,check,points\nEVEROY,conv2d,1\n")
    assert read("student,check,points\nEve Roy,conv2d,1\n")[0][0] == "Eve Roy"


def test_a_table_without_the_columns_says_which_are_expected():
    with pytest.raises(UserError, match="expected a column student, name, id, login or email"):
        read("a,check,points\n1,conv2d,2\n")
    with pytest.raises(UserError, match="expected the columns check and points, or columns"):
        read("student,points\nben,1\n")
