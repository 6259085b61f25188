"""Progress never stops the course: no home, no disk, two notebooks at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from convedu import study
from convedu.checks import unit3
from convedu.course import progress_store


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(progress_store, "_unsaved", {})
    progress_store._say_once.cache_clear()


@pytest.fixture
def file(tmp_path, monkeypatch):
    path = tmp_path / "progress.json"
    monkeypatch.setenv("CONVEDU_PROGRESS", str(path))
    return path


def wrong(x):
    return x


def test_a_home_that_cannot_be_written_costs_the_file_and_nothing_else(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "home").write_text("a file where a folder should be")
    monkeypatch.setenv("CONVEDU_PROGRESS", str(tmp_path / "home" / "progress.json"))
    assert unit3.relu(wrong).state == "keep working"
    assert unit3.relu(wrong).state == "keep working"
    progress_store.add_prediction("unit1/a", choice=1, confidence=2, correct=False)
    said = capsys.readouterr().err
    assert said.count("cannot be saved") == 1
    assert progress_store.read()["checks"]["unit3/relu"]["attempts"] == 2
    assert progress_store.read()["predictions"]["unit1/a"]["choice"] == 1


def test_a_full_disk_keeps_what_was_saved_and_saves_the_rest_later(file, monkeypatch, capsys):
    progress_store.add_check("unit1/a", "correct")
    before = file.read_bytes()

    def full(*args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(progress_store.os, "replace", full)
        progress_store.add_check("unit1/b", "almost")
        assert "No space left" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir() if "json" in path.name] == [file.name]
    assert progress_store.read()["checks"].keys() == {"unit1/a", "unit1/b"}
    progress_store.add_check("unit1/c", "missing")
    assert json.loads(file.read_text())["checks"].keys() == {"unit1/a", "unit1/b", "unit1/c"}


def test_a_file_that_the_disk_does_not_give_is_not_written_over(file, monkeypatch, capsys):
    progress_store.add_check("unit1/a", "correct")

    def broken(*args, **options):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", broken)
        progress_store.add_check("unit1/b", "almost")
        assert progress_store.read()["checks"].keys() == {"unit1/b"}
    assert "Input/output error" in capsys.readouterr().err
    assert json.loads(file.read_text())["checks"].keys() == {"unit1/a"}
    progress_store.add_check("unit1/c", "missing")
    assert json.loads(file.read_text())["checks"].keys() == {"unit1/a", "unit1/b", "unit1/c"}


def test_without_a_home_there_is_no_file(monkeypatch):
    monkeypatch.delenv("CONVEDU_PROGRESS", raising=False)
    monkeypatch.setattr("platformdirs.user_data_path", lambda name: Path("~") / name)
    assert progress_store.path() is None
    assert progress_store.add_check("unit1/a", "correct")["solved"]


CHECKED = '{"checks": {"unit3/relu": %s}}'
PREDICTED = '{"predictions": {"unit1/impulse-order": %s}}'


@pytest.mark.parametrize(
    "text",
    [
        *("", "[1]", '{"checks": "ab"}', "[" * 100_000),
        *(CHECKED % entry for entry in ("3", "null", "[1]", "{}")),
        CHECKED % '{"attempts": "x", "solved": false, "state": "almost"}',
        CHECKED % '{"attempts": 1, "solved": "no", "state": "almost"}',
        *(PREDICTED % entry for entry in ("7", '{"choice": 1}')),
        PREDICTED % '{"choice": "a", "confidence": 1, "correct": true}',
    ],
)
def test_a_damaged_file_is_put_aside(text, file):
    file.write_text(text)
    study.predict("unit1/impulse-order")
    assert unit3.relu(wrong).state == "keep working"
    assert "exercises 0/" in str(study.progress())
    assert [aside.read_text() for aside in file.parent.glob("*unreadable*")] == [text]
    assert progress_store.read()["checks"]["unit3/relu"]["attempts"] == 1


def test_a_choice_that_the_question_no_longer_has_is_none(file):
    progress_store.add_prediction("unit1/impulse-order", choice=99, confidence=1, correct=False)
    again = study.predict("unit1/impulse-order")
    again.commit(0, 2)
    assert (again.reveal["choice"], again.reveal["confidence"]) == (0, 2)


@pytest.mark.parametrize("kind", ["folder", "pipe", "/", "."])
def test_what_is_no_file_is_left_as_it_is(kind, tmp_path, monkeypatch, capsys):
    """A pipe or /dev/zero would be read without an end, and /dev/null replaced by a file."""
    place = tmp_path / kind
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONVEDU_PROGRESS", kind)
    before = sorted(tmp_path.iterdir())
    assert unit3.relu(wrong).state == unit3.relu(wrong).state == "keep working"
    assert progress_store.read()["checks"]["unit3/relu"]["attempts"] == 2
    assert sorted(tmp_path.iterdir()) == before
    assert not place.is_file()
    assert capsys.readouterr().err.count("cannot be saved") == 1


WRITER = """
import sys
from pathlib import Path
from convedu.course import progress_store
for number in range(40):
    progress_store.add_check(f"{sys.argv[1]}/{number}", "correct")
"""


def test_two_notebooks_at_once_lose_nothing(file):
    pytest.importorskip("fcntl", reason="no locks on this system")
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, name]) for name in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert len(json.loads(file.read_text())["checks"]) == 80


@pytest.mark.parametrize(
    "name", [".DS_Store", "01-convolution (1).toml", "notes.txt", "__pycache__"]
)
def test_stray_files_among_the_questions_are_left_alone(name, tmp_path, monkeypatch):
    questions = study.files("convedu.course").joinpath("questions")
    (tmp_path / "questions").mkdir()
    for stored in questions.iterdir():
        (tmp_path / "questions" / stored.name).write_bytes(stored.read_bytes())
    (tmp_path / "questions" / name).write_bytes(b"\x00\xff")
    monkeypatch.setattr(study, "files", lambda package: tmp_path)
    study.units.cache_clear()
    try:
        assert [unit.number for unit in study.units()] == list(range(1, 9))
    finally:
        study.units.cache_clear()
