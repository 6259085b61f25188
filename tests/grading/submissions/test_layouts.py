"""One learner's file never costs another: layouts, names, links and crowds."""

import os
import re
import zipfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import nbformat
import pytest

from convedu.grading.exercise.load import load
from convedu.grading.grade import grade_class
from convedu.grading.platforms import layouts
from convedu.grading.report import feedback_name
from convedu.grading.submissions import files
from convedu.grading.submissions import find as finder
from convedu.grading.submissions.find import Submissions, SubmissionsError
from tests.demo_class import SOLUTION, begun, only, solved

UNIT = "01-convolution"
NAME = f"{UNIT}.ipynb"
NAMES = [f"s{number:02}" for number in range(12)]
CLASSES = {
    "flat": [f"{name}.ipynb" for name in NAMES],
    "folders": [f"{name}/{NAME}" for name in NAMES],
    "attempts": [f"{name}/{n}/{NAME}" for name in NAMES for n in (1, 2)],
    "moodle": [f"{name}_{n}_assignsubmission_file_/{NAME}" for n, name in enumerate(NAMES)],
    "moodle-flat": [f"{name}_{n}_assignsubmission_file_{NAME}" for n, name in enumerate(NAMES)],
    "canvas": [f"{name}_{n + 700}_{n + 9000}_{NAME}" for n, name in enumerate(NAMES)],
    "nbgrader": [
        f"submitted/{name}/ps1/{part}" for name in NAMES for part in (NAME, "timestamp.txt")
    ],
}
STRAYS = [
    f"x_assignsubmission_file_{NAME}",
    f"x_1_assignsubmission_file_/{NAME}",
    "mal/notes/timestamp.txt",
    f"mal/ps1/{NAME}",
    "submitted/x.ipynb",
    f"submitted/mal/ps1/{NAME}",
    "mal_1_2_x.ipynb",
    "mal.ipynb",
    f"mal/{NAME}",
    "readme.txt",
    "mal/a/b/c/d/e.ipynb",
    "__MACOSX/._x.ipynb",
]
find = partial(finder.find, layouts=layouts())


def unpacked(folder: Path, names) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    return folder


def zipped(path: Path, names) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name in names:
            made.writestr(name, "{}")
    return path


def found_of_class(submissions: Submissions) -> set[tuple[str, str, bool]]:
    return {
        (one.student, one.attempt, one.file is not None)
        for one in submissions.files
        if one.student in NAMES
    }


@pytest.mark.parametrize("wrapped", ["", "class/"])
@pytest.mark.parametrize("stray", STRAYS)
@pytest.mark.parametrize("kind", CLASSES)
def test_no_single_file_decides_the_layout(tmp_path, kind, stray, wrapped):
    names = [wrapped + name for name in CLASSES[kind]]
    plain = found_of_class(find(zipped(tmp_path / "a.zip", names), UNIT))
    assert {(student, has_file) for student, _, has_file in plain} == {(n, True) for n in NAMES}
    odd = find(zipped(tmp_path / "b.zip", [*names, stray]), UNIT)
    assert found_of_class(odd) == plain
    assert not odd.is_doubtful
    if not wrapped:
        folder = find(unpacked(tmp_path / "c", [*names, stray]), UNIT)
        assert found_of_class(folder) == plain


def test_how_sure_a_layout_is_can_be_told(tmp_path):
    mixed = unpacked(tmp_path / "in", [*CLASSES["moodle"][:9], "ada.ipynb"])
    assert find(mixed, UNIT).share == pytest.approx(0.9)
    assert find(unpacked(tmp_path / "a", CLASSES["folders"]), UNIT).share == 1


def test_a_layout_that_leaves_many_without_a_notebook_is_refused(tmp_path):
    mixed = [*CLASSES["moodle"], *CLASSES["flat"][:8]]
    source, out = unpacked(tmp_path / "in", mixed), tmp_path / "out"
    assert find(source, UNIT).is_doubtful
    with pytest.raises(SubmissionsError, match="8 are without a notebook, so nothing was marked"):
        grade_class.grade(SOLUTION, source, out, sandbox="none")
    assert not (out / "grades.csv").exists()


