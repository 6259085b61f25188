"""Tables of extensions and groups: what is read, and what is refused by its line and column."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from convedu.grading.common.errors import UserError
from convedu.grading.platforms.own_rules_tables import read_extensions, read_groups

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
