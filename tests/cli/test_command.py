"""The command, started in places and ways that could change what it does."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

import convedu as convedu_package
from convedu.cli import app, learners
from convedu.grading.platforms import layouts
from tests.hostile.conftest import SOLUTION

GRADE = ["grade", str(SOLUTION), ".", "--out", "../marks", "--sandbox", "none"]


def convedu(folder, *words, **environment):
    return subprocess.run(
        [sys.executable, "-m", "convedu", *words],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["numpy.py", "click.py", "json.py", "nbformat/__init__.py"])
def test_no_module_among_submissions_is_imported(name, tmp_path):
    folder = tmp_path / "submissions"
    module = folder / name
    module.parent.mkdir(parents=True)
    module.write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    ran = convedu(folder, *GRADE)
    assert not (tmp_path / "ran").exists(), ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("level", ["1", "2"])
def test_a_python_without_asserts_marks_nobody(level, tmp_path):
    (tmp_path / "submissions").mkdir()
    ran = convedu(tmp_path / "submissions", *GRADE, PYTHONOPTIMIZE=level)
    assert ran.returncode == 2
    assert "PYTHONOPTIMIZE" in ran.stdout + ran.stderr
    assert not (tmp_path / "marks" / "grades.csv").exists()


def test_a_caller_may_close_the_streams_and_ignore_children(tmp_path):
    """So some services start what they run: files took the place of streams, and waits hung."""
    folder = tmp_path / "submissions"
    folder.mkdir()
    shutil.copy(SOLUTION, folder / "ada.ipynb")
    caller = "exec <&- 2>&-; trap '' CHLD; exec \"$@\""
    command = ["bash", "-c", caller, "bash", sys.executable, "-m", "convedu", *GRADE]
    ran = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout
    assert '"ada",18' in (tmp_path / "marks" / "grades.csv").read_text()


def test_ctrl_c_is_no_verdict(monkeypatch):
    """It may come before a command has begun; click's own 1 says "not correct yet"."""

    def interrupted(**options):
        raise KeyboardInterrupt

    monkeypatch.setattr(learners.check, "callback", interrupted)
    assert CliRunner().invoke(app, ["check", str(SOLUTION)]).exit_code == 130


def test_what_check_finds_right_is_progress(tmp_path):
    kept = {"CONVEDU_PROGRESS": str(tmp_path / "progress.json")}
    shutil.copy(SOLUTION, tmp_path / "mine (1).ipynb")
    assert convedu(tmp_path, "check", "mine (1).ipynb", **kept).returncode == 0
    assert "exercises 5/5" in convedu(tmp_path, "progress", **kept).stdout


@pytest.fixture
def installed(tmp_path):
    """Return what makes Python take a copy of the package that lies in no course's folder."""
    shutil.copytree(
        Path(convedu_package.__file__).parent,
        tmp_path / "site/convedu",
        ignore=shutil.ignore_patterns("__pycache__", "browser", "node"),
    )
    (tmp_path / "empty").mkdir()
    return {"PYTHONPATH": str(tmp_path / "site")}


@pytest.mark.parametrize(
    "words",
    [
        ["lab"],
        ["check", "01-convolution.ipynb"],
        ["grade", "exercises/solutions/01-convolution.ipynb", ".", "--out", "marks"],
    ],
)
def test_outside_the_course_one_sentence_says_where_to_get_it(words, installed, tmp_path):
    settings = tomllib.loads((SOLUTION.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    address = settings["project"].get("urls", {}).get("Source")
    how = f"`git clone {address}`" if address else "get the course, and run the command in its"
    ran = convedu(tmp_path / "empty", *words, **installed)
    assert ran.returncode == 2, ran.stderr
    assert how in " ".join(ran.stderr.split())
    assert len(ran.stderr.splitlines()) == 1
    assert not ran.stdout


def test_each_layout_on_offer_is_one():
    (option,) = (one for one in app.commands["grade"].params if one.name == "layout")
    assert set(option.type.choices) == {"auto", "folder", *(layout.name for layout in layouts())}
