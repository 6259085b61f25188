import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from convedu import study
from convedu.course import progress_store

QUESTIONS = [(f"unit{u.number}/{q.name}", q) for u in study.units() for q in u.questions]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def progress_file(tmp_path, monkeypatch):
    path = tmp_path / "kept" / "progress.json"
    monkeypatch.setenv("CONVEDU_PROGRESS", str(path))
    return path


@pytest.mark.parametrize(("name", "question"), QUESTIONS, ids=[name for name, _ in QUESTIONS])
def test_a_question_has_one_right_option_and_a_reason_for_each_wrong_one(name, question):
    assert 2 <= len(question.options) <= 4
    for number, option in enumerate(question.options):
        assert bool(option.tempting) is (number != question.right), option.text
    assert question.why


def test_each_question_is_asked_in_its_lesson_and_no_other_is():
    for unit in study.units():
        lesson = json.loads((ROOT / f"notebooks/{unit.lesson}.ipynb").read_text("utf-8"))
        code = "".join("".join(c["source"]) for c in lesson["cells"] if c["cell_type"] == "code")
        asked = re.findall(r"predict\(\"([^\"]+)\"\)", code)
        assert asked == list(dict.fromkeys(asked))
        assert set(asked) == {f"unit{unit.number}/{q.name}" for q in unit.questions}


def test_a_choice_is_logged_before_the_answer_is_told(progress_file):
    widget = study.predict("unit1/impulse-order")
    widget.commit(0, 2)
    told = widget.reveal
    logged = json.loads(progress_file.read_text())["predictions"]["unit1/impulse-order"]
    assert (logged["choice"], logged["confidence"], logged["correct"]) == (0, 2, False)
    assert told["correct"] is False
    assert told["answer"] == 1
    assert "flipped first" in told["tempting"]


def test_the_first_choice_stays(progress_file):
    study.predict("unit1/impulse-order").commit(0, 0)
    again = study.predict("unit1/impulse-order")
    assert again.reveal["choice"] == 0, "an answered question shows what was chosen"
    progress_store.add_prediction("unit1/impulse-order", choice=1, confidence=2, correct=True)
    assert progress_store.read()["predictions"]["unit1/impulse-order"]["choice"] == 0


def test_an_unknown_question_lists_the_known_ones():
    with pytest.raises(ValueError, match="name is 'unit1/x', expected one of: unit1/impulse-order"):
        study.predict("unit1/x")


def test_in_a_browser_progress_lies_in_the_folder_that_jupyterlite_keeps(tmp_path, monkeypatch):
    monkeypatch.delenv("CONVEDU_PROGRESS", raising=False)
    monkeypatch.setattr("sys.platform", "emscripten")
    monkeypatch.setattr(progress_store, "BROWSER_FOLDER", tmp_path)
    assert progress_store.path() == tmp_path / "progress.json"
    monkeypatch.setattr(progress_store, "BROWSER_FOLDER", tmp_path / "missing")
    assert progress_store.path() is None


def test_progress_counts(progress_file):
    assert "predictions 0/4   exercises 0/5" in str(study.progress())
    progress_store.add_prediction("unit1/sobel-flat", choice=1, confidence=0, correct=True)
    progress_store.add_prediction("unit9/unknown", choice=1, confidence=0, correct=True)
    progress_store.add_check("unit1/correlate2d", "keep working")
    progress_store.add_check("unit1/convolve2d", "correct")
    assert "predictions 1/4   exercises 1/5" in str(study.progress())
    assert "1/4" in study.progress()._repr_html_()


def test_progress_links_each_unit_and_says_where_to_go_on(progress_file):
    def told():
        return study.progress()._repr_html_()

    links = re.findall(r"href='([^']+)'", told())
    assert len(set(links)) == 2 * len(study.units())
    names = re.findall(r"<td[^>]*>(?:<progress[^>]*></progress> )?<a[^>]*>([^<]+)</a>", told())
    assert names[:2] == ["1. Convolution", "0/5 exercises"], "a link is named by its words"
    assert all((ROOT / "notebooks" / link).is_file() for link in links)
    first = study.units()[0]
    assert told().endswith(f"Go on with {link_to('notebooks', first)}1. Convolution</a>.</p>")
    for question in first.questions:
        progress_store.add_prediction(
            f"unit1/{question.name}", choice=0, confidence=0, correct=False
        )
    assert f"Go on with {link_to('exercises', first)}" in told()
    for unit in study.units():
        for question in unit.questions:
            name = f"unit{unit.number}/{question.name}"
            progress_store.add_prediction(name, choice=0, confidence=0, correct=False)
        for check in unit.checks:
            progress_store.add_check(f"unit{unit.number}/{check}", "correct")
    assert "Go on" not in told()


def link_to(folder, unit):
    return f"<a href='../{folder}/{unit.lesson}.ipynb'>"


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"checks": 3}', "\x00"])
def test_a_record_that_cannot_be_read_is_kept_and_a_new_one_begun(progress_file, content):
    progress_file.parent.mkdir()
    progress_file.write_text(content)
    progress_store.add_check("unit1/correlate2d", "correct")
    progress_store.add_check("unit1/correlate2d", "correct")
    assert progress_store.read()["checks"]["unit1/correlate2d"]["attempts"] == 2
    kept = list(progress_file.parent.glob("*.unreadable-*.json"))
    assert [file.read_text() for file in kept] == [content]


def test_off_keeps_a_record_for_the_session_and_no_file(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    monkeypatch.setattr(progress_store, "_unsaved", {})
    monkeypatch.chdir(tmp_path)
    progress_store.add_check("unit1/correlate2d", "correct")
    progress_store.read()["checks"].clear()
    assert progress_store.read()["checks"]["unit1/correlate2d"]["solved"]
    assert list(tmp_path.iterdir()) == []
    script = "from convedu.course import progress_store; print(progress_store.read()['checks'])"
    later = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert later.stdout == "{}\n", "another Python knows nothing of it"


def test_the_installation_is_sound(progress_file, capsys):
    study.installation()
    lines = capsys.readouterr().out.splitlines()
    assert [line[0] for line in lines] == ["✓", "✓", "✓", "·", "✓"], lines
    assert "live figures: to see them, open the start page" in lines[3]


def test_a_broken_installation_says_what_to_do(progress_file, capsys):
    progress_file.parent.touch()  # a file where the folder should be
    study.installation()
    [wrong] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("✗")]
    assert wrong.startswith("✗ your progress can be kept")
    assert "run: make lab" in wrong
