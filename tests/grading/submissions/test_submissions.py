"""Submissions are found as platforms and people hand them over, and a zip does no harm."""

import contextlib
import io
import os
import stat
import struct
import tempfile
import tracemalloc
import zipfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convedu.grading.grade.grade_class import with_notes
from convedu.grading.gradebook.policy import Policy
from convedu.grading.platforms import layouts
from convedu.grading.submissions import find as finder
from convedu.grading.submissions import zip_reader
from convedu.grading.submissions.find import StudentFile, Submissions, SubmissionsError
from convedu.grading.submissions.parse import UnreadableError

UNIT = "01-convolution"
find = partial(finder.find, layouts=layouts())
NAME = f"{UNIT}.ipynb"


def zipped(path: Path, *entries, method=zipfile.ZIP_DEFLATED) -> Path:
    """Write a zip of (name or ZipInfo, bytes); the same name may come twice."""
    with zipfile.ZipFile(path, "w", method) as made:
        for name, data in entries:
            made.writestr(name, data, compress_type=method)
    return path


def packed(*entries) -> bytes:
    file = io.BytesIO()
    zipped(file, *entries)
    return file.getvalue()


def unpacked(folder: Path, *entries) -> Path:
    for name, data in entries:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def both_ways(tmp_path: Path, *entries) -> list[Submissions]:
    """Find in a zip and in the same zip unpacked."""
    sources = zipped(tmp_path / "class.zip", *entries), unpacked(tmp_path / "class", *entries)
    return [find(source, UNIT) for source in sources]


def people(submissions: Submissions) -> dict[str, StudentFile]:
    return {one.student: one for one in submissions.files}


def read(one: StudentFile) -> bytes:
    return one.file.read(limit=1_000)


# The layouts, as their sources write them (see convedu.grading.submissions.files).

MOODLE = (
    ("Ada Lovelace_881201_assignsubmission_file_/01-convolution.ipynb", b"ada"),
    ("Ben O'Neill_881202_assignsubmission_file/sub/My answers.ipynb", b"ben"),
    ("Chloë Nguyễn_881203_assignsubmission_onlinetext_/onlinetext.html", b"<p>Hello</p>"),
    ("Dev Patel_881204_assignsubmission_file_/01-convolution.ipynb", b"dev"),
    ("Dev Patel_881204_assignsubmission_onlinetext_/onlinetext.html", b"see the file"),
    ("Dev Patel_881205_assignsubmission_file_/01-convolution.ipynb", b"another dev"),
    ("Emma Roy_881206_assignsubmission_file_/report.pdf", b"%PDF"),
    ("Group 3_17_assignsubmission_file_/01-convolution.ipynb", b"three"),
)


def test_moodles_download_is_taken_as_it_comes(tmp_path):
    for submissions in both_ways(tmp_path, *MOODLE):
        assert submissions.layout.name == "moodle"
        found = people(submissions)
        assert list(found) == [
            "Ada Lovelace",
            "Ben O'Neill",
            "Chloë Nguyễn",
            "Dev Patel (881204)",
            "Dev Patel (881205)",
            "Emma Roy",
            "Group 3",
        ]
        assert found["Ada Lovelace"].id == "881201"
        assert not found["Ada Lovelace"].reasons
        assert read(found["Ben O'Neill"]) == b"ben"
        assert "named `My answers.ipynb`" in found["Ben O'Neill"].reasons[0]
        assert found["Chloë Nguyễn"].file is None
        assert "onlinetext.html" in found["Chloë Nguyễn"].reasons[0]
        assert read(found["Dev Patel (881204)"]) == b"dev"
        assert read(found["Dev Patel (881205)"]) == b"another dev"
        assert "report.pdf" in found["Emma Roy"].reasons[0]
        assert {one.submitted for one in submissions.files} == {None}  # it is the download's time


