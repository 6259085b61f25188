"""From verdicts to marks: rules, attempts, points set by hand. Nothing is run here."""

import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convedu.grading.common.errors import UserError
from convedu.grading.exercise.model import Check, Exercise
from convedu.grading.gradebook.changes import find_changes, table
from convedu.grading.gradebook.gradebook import gradebook
from convedu.grading.gradebook.policy import (
    Policy,
    make_policy,
    restored,
    stored,
)
from convedu.grading.model import Attempt, Override, Published, Result, Verdict

CHECKS = (Check("check-a", "a", 4), Check("check-b", "b", 6), Check("check-c", "c", 0))
UNIT = Exercise("unit", "", "", frozenset(), (), CHECKS, frozenset(), "")
DUE = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def result(a, b, key="key"):
    return Result("ok", (), key, (Verdict("a", "almost", a), Verdict("b", "almost", b)))


def attempt(name, a, b, *, student="ada", submitted=None):
    return Attempt(student, result(a, b, f"key {name}"), name, "", submitted)


def row_for(*attempts, policy=None, **overrides):
    held = {"ada": {name: (Override(points), key) for name, (points, key) in overrides.items()}}
    (row,) = gradebook(UNIT, attempts, policy or Policy(), held)
    return row


# --- late work -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "days"),
    [(-DAY, 0), (0 * DAY, 0), (SECOND, 1), (DAY, 1), (DAY + SECOND, 2), (7 * DAY, 7)],
)
def test_a_day_counts_once_it_has_begun(after, days):
    policy = Policy(DUE, late_penalty=0.1)
    row = row_for(attempt("", 1, 0.5, submitted=DUE + after), policy=policy)
    assert row.days_late == days
    assert row.late_penalty == days * 1.0
    assert row.score == max(0, 7 - days)


def test_the_penalty_is_a_share_of_the_full_points_and_ends_at_nothing():
    policy = Policy(DUE, late_penalty=0.25)
    assert row_for(attempt("", 0.5, 0, submitted=DUE + SECOND), policy=policy).late_penalty == 2
    late = row_for(attempt("", 1, 0, submitted=DUE + 9 * DAY), policy=policy)
    assert (late.days_late, late.late_penalty, late.score) == (10 - 1, 4, 0)


def test_what_has_no_time_is_not_late():
    row = row_for(attempt("", 1, 1), policy=Policy(DUE, late_penalty=0.5))
    assert (row.days_late, row.late_penalty, row.score) == (0, 0, 10)


def test_a_penalty_is_written_as_a_percentage():
    assert make_policy("2026-11-20T23:59+01:00", "12.5 %").late_penalty == 0.125


def test_late_without_a_penalty_is_told_and_costs_nothing():
    row = row_for(attempt("", 1, 1, submitted=DUE + SECOND), policy=Policy(DUE))
    assert (row.days_late, row.late_penalty, row.score) == (1, 0, 10)


def test_times_in_other_zones_are_the_same_times():
    east = timezone(timedelta(hours=9))
    row = row_for(attempt("", 1, 1, submitted=DUE.astimezone(east)), policy=Policy(DUE, 0.1))
    assert row.days_late == 0


# --- the rules as they are typed -----------------------------------------------------------------


def test_a_due_date_without_an_offset_is_in_local_time(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        policy = make_policy("2026-11-20T23:59", "10%", "last")
        assert policy.due == datetime(2026, 11, 21, 4, 59, tzinfo=UTC)
        assert str(policy) == (
            "due 2026-11-20 23:59 (EST, UTC-05:00), 10% of the points off for each day begun "
            "after that, the last attempt counts"
        )
        summer = make_policy("2026-07-01 12:00")
        assert summer.due == datetime(2026, 7, 1, 16, tzinfo=UTC)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_due_date_with_an_offset_is_in_that():
    policy = make_policy("2026-11-20T23:59+02:00")
    assert policy.due == DUE - 2 * timedelta(hours=1)
    assert "UTC+02:00" in str(policy)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"due": "tomorrow"}, "--due is 'tomorrow', expected a date and a time such as"),
        ({"due": "2026-11-20"}, "expected a date and a time"),
        ({"due": "2026-13-20T10:00"}, "expected a date and a time"),
        ({"due": "20.11.2026 23:59"}, "expected a date and a time"),
        ({"due": "2026-11-20T10:00", "penalty": "10"}, "--penalty is '10', expected a share"),
        ({"due": "2026-11-20T10:00", "penalty": "-10%"}, "expected a share"),
        ({"due": "2026-11-20T10:00", "penalty": "101%"}, "from 0% to 100%"),
        ({"due": "2026-11-20T10:00", "penalty": "nan%"}, "expected a share"),
        ({"penalty": "10%"}, "--penalty is '10%' without --due"),
        ({"attempts": "first"}, "--attempts is 'first', expected best or last"),
    ],
)
def test_rules_that_cannot_be_followed_are_told(options, said):
    with pytest.raises(UserError, match=said):
        make_policy(**options)


def test_the_ledger_keeps_the_rules():
    for policy in (Policy(), make_policy("2026-11-20T23:59+02:00", "12.5%", "last")):
        assert restored(json.loads(json.dumps(stored(policy)))) == policy


# --- attempts ------------------------------------------------------------------------------------

THREE = (attempt("2", 0.5, 0.5), attempt("10", 0.25, 0), attempt("1", 0.5, 0.5))


@pytest.mark.parametrize(("rule", "counts"), [("best", "2"), ("last", "10")])
def test_which_attempt_counts_depends_on_nothing_but_the_rule(rule, counts):
    for order in itertools.permutations(THREE):
        row = row_for(*order, policy=Policy(attempts=rule))
        assert (row.attempt, row.attempts) == (counts, 3)


