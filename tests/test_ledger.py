"""The ledger keeps what it was given, all of a submission or nothing, and knows it again."""

import sqlite3

import pytest

from convedu.grading.ledger import Ledger, LedgerError
from convedu.grading.marks import Result, Verdict

VERDICTS = (
    Verdict("b", "almost", 0.75, "flipped-kernel", "Turn it.", "x = 1", 0.5),
    Verdict("a", "correct", 1.0),
)
MARKED = Result("repaired", ("Joined.", "Taken."), "key", VERDICTS, "bubblewrap 1")


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "grades.sqlite") as ledger:
        yield ledger


def test_a_result_comes_back_as_it_was(ledger):
    ledger.add("ada", "context", "file", MARKED)
    assert ledger.result("ada", "context") == MARKED
    assert ledger.result("ada", "other") is ledger.result("bob", "context") is None


def test_it_is_there_for_the_next_run(tmp_path):
    path = tmp_path / "grades.sqlite"
    with Ledger(path) as first:
        first.add("ada", "context", "file", MARKED)
    with Ledger(path) as second:
        assert second.known("context", "file") == MARKED


def test_a_file_is_known_only_in_its_context(ledger):
    ledger.add("ada", "context", "file", MARKED)
    assert ledger.known("another seed", "file") is None
    assert ledger.known("context", "another file") is None


def test_what_failed_or_could_not_be_opened_is_tried_again(ledger):
    ledger.add("ada", "context", "file", Result("failed", ("The kernel died.",)))
    ledger.add("bob", "context", "", Result("unreadable", ("It is a link.",)))
    assert ledger.known("context", "file") is None
    assert ledger.known("context", "") is None
    assert ledger.result("bob", "context").reasons == ("It is a link.",)


def test_a_later_result_takes_the_place_of_an_earlier(ledger):
    ledger.add("ada", "context", "file", MARKED)
    again = Result("ok", (), "key 2", VERDICTS[:1], "bubblewrap 1")
    ledger.add("ada", "context", "file 2", again)
    assert ledger.result("ada", "context") == again
    assert ledger.known("context", "file") is None


def test_half_a_submission_is_never_written(ledger):
    wrong = Verdict("b", "almost", 2.0)  # no such fraction
    with pytest.raises(LedgerError, match="cannot be written"):
        ledger.add("ada", "context", "file", Result("ok", (), "key", (VERDICTS[1], wrong)))
    assert ledger.result("ada", "context") is None
    assert not ledger.base.execute("SELECT * FROM verdict").fetchall()


def test_text_that_is_no_unicode_can_be_stored(ledger):
    odd = Result("ok", (), "key", (Verdict("a", "almost", 0.5, None, "yours is '\udcff'"),))
    ledger.add("ada\udcff", "context", "file", odd)
    assert ledger.known("context", "file").verdicts[0].message == r"yours is '\udcff'"


def test_readers_are_not_in_the_way(ledger):
    ledger.add("ada", "context", "file", MARKED)
    reader = sqlite3.connect(ledger.path)
    rows = reader.execute("SELECT student FROM submission")
    ledger.add("bob", "context", "file", MARKED)
    assert rows.fetchall() == [("ada",)]
    assert ledger.base.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    reader.close()


def test_a_run_is_recorded(ledger):
    row = {"exercise": "01", "digest": "d", "seed": 7, "version": "0", "sandbox": "none"}
    ledger.add_run(**row, isolation="none: not isolated")
    assert ledger.base.execute("SELECT seed, isolation FROM run").fetchall() == [
        (7, "none: not isolated")
    ]


def test_a_file_that_is_no_ledger_is_refused_and_kept(tmp_path):
    path = tmp_path / "grades.sqlite"
    path.write_text("my own notes, for years\n" * 100)
    with pytest.raises(LedgerError, match="cannot be used as a ledger"):
        Ledger(path)
    assert path.read_text().startswith("my own notes")