def test_moodles_flat_form_blind_marking_and_groups_without_a_number(tmp_path):
    submissions = both_ways(
        tmp_path,
        ("Participant_42_assignsubmission_file_01-convolution.ipynb", b"42"),
        ("Participant_43_assignsubmission_file_01-convolution (1).ipynb", b"43"),
        ("Participant_44_assignsubmission_onlinetext_onlinetext.html", b""),
        ("Default group_assignsubmission_file_01-convolution.ipynb", b"all"),
    )
    for each in submissions:
        found = people(each)
        assert list(found) == [
            "Default group",
            "Participant (42)",
            "Participant (43)",
            "Participant (44)",
        ]
        assert [one.id for one in each.files] == ["", "42", "43", "44"]
        assert read(found["Participant (43)"]) == b"43"
        assert not found["Participant (43)"].reasons  # a browser's (1) is no remark's worth
        assert found["Participant (44)"].file is None


def test_canvass_download_is_taken_as_it_comes(tmp_path):
    submissions = both_ways(
        tmp_path,
        ("lovelaceada_1201_90001_01-convolution.ipynb", b"ada"),
        ("o_neillben_LATE_1202_90002_01-convolution-1.ipynb", b"ben"),
        ("nguyễnchloë_1203_text.html", b"<h1>"),
        ("patildev_1204_90004_scratch.ipynb", b"scratch"),
        ("patildev_1204_90005_01-convolution-2.ipynb", b"dev"),
        ("royemma_1205_90006_a.ipynb", b"a"),
        ("royemma_1205_90007_b.ipynb", b"b"),
    )
    for each in submissions:
        assert each.layout.name == "canvas"
        found = people(each)
        assert [one.id for one in each.files] == ["1201", "1203", "1202", "1204", "1205"]
        assert not found["lovelaceada"].reasons
        assert read(found["o_neillben"]) == b"ben"
        assert not found["o_neillben"].reasons
        assert "text.html" in found["nguyễnchloë"].reasons[0]
        assert read(found["patildev"]) == b"dev"
        assert "`scratch.ipynb` beside it was not used" in found["patildev"].reasons[0]
        assert found["royemma"].file is None
        assert "unclear: `a.ipynb`, `b.ipynb`" in found["royemma"].reasons[0]


def test_canvass_anonymous_form(tmp_path):
    for each in both_ways(
        tmp_path,
        ("anon_Ab3x9_90001_01-convolution.ipynb", b"1"),
        ("LATE_anon_Zz0k1_90002_01-convolution.ipynb", b"2"),
    ):
        assert each.layout.name == "canvas"
        assert [one.student for one in each.files] == ["anon_Ab3x9", "anon_Zz0k1"]


@pytest.mark.parametrize("prefix", ["", "submitted/", "course/submitted/"])
@pytest.mark.parametrize(
    ("stamp", "time"),
    [
        (b"2026-11-06 22:58:23.948203 UTC\n", datetime(2026, 11, 6, 22, 58, 23, 948203, UTC)),
        (b"2026-11-06 23:58:23 +0100", datetime(2026, 11, 6, 22, 58, 23, 0, UTC)),
        (b"2026-11-06 22:58:23", datetime(2026, 11, 6, 22, 58, 23, 0, UTC)),
        (b"yesterday", None),
        (b"\xff" * 300, None),
    ],
)
def test_nbgraders_tree_and_its_timestamps(tmp_path, prefix, stamp, time):
    source = zipped(
        tmp_path / "class.zip",
        (f"{prefix}bitdiddle/ps1/{NAME}", b"ben"),
        (f"{prefix}bitdiddle/ps1/timestamp.txt", stamp),
        (f"{prefix}hacker/ps1/timestamp.txt", b"2026-11-06 22:58:23 UTC"),
        (f"{prefix}hacker/ps1/jupyter.png", b"PNG"),
        (f"{prefix}hacker/ps2/other.ipynb", b"alyssa"),
        *([("course/source/ps1/x.ipynb", b"x")] if prefix.startswith("course") else []),
    )
    submissions = find(source, UNIT)
    assert submissions.layout.name == "nbgrader"
    ben, hacker = submissions.files
    assert (ben.student, ben.id, ben.submitted, read(ben)) == (
        "bitdiddle",
        "bitdiddle",
        time,
        b"ben",
    )
    assert "named `other.ipynb`" in hacker.reasons[0]