@pytest.mark.parametrize("kind", ["flat", "folders", "moodle", "canvas", "nbgrader"])
def test_folders_round_a_class_are_no_students(tmp_path, kind):
    plain = found_of_class(find(unpacked(tmp_path / "plain", CLASSES[kind]), UNIT))
    for wrapper in ("hand in/", "week 3/hand in/"):
        names = [*(wrapper + name for name in CLASSES[kind]), "read me.txt"]
        folder = unpacked(tmp_path / wrapper.replace("/", " "), names)
        for source in (folder, zipped(tmp_path / "in.zip", names)):
            assert found_of_class(find(source, UNIT)) == plain


@pytest.mark.parametrize("groups", [["Group A", "Group B"], ["red/1", "blue/2"], ["s1234567", "x"]])
def test_groups_of_people_are_neither_students_nor_attempts(tmp_path, groups):
    people = ("881201", "881202", "ada")
    names = [f"{group}/{person}/{NAME}" for group in groups for person in people]
    source = unpacked(tmp_path / "in", names)
    assert find(source, UNIT).is_doubtful
    with pytest.raises(SubmissionsError, match="so nothing was marked"):
        grade_class.grade(SOLUTION, source, tmp_path / "out", sandbox="none")


@pytest.mark.parametrize(
    ("folders", "attempts"),
    [
        (("Attempt 1", "attempt 2"), 2),
        (("v1", "v2", "v10"), 3),
        (("2026-11-20", "2026-11-21"), 2),
        (("exercises", "notebooks"), 1),
        (("s1234567", "s1234568"), 1),
        (("mine", "from a friend"), 1),
    ],
)
def test_attempts_are_folders_that_are_numbered(tmp_path, folders, attempts):
    names = [f"ada/{folder}/{NAME}" for folder in folders]
    found = find(unpacked(tmp_path / "in", [*names, *CLASSES["flat"]]), UNIT).files
    assert sum(one.student == "ada" for one in found) == attempts


def test_of_several_notebooks_the_one_that_holds_the_exercise_counts(tmp_path):
    right, other = ("answer-x", "{}")
    entries = {
        f"ada/exercises/{NAME}": right,
        f"ada/notebooks/{NAME}": other,
        f"ben/{NAME}": other,
        "ben/my answers.ipynb": right,
        "cy/a.ipynb": other,
        "cy/b.ipynb": right,
        "dan/a.ipynb": right,
        "dan/b.ipynb": right,
    }
    source = unpacked(tmp_path / "in", entries)
    for name, text in entries.items():
        (source / name).write_text(text)
    found = find(source, UNIT, belongs=lambda data: b"answer-x" in data).files
    read = {one.student: one.file and one.file.read(limit=99).decode() for one in found}
    assert read == {"ada": right, "ben": right, "cy": right, "dan": None}


def test_a_notebook_holds_an_exercise_by_its_answers_not_its_name():
    exercise = load(SOLUTION)
    solution = SOLUTION.read_bytes()
    handed_in = nbformat.writes(solved()).encode()
    anew = re.sub(rb'"id": "[^"]*"', b'"id": "x"', re.sub(rb'"grade_id": "[^"]*"', b"", handed_in))
    lesson = SOLUTION.parents[2] / "notebooks" / NAME
    assert exercise.is_in(handed_in)
    assert exercise.is_in(anew)
    assert not exercise.is_in(solution)
    assert not exercise.is_in(lesson.read_bytes())
    assert not exercise.is_in(SOLUTION.with_name("02-tensors.ipynb").read_bytes())