def test_the_best_is_the_best_after_the_penalty():
    policy = Policy(DUE, late_penalty=0.3)
    early = attempt("1", 0.5, 0.5, submitted=DUE)
    late = attempt("2", 0.5, 0.9, submitted=DUE + SECOND)
    assert row_for(early, late, policy=policy).attempt == "1"
    assert row_for(early, late, policy=replace(policy, late_penalty=0.1)).attempt == "2"


@pytest.mark.parametrize("rule", ["best", "last"])
def test_what_cannot_be_read_counts_only_if_nothing_else_can(rule):
    broken = Attempt("ada", Result("unreadable", ("The file is empty.",)), "2")
    policy = Policy(attempts=rule)
    assert row_for(attempt("1", 0, 0), broken, policy=policy).attempt == "1"
    assert row_for(broken, policy=policy).status == "unreadable: The file is empty."


@pytest.mark.parametrize(("rule", "counts"), [("best", "1"), ("last", "2")])
def test_an_attempt_that_the_grader_lost_is_not_passed_over(rule, counts):
    lost = Attempt("ada", Result("failed", ("The grader could not mark it.",)), "1")
    row = row_for(lost, attempt("2", 0.5, 0.5), policy=Policy(attempts=rule))
    assert row.attempt == counts
    assert row_for(attempt("0", 1, 1), lost, policy=Policy(attempts=rule)).attempt == "1"


# --- points set by hand --------------------------------------------------------------------------


def test_what_is_set_by_hand_counts_and_says_so():
    row = row_for(attempt("1", 0.5, 0.5), b=(5.5, "key 1"))
    assert row.points == {"a": 2, "b": 5.5, "c": 0}
    assert row.score == 7.5
    assert not row.overrides["b"].outdated


def test_it_counts_for_later_answers_too_and_says_that_it_was_set_before():
    row = row_for(attempt("2", 1, 1), b=(1, "key 1"))
    assert row.points["b"] == 1
    assert row.overrides["b"].outdated


def test_it_counts_for_what_could_not_be_marked():
    unreadable = Attempt("ada", Result("unreadable", ("The file is empty.",)))
    assert row_for(unreadable, a=(3, "")).score == 3


def test_it_is_never_more_than_the_check_is_worth_now():
    assert row_for(attempt("1", 0, 0), a=(9, "key 1")).points["a"] == 4


def test_it_is_nobody_elses_and_no_other_checks():
    held = {"ada": {"gone": (Override(3), "")}, "bob": {"a": (Override(3), "")}}
    (row,) = gradebook(UNIT, [attempt("", 0, 0)], Policy(), held)
    assert (row.score, row.overrides) == (0, {})


def test_lateness_costs_the_same_whoever_has_set_the_points():
    late = attempt("1", 0, 0, submitted=DUE + SECOND)
    row = row_for(late, policy=Policy(DUE, 0.1), b=(6, "key 1"))
    assert (row.late_penalty, row.score) == (1, 5)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(-3, 9)), min_size=1),
    st.sampled_from(["best", "last"]),
    st.floats(0, 1),
)
def test_no_rule_leads_outside_of_the_exercises_points(attempts, rule, late_penalty):
    tried = [
        attempt(str(n), a, b, submitted=DUE + days * DAY) for n, (a, b, days) in enumerate(attempts)
    ]
    row = row_for(*tried, policy=Policy(DUE, late_penalty, rule))
    assert 0 <= row.score <= UNIT.points
    assert 0 <= row.late_penalty <= round(sum(row.points.values()), 4)


# --- marks that have changed ---------------------------------------------------------------------

MARK = {
    "points": 2,
    "worth": 4,
    "judge": "j",
    "by hand": False,
    "key": "k",
    "attempt": "",
    "seed": 0,
}


def change(before, after):
    found = find_changes(
        {"ada": Published("", json.dumps({"a": before} if before else {}))},
        {"ada": Published("", json.dumps({"a": after} if after else {}))},
    )
    return [(one.before, one.after, one.why) for one in found]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"judge": "other"}, "the check was changed"),
        ({"key": "other"}, "other answers were handed in"),
        ({"key": "other", "attempt": "2"}, "another attempt counts"),
        ({"worth": 6}, "worth 6 in place of 4"),
        ({"judge": "other", "seed": 7}, "seed 7 in place of 0"),
        ({"judge": "other", "worth": 6}, "worth 6 in place of 4; the check was changed"),
        ({"by hand": True, "judge": "other"}, "set by hand"),
        ({}, "marked again"),
    ],
)
def test_a_move_says_why(changed, why):
    assert change(MARK, {**MARK, **changed, "points": 3}) == [(2, 3, why)]
    assert change(MARK, {**MARK, **changed}) == [], "the points are the same"


def test_a_row_that_could_not_be_marked_before_is_not_another_answers():
    unmarked = {**MARK, "points": 0, "key": ""}
    assert change(unmarked, MARK) == [(0, 2, "it was not marked before")]


def test_a_check_that_is_new_or_gone_moves_too():
    assert change(None, MARK) == [(None, 2, "the check is new")]
    assert change(MARK, None) == [(2, None, "the check is gone")]
    assert change({**MARK, "by hand": True}, {**MARK, "points": 3})[0][2] == "no longer set by hand"


def test_who_is_new_has_no_moves_and_who_is_gone_has_one():
    late = {"a": MARK, "(late)": {"points": -0.5}}
    found = list(
        find_changes(
            {"bob": Published("", json.dumps(late))},
            {"ada": Published("", json.dumps({"a": MARK}))},
        )
    )
    assert [(one.student, one.before, one.after) for one in found] == [("bob", 1.5, None)]
    assert '\n,"bob","(all)",1.5,,"no longer among the submissions"\n' in table(found)