def test_the_same_notebook_in_two_of_nbgraders_assignments_is_not_guessed(tmp_path):
    folder = unpacked(
        tmp_path,
        (f"ada/ps1/{NAME}", b"1"),
        (f"ada/ps2/{NAME}", b"2"),
        ("ada/ps1/timestamp.txt", b""),
    )
    (ada,) = find(folder, UNIT).files
    assert ada.file is None
    assert "unclear: `ps1/01-convolution.ipynb`, `ps2/" in ada.reasons[0]


def test_submissions_are_found_in_both_forms_of_a_folder(tmp_path):
    for name in ("bob.ipynb", "ada.ipynb", "._ada.ipynb", "notes.txt"):
        (tmp_path / name).write_text("{}")
    for name, file in (("eve", NAME), ("ada", NAME), ("joe", "Untitled.ipynb"), ("out", "x.csv")):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_text(name)
    (tmp_path / "zed").mkdir()
    submissions = find(tmp_path, UNIT, ignore=tmp_path / "out")
    found = submissions.files
    assert [one.student for one in found] == ["ada", "bob", "eve", "joe", "zed"]
    assert read(found[0]) == b"ada"
    assert "`ada.ipynb` beside the folder" in found[0].reasons[0]
    assert "named `Untitled.ipynb`" in found[3].reasons[0]
    assert f"There is no `{NAME}`" in found[4].reasons[0]
    assert submissions.layout.name == "folder"
    assert "notes.txt" in submissions.notes[0]


@pytest.mark.parametrize(
    ("entries", "names"),
    [
        ([NAME, "01-convolution-2.ipynb", "01-convolution-10.ipynb"], ["1", "2", "10"]),
        ([NAME, "01-convolution-1.ipynb"], ["0", "1"]),
        ([f"2/{NAME}", f"10/{NAME}", "9/Untitled.ipynb", "data/x.csv"], ["2", "9", "10"]),
        ([NAME, f"old/{NAME}"], [""]),
        ([f"first try/{NAME}"], [""]),
        (["01-convolution-2.ipynb"], [""]),
    ],
)
def test_several_attempts_have_names_in_their_order(tmp_path, entries, names):
    handed_in = [(f"ada/{name}", name.encode()) for name in entries]
    for each in both_ways(tmp_path, *handed_in, ("ben.ipynb", b"")):
        *adas, ben = each.files
        assert [one.attempt for one in adas] == names
        assert {one.student for one in adas} == {"ada"}
        assert all(one.file for one in adas)
        assert (ben.student, ben.attempt) == ("ben", "")


def test_what_is_unclear_or_nothing_has_a_reason_and_no_file(tmp_path):
    folder = unpacked(
        tmp_path,
        ("two/a.ipynb", b""),
        ("two/b.ipynb", b""),
        ("cases/01-Convolution.ipynb", b""),
        ("cases/01-CONVOLUTION.ipynb", b""),
        ("doc/answers.docx", b""),
        ("clear/a.ipynb", b""),
        (f"clear/{NAME}", b"this"),
    )
    found = people(find(folder, UNIT))
    assert [name for name, one in found.items() if one.file] == ["clear"]
    assert "unclear" in found["two"].reasons[0]
    assert "unclear" in found["cases"].reasons[0]
    assert "No notebook was handed in, but `answers.docx`" in found["doc"].reasons[0]
    assert "`a.ipynb` beside it was not used" in found["clear"].reasons[0]


def test_the_time_of_a_file_is_in_utc(tmp_path):
    path = unpacked(tmp_path / "class", (NAME, b"")) / NAME
    os.utime(path, (1_800_000_000, 1_800_000_000))
    (one,) = find(tmp_path / "class", UNIT).files
    assert one.submitted == datetime.fromtimestamp(1_800_000_000, UTC)