@pytest.mark.parametrize(
    "name", ["x.ipynb", f"{UNIT} - Copy.ipynb", f"Copy of {NAME}", f"{UNIT}_v2.ipynb"]
)
def test_what_is_filled_in_counts_before_the_empty_copy_beside_it(tmp_path, name):
    exercise, filled = load(SOLUTION), nbformat.writes(only("conv1d_valid"))
    source = unpacked(tmp_path / "in", [f"ada/{NAME}", f"ada/{name}", f"ben/{NAME}"])
    (source / "ada" / NAME).write_text(nbformat.writes(begun()))
    (source / "ada" / name).write_text(filled)
    assert find(source, UNIT, belongs=exercise.is_in).files[0].file.name == name
    (source / "ada" / NAME).write_text(filled)
    assert find(source, UNIT, belongs=exercise.is_in).files[0].file.name == NAME


def test_in_a_copy_of_the_whole_course_the_exercise_is_found(tmp_path):
    exercise, course = load(SOLUTION), SOLUTION.parents[2]
    source = unpacked(tmp_path / "in", [f"{name}.ipynb" for name in NAMES])
    for folder in ("exercises", "exercises/solutions", "notebooks"):
        (source / "ada" / folder).mkdir(parents=True)
        for path in (course / folder).glob("*.ipynb"):
            (source / "ada" / folder / path.name).write_bytes(path.read_bytes())
    ada = find(source, UNIT, belongs=exercise.is_in).files[0]
    assert (ada.student, ada.file.parts) == ("ada", ("ada", "exercises", NAME))


@pytest.mark.parametrize("wrapped", ["", "Exercise 1/"])
def test_sakais_tree_is_a_folder_for_each_student(tmp_path, wrapped):
    people = [f"{name.upper()}, A({name})" for name in NAMES]
    parts = [f"Submission attachment(s)/{NAME}", "timestamp.txt", "comments.txt"]
    names = [f"{wrapped}{who}/{part}" for who in people for part in parts]
    found = find(zipped(tmp_path / "a.zip", [*names, f"{wrapped}grades.csv"]), UNIT)
    assert [one.student for one in found.files] == people
    assert all(one.file for one in found.files)


def test_blackboards_names_say_login_time_and_file(tmp_path):
    start = "Exercise_1 (late)_ada01_attempt_2026-11-"
    names = [f"{start}20-21-59-00_{NAME}", f"{start}20-21-59-00.txt", f"{start}21-08-00-00_x.ipynb"]
    other = "Ex_bob_attempt_2026-11-20-10-00-00.txt"
    first, second, bob = find(zipped(tmp_path / "a.zip", [*names, other]), UNIT).files
    assert (first.student, first.id, first.file.name) == ("ada01", "ada01", names[0])
    assert first.submitted == datetime(2026, 11, 20, 21, 59).astimezone(UTC)
    assert (second.attempt, second.file.name) == ("2026-11-21-08-00-00", names[2])
    assert (bob.student, bob.file) == ("bob", None)


def test_attempts_may_lie_in_a_folder_of_the_assignment_s(tmp_path):
    names = [f"ada/Exercise 1/Version {n}/{NAME}" for n in (1, 2)]
    found = find(unpacked(tmp_path / "in", [*names, *CLASSES["flat"]]), UNIT).files
    attempts = [one.attempt for one in found if one.student == "ada" and one.file]
    assert attempts == ["Version 1", "Version 2"]


@pytest.mark.parametrize("ending", ["rar", "7z", "tar.gz", "TGZ", "tar"])
def test_an_archive_that_is_not_read_has_a_row_with_the_reason(tmp_path, ending):
    ada = find(unpacked(tmp_path / "in", [f"ada.{ending}", *CLASSES["flat"]]), UNIT).files[0]
    assert (ada.student, ada.file) == ("ada", None)
    assert "No notebook was handed in, but" in ada.reasons[0]


