"""The ledger keeps what it was given, all of a submission or nothing, and knows it again."""

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from convedu.grading.gradebook.policy import Policy, restored
from convedu.grading.ledger.ledger import FORMAT, LATER_COLUMNS, Ledger, LedgerError, Run
from convedu.grading.model import Result, Verdict
from convedu.grading.submissions.find import StudentFile

VERDICTS = (
    Verdict("b", "almost", 0.75, "flipped-kernel", "Turn it.", "x = 1", 0.5, "timeout"),
    Verdict("a", "correct", 1.0),
)
ANSWERS = (("answer-a", "a = 1"), ("answer-b", "b = '\u00e9'"))
MARKED = Result("repaired", ("Joined.", "Taken."), "key", VERDICTS, "bubblewrap 1", ANSWERS)
SEEN = replace(MARKED, answers=())
ADA, BOB = StudentFile("ada", None), StudentFile("bob", None)


def draft(**changes):
    row = {
        "exercise": "01",
        "digest": "d",
        "seed": 7,
        "version": "0",
        "sandbox": "none",
        "limits": "{}",
        "reading": "r",
        "checks": json.dumps([["b", 4, "judge b"], ["a", 2, "judge a"]]),
        "source": "01.ipynb",
        "submissions": "in",
        "layout": "auto",
        "due": "",
        "penalty": 0.0,
        "attempts": "best",
    }
    return Run(0, {**row, **changes}, "the notebook")


def judged(**judges):
    return draft(checks=json.dumps([[name, 1, judge] for name, judge in judges.items()]))


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "grades.sqlite") as ledger:
        yield ledger


@pytest.fixture
def run(ledger):
    return ledger.begin_run(draft())


def test_a_result_comes_back_as_it_was(ledger, run):
    ledger.add(run, ADA, "file", MARKED)
    assert ledger.result(run, ADA) == SEEN
    assert ledger.answers_of("key") == ANSWERS
    with pytest.raises(KeyError):
        ledger.result(run, BOB)


def test_it_is_there_for_the_next_run(tmp_path):
    path = tmp_path / "grades.sqlite"
    with Ledger(path) as first:
        first.add(first.begin_run(draft()), ADA, "file", MARKED)
    with Ledger(path) as second:
        assert second.is_cached(draft(), "file")
        again = second.begin_run(draft())
        assert list(second.attempts(again)) == [], "nobody was seen in it yet"
        second.see(again, [(ADA, "file")])
        assert second.result(again, ADA) == SEEN


def test_a_file_is_known_only_to_the_same_reader_and_judges(ledger, run):
    ledger.add(run, ADA, "file", MARKED)
    assert ledger.is_cached(draft(), "file")
    assert not ledger.is_cached(draft(), "another file")
    assert not ledger.is_cached(draft(reading="another"), "file")
    assert not ledger.is_cached(judged(b="judge b", a="another"), "file")
    assert ledger.is_cached(judged(a="judge a"), "file"), "a check was taken out"


def test_only_those_who_have_not_spoken_need_to_be_run(ledger, run):
    ledger.add(run, ADA, "file", MARKED)
    mended = judged(b="judge b", a="mended", c="new")
    assert ledger.cached_checks(mended, "ada") == {"key": {"b"}}
    assert ledger.cached_checks(mended, "bob") == {}


def test_what_failed_is_tried_again_and_then_replaced(ledger, run):
    ledger.add(run, ADA, "file", Result("failed", ("The kernel died.",)))
    assert ledger.result(run, ADA) == Result("failed", ("The kernel died.",))
    assert not ledger.is_cached(run, "file")
    broken = replace(
        MARKED, verdicts=(VERDICTS[0], Verdict("a", "failed", 0.0, message="KeyError"))
    )
    ledger.add(run, ADA, "file", broken)
    assert ledger.result(run, ADA).status == "failed"
    assert "The check `a` itself failed (KeyError)." in ledger.result(run, ADA).reasons
    assert ledger.cached_checks(run, "ada") == {"key": {"b"}}
    ledger.add(run, ADA, "file", replace(MARKED, verdicts=VERDICTS[1:]))
    assert ledger.result(run, ADA) == SEEN


def test_what_stands_stands_whoever_comes_later(ledger, run):
    ledger.add(run, ADA, "file", MARKED)
    slow = Verdict("b", "keep working", 0.0, message="It ran too long.")
    ledger.add(run, BOB, "file 2", replace(MARKED, verdicts=(slow, VERDICTS[1])))
    assert ledger.result(run, ADA) == ledger.result(run, BOB) == SEEN


def test_what_could_not_be_opened_keeps_its_reason(ledger, run):
    ledger.see(run, [(replace(BOB, reasons=("It is a link.",)), "")])
    assert ledger.result(run, BOB) == Result("unreadable", ("It is a link.",))
    assert not ledger.is_cached(run, "")


def test_what_is_odd_about_a_file_is_no_other_students(ledger, run):
    clean = replace(MARKED, status="ok", reasons=())
    ledger.add(run, replace(ADA, reasons=("The file is named `x`.",)), "file", clean)
    ledger.see(run, [(BOB, "file")])
    assert ledger.result(run, ADA).reasons == ("The file is named `x`.",)
    assert ledger.result(run, ADA).status == "repaired"
    assert ledger.result(run, BOB).status == "ok"


