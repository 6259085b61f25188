"""Numbers, names and sentences are written the same way everywhere."""

import pytest

from convedu.grading.common import text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (text.number(4.0), "4"),
        (text.number(2.66666), "2.6667"),
        (text.many(1, "day"), "1 day"),
        (text.many(3, "check"), "3 checks"),
        (text.many(2, "is", "are"), "2 are"),
        (text.shown(["ada", "ben", "eve"], most=2), "ada, ben and 1 more"),
        (text.shown(["Lovelace, Ada", "Roy, Emma"]), "Lovelace, Ada; Roy, Emma"),
        (text.in_one_line("a\n  b\x00"), "a b<U+0000>"),
        (text.safe("=1+1"), "'=1+1"),
        (text.safe("Ada"), "Ada"),
        (text.csv_row("ada;=1+1", 2.5), '"ada;=1+1",2.5\n'),
        (text.shortened("a" * 20, most=20), "a" * 20),
        (text.shortened("a" * 30, most=20), "a" * 20 + " ... (10 more characters)"),
    ],
)
def test_it_is_written(written, expected):
    assert written == expected


def test_numbers_in_names_are_sorted_as_numbers():
    names = ["9", "10", "try 2", "try 10"]
    assert sorted(["10", "9", "try 10", "try 2"], key=text.natural) == names
