"""Feedback goes back in bulk, each page to its owner."""

import zipfile

import pytest

from convedu.grading.common.errors import UserError
from convedu.grading.platforms import platform_named
from convedu.grading.platforms.platform import write_feedback
from convedu.grading.report import feedback_name
from convedu.grading.submissions.files import File
from tests.grading.platforms.marks import row

ADA, ODD = "Ada Lovelace", "a/b_c"


def handed_in(name: str) -> File:
    return File((name,), lambda *, limit: b"")


@pytest.fixture
def pages(tmp_path):
    (tmp_path / "feedback").mkdir()
    for student in (ADA, ODD, "ben"):
        (tmp_path / "feedback" / feedback_name(student)).write_text(f"page of {student}")
    return tmp_path / "feedback"


def written(path) -> dict[str, str]:
    with zipfile.ZipFile(path) as made:
        return {name: made.read(name).decode() for name in made.namelist()}


def test_moodle_finds_each_by_the_number_in_the_folder(pages, tmp_path):
    rows = [row(ADA, "881"), row(ODD, "882"), row("ben")]
    files = {ADA: handed_in("Ada Lovelace_881_assignsubmission_file_x.ipynb")}
    to = tmp_path / "f.zip"
    done = write_feedback(platform_named("moodle"), pages, rows, files, to)
    assert written(to) == {
        "Ada Lovelace_881_assignsubmission_file_/feedback.html": f"page of {ADA}",
        "a b c_882_assignsubmission_file_/feedback.html": f"page of {ODD}",
    }
    assert (done.placed, done.missing) == (2, 1)
    assert "gave no number for them: ben." in done.notes[0]


def test_canvas_finds_each_by_the_two_numbers_of_what_was_handed_in(pages, tmp_path):
    files = {
        ADA: handed_in("lovelaceada_LATE_1201_90001_01-convolution-1.ipynb"),
        ODD: handed_in("anon_Ab3_90002_x.ipynb"),
    }
    to = tmp_path / "f.zip"
    done = write_feedback(platform_named("canvas"), pages, [row(ADA), row(ODD)], files, to)
    assert written(to) == {"lovelaceada_LATE_1201_90001_feedback.html": f"page of {ADA}"}
    assert (done.placed, done.missing) == (1, 1)


def test_a_folder_is_named_by_login_and_never_leads_elsewhere(pages, tmp_path):
    rows = [row(ADA, "ada"), row(ODD, "../../evil"), row("ben")]
    write_feedback(platform_named("folder"), pages, rows, {}, tmp_path / "out")
    found = {path.relative_to(tmp_path / "out") for path in (tmp_path / "out").rglob("*.html")}
    assert len(found) == 3
    assert (tmp_path / "out/ada/feedback.html").read_text() == f"page of {ADA}"
    assert {path.parts[-1] for path in found} == {"feedback.html"}
    assert all(len(path.parts) == 2 for path in found)


def test_the_same_pages_give_the_same_bytes(pages, tmp_path):
    for name in ("a.zip", "b.zip"):
        write_feedback(platform_named("moodle"), pages, [row(ADA, "1")], {}, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_platform_without_feedback_in_bulk_says_so(pages, tmp_path):
    with pytest.raises(UserError, match="csv takes no feedback in bulk"):
        write_feedback(platform_named("csv"), pages, [], {}, tmp_path / "f.zip")
