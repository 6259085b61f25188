"""Later dates for some, and groups: whose mark comes from which submission, and how late it is."""

from datetime import UTC, datetime, timedelta

import pytest

from convedu.grading.common.errors import UserError
from convedu.grading.exercise.model import Check, Exercise
from convedu.grading.gradebook.gradebook import gradebook
from convedu.grading.gradebook.own_rules import Entry, own_rules
from convedu.grading.gradebook.policy import Policy, restored, stored
from convedu.grading.model import Attempt, Override, Result, Verdict

UNIT = Exercise("unit", "", "", frozenset(), (), (Check("check-a", "a", 10),), frozenset(), "")
DUE = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
DAY = timedelta(days=1)


def attempt(student, share, *, late=0, name="", id_="", known=True):
    result = Result("ok", (), f"key {student} {name}", (Verdict("a", "almost", share),))
    return Attempt(student, result, name, id_, DUE + late * DAY if known else None)


def later(*cells, days, line=2):
    return Entry(f"x.csv, line {line}, column name", cells, (DUE + days * DAY).isoformat())


def member(name, group="red", *, line=2, id_=""):
    return Entry(f"g.csv, line {line}, column name", (name,), group, id_)


def rows(*attempts, extensions=(), members=(), rule="best", overrides=None):
    policy = Policy(DUE, 0.1, rule, tuple(extensions), tuple(members))
    kept = restored(stored(policy))
    assert kept == policy, "the ledger keeps them"
    return {row.student: row for row in gradebook(UNIT, attempts, kept, overrides or {})}


@pytest.mark.parametrize(
    "cells", [("Ada Lovelace",), ("Lovelace, Ada",), ("", "881"), ("ADA LOVELACE",)]
)
def test_a_later_date_is_that_learners_alone(cells):
    found = rows(
        attempt("Ada Lovelace", 1, late=3, id_="881"),
        attempt("bob", 1, late=3),
        extensions=[later(*filter(None, cells), days=2)],
    )
    assert (found["Ada Lovelace"].days_late, found["Ada Lovelace"].score) == (1, 9)
    assert (found["bob"].days_late, found["bob"].score) == (3, 7)
    assert found["Ada Lovelace"].own_due == DUE + 2 * DAY
    assert found["bob"].own_due is None


def test_one_submission_counts_for_all_in_the_group():
    found = rows(
        attempt("ada", 0.6, id_="1"),
        attempt("zoe", 0.5),
        members=[member("ada"), member("bob", line=3, id_="77"), member("zoe", "blue", line=4)],
    )
    assert sorted(found) == ["ada", "bob", "zoe"]
    assert found["bob"].score == found["ada"].score == 6
    assert (found["bob"].id, found["bob"].handed_in_by, found["ada"].handed_in_by) == (
        "77",
        "ada",
        "",
    )
    assert found["bob"].status == "ok: Handed in by ada."
    assert found["ada"].status == "ok"
    assert found["ada"].group == ("ada", "bob")
    assert found["zoe"].group == ()


@pytest.mark.parametrize(("rule", "counts"), [("best", "ada"), ("last", "bob")])
def test_two_submissions_of_a_group_are_two_attempts(rule, counts):
    found = rows(
        attempt("ada", 0.9, late=-2),
        attempt("bob", 0.5, late=-1),
        members=[member("ada"), member("bob", line=3), member("cy", line=4)],
        rule=rule,
    )
    chosen = {name: row.handed_in_by or name for name, row in found.items()}
    assert chosen == dict.fromkeys(("ada", "bob", "cy"), counts)
    assert {row.attempts for row in found.values()} == {2}


def test_where_no_time_is_known_the_better_of_a_groups_two_counts():
    group = [member("ada"), member("bob", line=3)]
    both = attempt("ada", 0.2, known=False), attempt("bob", 0.7, known=False)
    assert {row.score for row in rows(*both, members=group, rule="last").values()} == {7}


def test_each_member_is_late_by_a_date_of_their_own():
    found = rows(
        attempt("ada", 1, late=2),
        members=[member("ada"), member("bob", line=3)],
        extensions=[later("bob", days=5)],
    )
    assert found["ada"].score == 8
    assert found["bob"].score == 10


def test_a_group_of_which_nothing_came_has_no_rows_and_is_named():
    rules = own_rules([], [member("ada", "red"), member("bob", "blue", line=3)], [("ada", "")])
    assert set(rules.groups) == {"ada"}
    assert rules.notes == ["Groups without any submission: blue."]


def test_a_mark_set_by_hand_is_one_members_only():
    held = {"bob": {"a": (Override(1), "key ada ")}}
    found = rows(attempt("ada", 1), members=[member("ada"), member("bob", line=3)], overrides=held)
    assert (found["ada"].score, found["bob"].score) == (10, 1)


def test_who_has_an_extension_and_has_handed_in_nothing_is_named():
    rules = own_rules([later("eve", days=1)], [], [("ada", "")])
    assert rules.notes == ["With an extension, but nobody so called has handed in: eve."]


TWO = [("Emma Roy (1)", "1"), ("Emma Roy (2)", "2")]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (
            [later("Emma Roy", days=1, line=7)],
            r"line 7, column name: 'Emma Roy' may be Emma Roy \(1\)",
        ),
        (
            [later("1", days=1), later("Emma Roy (1)", days=2, line=9)],
            "line 9.*a second time.*line 2",
        ),
        (
            [later("eve", days=1), later("eve", days=2, line=4)],
            "line 4.*eve is there a second time",
        ),
    ],
)
def test_an_entry_that_is_unclear_is_refused_by_its_place(entries, said):
    with pytest.raises(UserError, match=said):
        own_rules(entries, [], TWO)
    with pytest.raises(UserError, match=said):
        own_rules([], entries, TWO)