def test_a_copy_beside_the_notebook_is_another_attempt(tmp_path):
    copies = [f"{UNIT} (1).ipynb", f"{UNIT}-Copy2.ipynb", f"{UNIT}(3).ipynb"]
    names = [f"ada/{name}" for name in (NAME, *copies)]
    found = find(unpacked(tmp_path / "in", names), UNIT).files
    assert [one.attempt for one in found] == ["0", "1", "2", "3"]


def test_a_circular_link_costs_its_owner_only(tmp_path):
    source = unpacked(tmp_path / "in", CLASSES["folders"])
    (source / "mal").mkdir()
    (source / "mal" / NAME).symlink_to(NAME)
    (source / "loop").symlink_to("loop")
    found = find(source, UNIT, ignore=tmp_path / "in" / "out")
    assert found_of_class(found) == {(name, "", True) for name in NAMES}


@pytest.mark.parametrize("place", ["mal", "mal/data", "mal/a/b/c"])
def test_a_folder_of_too_much_costs_its_owner_only(tmp_path, monkeypatch, place):
    monkeypatch.setattr(files, "STUDENT_FILES", 40)
    names = [*CLASSES["folders"], *(f"{place}/{n}.txt" for n in range(100))]
    found = find(unpacked(tmp_path / "in", names), UNIT)
    assert found_of_class(found) == {(name, "", True) for name in NAMES}
    (mal,) = (one for one in found.files if one.student == "mal")
    assert mal.file is None
    assert "which were left out" in " ".join(mal.reasons)


def test_a_crowd_beside_a_notebook_leaves_the_notebook(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "STUDENT_FILES", 40)
    names = [f"mal/{NAME}", *(f"mal/data/{n}.txt" for n in range(100)), f"ada/{NAME}"]
    found = find(unpacked(tmp_path / "in", names), UNIT).files
    assert [one.file is not None for one in found] == [True, True]


def test_every_learner_has_a_row_and_a_page_of_their_own(tmp_path):
    moodle = [
        f"Ada Lovelace_42_assignsubmission_file_/{NAME}",
        f"Ada Lovelace_43_assignsubmission_file_/{NAME}",
        f"Ada Lovelace (42)_44_assignsubmission_file_/{NAME}",
        f"Ada Lovelace (42) (44)_45_assignsubmission_file_/{NAME}",
    ]
    found = find(unpacked(tmp_path / "a", moodle), UNIT).files
    assert len({one.student for one in found}) == 4
    assert all(one.file for one in found)
    twins = ["Zoë.ipynb", "Zoe\u0308.ipynb", ".net fan.ipynb", "~$ay.ipynb", "b.ipynb", "B.ipynb"]
    found = find(unpacked(tmp_path / "b", twins), UNIT).files
    assert len({one.student for one in found}) == 6
    assert all(one.file for one in found)


def test_a_page_s_name_cannot_be_made_to_collide():
    odd = "a/b"
    made = feedback_name(odd)
    names = [odd, made.removesuffix(".html"), "a_b", "a:b"]
    pages = {feedback_name(name) for name in names}
    pages |= {feedback_name(feedback_name(name).removesuffix(".html")) for name in names}
    assert len(pages) >= len(names) + 2
    assert feedback_name(names[1]) != made


@pytest.mark.parametrize("out", ["marks", "a/b/marks"])
def test_the_folder_of_marks_is_no_student(tmp_path, out):
    source = unpacked(tmp_path / "in", CLASSES["flat"])
    os.makedirs(source / out)
    (source / out / "grades.sqlite").write_text("")
    found = find(source, UNIT, ignore=source / out)
    assert {one.student for one in found.files} == set(NAMES)


@pytest.mark.parametrize(
    "name", ["ada.ipynb.txt", f"ada/{NAME}.txt", f"ada/{NAME}.json", f"ada/{NAME}.download"]
)
def test_a_second_ending_is_passed_over(tmp_path, name):
    (one,) = find(unpacked(tmp_path / "in", [name]), UNIT).files
    assert (one.student, one.file is not None) == ("ada", True)