def test_a_later_file_takes_the_place_of_an_earlier(ledger, run):
    ledger.add(run, ADA, "file", MARKED)
    again = Result("ok", (), "key 2", VERDICTS, "bubblewrap 1")
    ledger.add(run, ADA, "file 2", again)
    assert ledger.result(run, ADA) == again
    assert ledger.is_cached(run, "file"), "nothing that was judged is forgotten"
    assert set(ledger.cached_checks(run, "ada")) == {"key 2"}


def test_attempts_of_a_student_stand_side_by_side(ledger, run):
    time = datetime(2026, 11, 20, 12, tzinfo=UTC)
    for attempt in ("1", "2"):
        one = StudentFile("ada", None, (), "4711", time, attempt)
        ledger.add(run, one, f"file {attempt}", MARKED)
    first, second = ledger.attempts(run)
    assert (first.attempt, second.attempt) == ("1", "2")
    assert (first.id, first.submitted) == ("4711", time)


def test_who_is_gone_is_kept_but_not_in_the_next_run(ledger, run):
    for one in (ADA, BOB):
        ledger.add(run, one, "file", MARKED)
    later = ledger.begin_run(draft())
    ledger.see(later, [(BOB, "file")])
    assert [one.student for one in ledger.attempts(later)] == ["bob"]
    rows = ledger.connection.execute("SELECT student FROM submission ORDER BY student").fetchall()
    assert rows == [("ada",), ("bob",)]


def test_half_a_submission_is_never_written(ledger, run):
    wrong = Verdict("b", "almost", 2.0)  # no such fraction
    with pytest.raises(sqlite3.IntegrityError):
        ledger.add(run, ADA, "file", replace(MARKED, verdicts=(VERDICTS[1], wrong)))
    assert list(ledger.attempts(run)) == []
    assert not ledger.connection.execute("SELECT * FROM verdict").fetchall()


def test_text_that_is_no_unicode_can_be_stored(ledger, run):
    odd = Verdict("a", "almost", 0.5, None, "yours is '\udcff'")
    ada = StudentFile("ada\udcff", None)
    ledger.add(run, ada, "file", Result("ok", (), "key", (odd,)))
    assert ledger.result(run, ada).verdicts[0].message == r"yours is '\udcff'"
    assert set(ledger.cached_checks(run, "ada\udcff")) == {"key"}


def test_readers_are_not_in_the_way(ledger, run):
    ledger.add(run, ADA, "file", MARKED)
    reader = sqlite3.connect(ledger.path)
    rows = reader.execute("SELECT student FROM submission")
    ledger.add(run, BOB, "file", MARKED)
    assert rows.fetchall() == [("ada",)]
    assert ledger.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    reader.close()


def test_a_run_comes_back_with_all_that_it_takes_to_do_it_again(ledger, run):
    ledger.add(run, ADA, "file", MARKED)
    isolation = ledger.isolation(run)
    ledger.finish_publishing(run, isolation, (), {})
    last = ledger.last_run()
    assert last.text == "the notebook"
    assert draft().row.items() <= last.row.items()
    assert last.row["isolation"] == "bubblewrap 1"
    assert last.row["finished"] >= last.row["started"]
    assert last.check_keys == {"b": "judge b", "a": "judge a"}


def test_damaged_text_in_it_is_told_in_a_sentence(tmp_path):
    path = tmp_path / "grades.sqlite"
    with Ledger(path) as ledger:
        run = ledger.begin_run(draft())
        ledger.add(run, ADA, "file", MARKED)
        with ledger.connection:
            ledger.connection.execute("UPDATE content SET reasons = '['")
    with pytest.raises(LedgerError, match="cannot be used"), Ledger(path) as ledger:
        ledger.result(run, ADA)


def test_a_ledger_is_that_of_one_exercise(ledger, run):
    ledger.refuse_other("01")
    with pytest.raises(LedgerError, match="holds the marks of 01: give another --out for 02"):
        ledger.refuse_other("02")


def test_a_file_that_is_no_ledger_is_refused_and_kept(tmp_path):
    path = tmp_path / "grades.sqlite"
    path.write_text("my own notes, for years\n" * 100)
    with pytest.raises(LedgerError, match="cannot be used as a ledger"):
        Ledger(path)
    assert path.read_text().startswith("my own notes")


@pytest.mark.parametrize(
    ("version", "age"), [(0, "an earlier"), (FORMAT - 1, "an earlier"), (FORMAT + 1, "a later")]
)
def test_a_ledger_of_another_format_is_refused_and_kept(tmp_path, version, age):
    path = tmp_path / "grades.sqlite"
    base = sqlite3.connect(path)
    base.executescript(f"CREATE TABLE run (id INTEGER); PRAGMA user_version = {version};")
    base.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=f"{age} convedu .* give another --out"):
        Ledger(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["grades.sqlite"]


def test_a_ledger_of_earlier_days_wins_the_columns_that_came_later(tmp_path):
    path = tmp_path / "grades.sqlite"
    with Ledger(path) as ledger:
        ledger.begin_run(draft())
        for name in LATER_COLUMNS:
            ledger.connection.execute(f"ALTER TABLE run DROP COLUMN {name}")
    with Ledger(path) as ledger:
        row = ledger.last_run().row
        assert LATER_COLUMNS.items() <= row.items()
        assert restored(row) == Policy()
    with Ledger(path) as ledger:
        assert ledger.last_run().row["exercise"] == "01"
