"""Tables of extensions, groups and points: what is read, and what is refused by its line."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from convedu.grading.common.errors import UserError
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.own_tables import (
    read_extensions,
    read_groups,
    read_points,
    unread,
)
from tests.grading.platforms.marks import UNIT, row

DUE = datetime(2026, 11, 20, 23, 59, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def table(tmp_path):
    def write(text):
        path = tmp_path / "x.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("student,hours\nada,48\n", "2026-11-22T23:59:00+01:00"),
        ('Name;Hours\r\n"Lovelace, Ada";1.5\r\n', "2026-11-21T01:29:00+01:00"),
        ("id,due\n7,2026-11-25T12:00+00:00\n", "2026-11-25T12:00:00+00:00"),
        ("\ufefflogin,due,hours\nada,,24\n\n,,\n", "2026-11-21T23:59:00+01:00"),
    ],
)
def test_a_date_or_hours_are_read(table, text, due):
    (entry,) = read_extensions(table(text), DUE)
    assert entry.value == due


def test_a_date_without_an_offset_is_in_local_time(table, monkeypatch):
    (entry,) = read_extensions(table("student,due\nada,2026-11-25T12:00\n"), DUE)
    local = datetime(2026, 11, 25, 12).astimezone()
    assert datetime.fromisoformat(entry.value) == local.astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("student,hours\nada,24\nbob,two\n", "line 3, column hours: is 'two', expected hours"),
        ("student,hours\nada,-1\n", "line 2, column hours: is '-1'"),
        ("student,hours\nada,nan\n", "line 2, column hours"),
        ("student,hours\nada,999999\n", "line 2, column hours"),
        ("student,hours\nada,\n", "line 2, column hours: is empty"),
        ("student,due\nada,\n", "line 2, column due: is empty"),
        ("student,due\nada,tomorrow\n", "line 2, column due: is 'tomorrow', expected a date"),
        ("student,due\nada,2026-11-25\n", "line 2, column due: is '2026-11-25', expected a date"),
        ("student,due\nada,2025-11-25T12:00\n", "line 2, column due.*before the class's own"),
        ("student,due,hours\nada,2026-11-25T12:00,3\n", "line 2, column due.*beside hours"),
        ("student,hours\n,24\n", "line 2, column student: is empty, expected who"),
        ("student,more\nada,24\n", "expected a column due or hours"),
        ("who,hours\nada,24\n", "expected a column student, name, id, login or email"),
    ],
)
def test_what_cannot_be_followed_is_refused_by_line_and_column(table, text, said):
    with pytest.raises(UserError, match=said):
        read_extensions(table(text), DUE)


def test_extensions_need_a_date_that_they_extend(table):
    with pytest.raises(UserError, match="without --due, expected both"):
        read_extensions(table("student,hours\nada,24\n"), None)


def test_groups_are_lines_of_the_same_group(table):
    entries = read_groups(table("group,student,id\nred,ada,1\nred,bob,\nblue,cy,3\n"))
    assert [(one.cells, one.value, one.id) for one in entries] == [
        (("ada", "1"), "red", "1"),
        (("bob",), "red", ""),
        (("cy", "3"), "blue", "3"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("group,student\nred,ada\n,bob\n", "line 3, column group: is empty"),
        ("group,student\nred,\n", "line 2, column student: is empty"),
        ("team,student\nred,ada\n", "expected a column group"),
        ("group,who\nred,ada\n", "expected a column student"),
    ],
)
def test_a_group_that_is_unclear_is_refused_by_line_and_column(table, text, said):
    with pytest.raises(UserError, match=said):
        read_groups(table(text))


# Points, for many students from one table: all of them or none.

ROWS = [row("Ada Lovelace", "881"), row("ben", "882"), row("Eve Roy"), row("Eve Roy (7)", "7")]


def points_of(text: str):
    found = read_points(Sheet(text.encode(), "p.csv"), UNIT, ROWS)
    return [(one.student, one.check, one.points, one.comment) for one in found]


@pytest.mark.parametrize(
    "who", ["Ada Lovelace", "ada lovelace", "881", '"Lovelace, Ada"', "ADA LOVELACE"]
)
def test_a_student_is_found_by_name_id_or_login(who):
    assert points_of(f"student,check,points,comment\n{who},conv2d,3.5,Well.\n") == [
        ("Ada Lovelace", "conv2d", 3.5, "Well.")
    ]


@pytest.mark.parametrize("title", ["id", "login", "email", "Name"])
def test_the_column_may_be_called_otherwise(title):
    assert points_of(f"{title};check;points\nben@uni.example;padding;0,5\n") == [
        ("ben", "padding", 0.5, "")
    ]


def test_a_column_for_each_check_sets_those_that_are_filled():
    found = points_of("student,conv2d,padding,comment\nben,2,,Essay read.\n881,,8,\nEve Roy,,,\n")
    assert found == [("ben", "conv2d", 2, "Essay read."), ("Ada Lovelace", "padding", 8, "")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nobody,conv2d,1", "line 3: there is no student 'nobody', expected one of:"),
        ("ben,conv9d,1", "there is no check 'conv9d'"),
        ("ben,conv2d,8.5", "points is '8.5', expected 0 to 8 for 'conv2d'"),
        ("ben,conv2d,-1", "points is '-1'"),
        ("ben,conv2d,many", "points is 'many'"),
        ("882,conv2d,2", "'conv2d' of ben is set twice"),
        ("Ada Lovelase,conv2d,1", "did you mean 'Ada Lovelace'?"),
        (",conv2d,2", "there is no student ''"),
    ],
)
def test_one_line_that_is_wrong_sets_nothing(line, why):
    with pytest.raises(UserError, match="of which nothing was set") as caught:
        points_of(f"student,check,points\nben,conv2d,1\n{line}\n")
    assert why in str(caught.value)


def test_who_may_be_two_is_not_guessed():
    with pytest.raises(UserError, match="'EVEROY' may be Eve Roy or Eve Roy"):
        points_of("student,check,points\nEVEROY,conv2d,1\n")
    assert points_of("student,check,points\nEve Roy,conv2d,1\n")[0][0] == "Eve Roy"


def test_what_says_of_a_line_that_it_is_two_people_s_is_refused():
    with pytest.raises(UserError, match="line 2: 'Ada Lovelace' or 'ben' may be Ada Lovelace or"):
        points_of("student,login,check,points\nAda Lovelace,ben,conv2d,1\n")


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(UserError, match="has two columns 'conv2d'"):
        points_of("student,conv2d,Conv2D\nben,1,2\n")


def test_columns_that_say_nothing_are_told():
    sheet = Sheet(b"Student,conv2d,paddin,comment,\nben,1,2,,\n", "p.csv")
    assert unread(sheet, UNIT) == ["paddin"]


def test_a_table_without_the_columns_says_which_are_expected():
    with pytest.raises(UserError, match="expected a column student, name, id, login or email"):
        points_of("a,check,points\n1,conv2d,2\n")
    with pytest.raises(UserError, match="expected the columns check and points, or columns"):
        points_of("student,points\nben,1\n")