def test_the_time_in_a_zip_is_its_unix_field_or_else_this_machines_zone(tmp_path):
    entry = zipfile.ZipInfo("ada.ipynb", (2026, 11, 6, 12, 0, 0))
    entry.extra = struct.pack("<HHH", 0x9999, 2, 7) + struct.pack(
        "<HHBi", 0x5455, 5, 1, 1_800_000_000
    )
    plain = zipfile.ZipInfo("ben.ipynb", (2026, 11, 6, 12, 0, 0))
    unknown = zipfile.ZipInfo("eve.ipynb")
    source = zipped(tmp_path / "a.zip", (entry, b""), (plain, b""), (unknown, b""))
    ada, ben, eve = find(source, UNIT).files
    assert ada.submitted == datetime.fromtimestamp(1_800_000_000, UTC)
    assert ben.submitted == datetime(2026, 11, 6, 12).astimezone(UTC)
    assert eve.submitted is None


def test_with_a_due_date_it_is_told_of_whom_no_time_is_known(tmp_path):
    moodles, ours = (
        both_ways(tmp_path, *MOODLE)[0],
        find(unpacked(tmp_path / "a", (NAME, b"")), UNIT),
    )
    due = Policy(datetime(2026, 11, 6, tzinfo=UTC))
    assert (
        "when 5 of them were handed in: those count as in time"
        in with_notes(moodles, due).notes[-1]
    )
    assert with_notes(ours, due) == ours
    assert with_notes(moodles, Policy()) == moodles


def test_a_layout_can_be_forced(tmp_path):
    folder = unpacked(tmp_path, ("ada_2026_11_01-convolution.ipynb", b""))
    assert find(folder, UNIT, layout="folder").files[0].student == "ada_2026_11_01-convolution"
    assert find(folder, UNIT, layout="canvas").files[0].student == "ada"
    with pytest.raises(SubmissionsError, match="has no submission"):
        find(folder, UNIT, layout="moodle")
    with pytest.raises(SubmissionsError, match="layout was 'sakai'; expected auto, moodle"):
        find(folder, UNIT, layout="sakai")


def test_a_number_of_several_people_is_not_canvass(tmp_path):
    entries = [(f"{name}_2026_11_{NAME}", b"") for name in ("ada", "ben")]
    assert find(unpacked(tmp_path, *entries), UNIT).layout.name == "folder"


def test_a_zipped_folder_is_taken_without_its_wrapper(tmp_path):
    several = zipped(tmp_path / "a.zip", (f"class/ada/{NAME}", b""), ("class/ben.ipynb", b""))
    single = zipped(tmp_path / "b.zip", (f"ada/{NAME}", b""))
    assert [one.student for one in find(several, UNIT).files] == ["ada", "ben"]
    assert [one.student for one in find(single, UNIT).files] == ["ada"]


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"{}", b"PK\x03\x04" + b"\0" * 100])
def test_what_is_neither_folder_nor_zip_is_refused(tmp_path, content):
    path = tmp_path / "class.zip"
    path.write_bytes(content)
    with pytest.raises(SubmissionsError, match="expected a folder or a zip"):
        find(path, UNIT)


def test_what_is_not_there_is_refused(tmp_path):
    with pytest.raises(
        SubmissionsError, match=r"none cannot be read as a zip .*; expected a folder"
    ):
        find(tmp_path / "none", UNIT)
    with pytest.raises(SubmissionsError, match="cannot be read as a zip"):
        find(Path(os.devnull), UNIT)


# A zip is hostile.


def test_names_that_lead_out_of_a_zip_are_left_out_and_told(tmp_path):
    bad = ["../eve.ipynb", "/etc/eve.ipynb", "C:\\eve.ipynb", "a\\..\\..\\eve.ipynb"]
    source = zipped(tmp_path / "a.zip", *((name, b"") for name in bad), ("ada.ipynb", b"ada"))
    submissions = find(source, UNIT)
    assert list(people(submissions)) == ["ada"]
    assert "lead out of the zip: `../eve.ipynb`" in submissions.notes[0]
    assert "and 1 more" in submissions.notes[0]


def test_a_name_with_control_characters_has_its_row_as_in_a_folder(tmp_path):
    source = zipped(tmp_path / "a.zip", ("e\nve\x1b.ipynb", b"1"), ("ada.ipynb", b"2"))
    submissions = find(source, UNIT)
    assert list(people(submissions)) == ["ada", "e<U+000A>ve<U+001B>"]
    assert not submissions.notes


