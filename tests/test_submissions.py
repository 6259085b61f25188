"""Submissions are found as platforms and people hand them over, and a zip does no harm."""

import pytest

from convedu.grading.submissions import SubmissionsError, find

UNIT = "01-convolution"
NAME = f"{UNIT}.ipynb"


def test_submissions_are_found_in_both_forms(tmp_path):
    for name in ("bob.ipynb", "ada.ipynb", ".hidden.ipynb", "notes.txt"):
        (tmp_path / name).write_text("{}")
    for name, file in (("eve", NAME), ("ada", NAME), ("joe", "Untitled.ipynb"), ("out", "x.csv")):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_text(name)
    submissions = find(tmp_path, UNIT, ignore=tmp_path / "out")
    found = submissions.found
    assert [one.student for one in found] == ["ada", "bob", "eve", "joe"]
    assert found[0].file.read(limit=9) == b"ada"
    assert "`ada.ipynb` beside the folder" in found[0].reasons[0]
    assert "named `Untitled.ipynb`" in found[3].reasons[0]
    assert submissions.layout == "folder"
    assert "notes.txt" in submissions.notes[0]


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(SubmissionsError, match="is no folder"):
        find(tmp_path / "none", "x")
