"""The command, started in places and ways that could change what it does."""

import os
import subprocess
import sys

import pytest

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


@pytest.mark.parametrize("name", ["numpy.py", "typer.py", "json.py", "nbformat/__init__.py"])
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