def test_a_link_an_encrypted_and_a_damaged_entry_cannot_be_read(tmp_path):
    link = zipfile.ZipInfo("link.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = zipped(
        tmp_path / "a.zip",
        (link, b"/etc/passwd"),
        ("locked.ipynb", b"x"),
        ("broken.ipynb", b"y" * 99),
    )
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rindex(signature, 0, data.index(b"locked.ipynb", data.index(signature)))
        data[at + offset] |= 1
    start = data.index(b"broken.ipynb") + len("broken.ipynb")
    data[start : start + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    found = people(find(path, UNIT))
    for name, reason in (
        ("link", "is a link"),
        ("locked", "encrypted"),
        ("broken", "decompressing"),
    ):
        with pytest.raises(UnreadableError, match=reason):
            read(found[name])


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_rare_compressions_are_not_opened(tmp_path, method):
    (one,) = find(zipped(tmp_path / "a.zip", ("ada.ipynb", b"x"), method=method), UNIT).files
    with pytest.raises(UnreadableError, match="compressed in a way"):
        read(one)


def test_a_bomb_is_stopped_at_the_limit_whatever_it_says_of_itself(tmp_path):
    path = zipped(tmp_path / "a.zip", ("ada.ipynb", b"\0" * 50_000_000))
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):  # its size, it says, is 5
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<I", 5)
    lying = tmp_path / "b.zip"
    lying.write_bytes(data)
    for source in (path, lying):
        (one,) = find(source, UNIT).files
        tracemalloc.start()
        with pytest.raises(UnreadableError):
            one.file.read(limit=1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
        tracemalloc.stop()


def test_a_list_of_entries_that_is_too_long_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_reader, "ZIP_LIST_BYTES", 70_000)
    path = zipped(tmp_path / "a.zip", *((f"{n:05}.ipynb", b"") for n in range(1_500)))
    with pytest.raises(SubmissionsError, match="list of entries is larger"):
        find(path, UNIT)
    monkeypatch.setattr(zip_reader, "ZIP_LIST_BYTES", 64 << 20)
    monkeypatch.setattr(zip_reader, "CLASS_FILES", 1_000)
    with pytest.raises(SubmissionsError, match="1,500 entries, expected at most 1,000"):
        find(path, UNIT)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_equal_names_and_names_that_differ_in_case_are_not_mixed_up(tmp_path):
    source = zipped(
        tmp_path / "a.zip",
        (f"Ada/{NAME}", b"1"),
        (f"ada/{NAME}", b"2"),
        (f"ben/{NAME}", b"3"),
        (f"ben/{NAME}", b"4"),
    )
    found = people(find(source, UNIT))
    assert (read(found["Ada"]), read(found["ada"])) == (b"1", b"2")
    assert "name is nearly the same" in found["Ada"].reasons[0]
    assert found["ben"].file is None
    assert "unclear" in found["ben"].reasons[0]


def test_a_name_gives_the_terminal_no_orders(tmp_path):
    (tmp_path / "\x1b]0;all marks\x07\r\x9b2Jeve.ipynb").write_text("text")
    (found,) = find(tmp_path, NAME).files
    assert found.student == "<U+001B>]0;all marks<U+0007><U+000D><U+009B>2Jeve"


def test_names_in_odd_encodings_become_text(tmp_path):
    path = zipped(tmp_path / "a.zip", ("Zo__.ipynb", b"1"), ("Jo_.ipynb", b"2"))
    data = path.read_bytes().replace(b"Zo__", "Zoë".encode()).replace(b"Jo_", b"Jo\x89")
    path.write_bytes(data)  # UTF-8 without the flag that says so, and the old code page
    assert list(people(find(path, UNIT))) == ["Joë", "Zoë"]
    path = zipped(tmp_path / "b.zip", ("Zoe\u0308.ipynb", b""))  # as a Mac writes it
    assert list(people(find(path, UNIT))) == ["Zoë"]


def test_a_name_that_is_no_text_can_be_written_and_read(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.ipynb")).write_bytes(b"{}")
    (one,) = find(tmp_path, UNIT).files
    assert one.student == "a<U+DCFF>"
    assert read(one) == b"{}"


DAMAGE = st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=8))


@given(st.lists(DAMAGE, min_size=1, max_size=5))
def test_a_damaged_zip_is_refused_or_its_files_have_their_reasons(damages):
    data = packed(*MOODLE, ("Ada_1_assignsubmission_file_/w.zip", packed((NAME, b"mine" * 20))))
    for where, removed, added in damages:
        place = int(where * len(data))
        data = data[:place] + added + data[place + removed :]
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        with contextlib.suppress(SubmissionsError):
            for one in find(Path(file.name), UNIT).files:
                assert one.file or one.reasons
                with contextlib.suppress(UnreadableError):
                    assert one.file is None or len(one.file.read(limit=1_000)) <= 1_000


# A student's own zip.


def test_the_only_notebook_in_a_students_own_zip_is_taken(tmp_path):
    inner = packed((f"work/{NAME}", b"mine"), ("__MACOSX/._x.ipynb", b""), ("data/a.csv", b""))
    for each in both_ways(
        tmp_path,
        ("Ada_1_assignsubmission_file_/work.zip", inner),
        ("Ben_2_assignsubmission_file_/w.zip", packed(("a.ipynb", b""), ("b.ipynb", b""))),
        ("Cem_3_assignsubmission_file_/w.zip", packed(("a.txt", b""))),
        ("Dee_4_assignsubmission_file_/w.zip", packed(("w.zip", inner))),
        ("Eli_5_assignsubmission_file_/w.zip", b"no zip"),
        ("Fay_6_assignsubmission_file_/w.zip", inner),
        ("Fay_6_assignsubmission_file_/v.zip", inner),
    ):
        found = people(each)
        assert read(found["Ada"]) == b"mine"
        assert found["Ada"].reasons == ("It was handed in as `work.zip`.",)
        assert [name for name, one in found.items() if one.file] == ["Ada"]
        assert "unclear" in found["Ben"].reasons[1]
        assert "no notebook in `w.zip`" in found["Cem"].reasons[0]
        assert "no notebook in `w.zip`" in found["Dee"].reasons[0]
        assert "cannot be read as a zip" in found["Eli"].reasons[0]
        assert "No notebook was handed in, but `v.zip`, `w.zip`" in found["Fay"].reasons[0]


def test_a_students_zip_of_too_many_files_or_too_many_bytes_is_a_reason(tmp_path, monkeypatch):
    many = packed(*((f"{n}.ipynb", b"") for n in range(2_001)))
    source = unpacked(tmp_path, ("ada.zip", many), ("ben.zip", os.urandom(3_000)))
    monkeypatch.setattr("convedu.grading.submissions.pick_notebook.STUDENT_ZIP_BYTES", 250_000)
    ada, ben = find(source, UNIT).files
    assert "2,001 entries, expected at most 2,000" in ada.reasons[0]
    assert ada.file is None
    assert "cannot be read as a zip" in ben.reasons[0]
    monkeypatch.setattr("convedu.grading.submissions.pick_notebook.STUDENT_ZIP_BYTES", 2_000)
    assert "too large" in find(source, UNIT).files[1].reasons[0]


@given(
    st.lists(
        st.text(st.sampled_from("a1_-. /\\:é\u0308\udcff\n"), max_size=12).map(
            lambda name: name + ".ipynb"
        )
        | st.sampled_from([f"ada/{NAME}", "ada_1_assignsubmission_file_/x.zip", "a_1_2_x.ipynb"]),
        max_size=6,
        unique=True,
    )
)
def test_whatever_the_names_each_student_is_found_once(names):
    with tempfile.TemporaryDirectory() as folder:
        entries = [(name.encode("utf-8", "replace").decode(), b"{}") for name in names]
        try:
            found = find(zipped(Path(folder) / "class.zip", *entries), UNIT).files
        except SubmissionsError:
            return  # there was nobody in it
    assert len({(one.student, one.id, one.attempt) for one in found}) == len(found)
    assert all(one.file or one.reasons for one in found)
