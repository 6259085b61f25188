"""Marks get into the tables of platforms, and nothing else in them changes."""

import csv
import html
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from convedu.cli import app
from convedu.grading.common.atomic_write import write
from convedu.grading.common.errors import UserError
from convedu.grading.gradebook.grades_csv import grades, spreadsheet
from convedu.grading.model import WAITING, Override, StudentGrade
from convedu.grading.platforms import MODULES, layouts
from convedu.grading.platforms.canvas import fill_canvas
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.fill_column import is_marked
from convedu.grading.platforms.gradescope import results
from convedu.grading.platforms.gradescope import write as to_gradescope
from convedu.grading.platforms.moodle import fill_moodle
from convedu.grading.report.sentences import is_ours
from convedu.grading.submissions.find import find
from tests.grading.platforms.marks import FIRST, OTHERS, UNIT, WORTH, row


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


# A sheet keeps every byte that is not to change.


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab",;\t\n\r é'), max_size=5), min_size=2, max_size=4),
        min_size=2,
        max_size=4,
    ),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_a_sheet_is_read_like_csv_and_kept_to_the_byte(rows, quoting, end, mark):
    file = io.StringIO()
    rows[0] = ["a", "b", "c"]
    csv.writer(file, quoting=quoting, lineterminator=end).writerows(rows)
    data = (mark + file.getvalue()).encode()
    sheet = Sheet(data, "a.csv")
    assert sheet.data() == data
    read = [
        [sheet.value(n, m) for m in range(len(cells))] for n, (cells, _) in enumerate(sheet.lines)
    ]
    assert read == [
        row or [""] for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    ]


@given(st.binary(max_size=60) | st.text(st.sampled_from('a",\n\r'), max_size=20).map(str.encode))
def test_any_bytes_are_kept_or_refused(data):
    try:
        sheet = Sheet(data, "a.csv")
    except UserError:
        return
    assert sheet.data() == data


def test_what_is_no_table_is_refused():
    kinds = ("utf-16-le", "utf-32", "mac-roman")  # and a spreadsheet's own file
    for data in (b"PK\3\4\0", *("Loù,1\r\nZoë,2\r\n".encode(kind) for kind in kinds)):
        with pytest.raises(UserError, match=r"a\.csv is not in UTF-8.*\"CSV UTF-8\""):
            Sheet(data, "a.csv")
    for data in (b"", b"a,b\n"):
        with pytest.raises(UserError, match="has no table in it"):
            Sheet(data, "a.csv")


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize(
    ("encoding", "mark", "sign"),
    [
        ("utf-16-le", "\ufeff", "\t"),  # Excel's "Unicode text"
        ("utf-16-be", "\ufeff", ","),
        ("cp1252", "", ";"),  # Excel on Windows, where it does not say UTF-8
        ("utf-8", "\ufeffsep=;\r\n", ";"),  # what tells Excel where to divide
        ("cp1252", "SEP=\t\n", "\t"),
    ],
)
def test_what_excel_saves_is_read_and_given_back_as_it_was(encoding, mark, sign, end):
    text = f"{mark}Name{sign}Points{end}Zoë{sign}{end}"
    sheet = Sheet(text.encode(encoding), "a.csv")
    assert (sheet.header, sheet.value(1, 0)) == (["Name", "Points"], "Zoë")
    sheet.put(1, 1, "2")
    assert sheet.data() == text.replace(f"Zoë{sign}", f"Zoë{sign}2").encode(encoding)


def test_a_comment_in_a_narrow_encoding_says_in_html_what_that_has_no_sign_for():
    sheet = Sheet("Name;Comment\nZoë;\n".encode("cp1252"), "a.csv")
    sheet.put(1, 1, "é ≥ 2")
    comment = sheet.data().decode("cp1252").splitlines()[1].partition(";")[2].strip('"')
    assert html.unescape(comment) == "é ≥ 2"


# Canvas: as lib/gradebook_exporter.rb writes it.

HEAD = "Student,ID,SIS User ID,SIS Login ID,Section"
CANVAS = (
    f"\ufeff{HEAD},Notes,01-convolution (5501),Quiz 1 (5502),Homework Current Score,Final Grade\r\n"
    ",,,,,,Manual Posting,,,\r\n"
    "    Points Possible,,,,,,20.00,5.00,(read only),(read only)\r\n"
    '"Lovelace, Ada",1201,S001,ada@uni.example,"CS 1, A","says ""hi""",,4.50,90.00,A-\r\n'
    '"O\'Neill, Ben",1202,S002,ben,CS 1,,3.00,,,\r\n'
    '"Nguyễn, Chloë",1203,S003,chloe,CS 1,=1+1,,,,\r\n'
    '"Patel, Dev",1204,S004,dev,CS 1,,EX,,,\r\n'
    '"Patel, Dev",1205,S005,dev2,CS 1,,,,,\r\n'
    '"Roy, Emma",1206,S006,emma,CS 1,,N/A,,,\r\n'
    '"Student, Test",1299,,e3b0c442,CS 1,,,,,\r\n'
).encode()


def canvas(*rows: StudentGrade, sheet: Sheet | None = None, **options):
    sheet = sheet or Sheet(CANVAS, "theirs.csv")
    filled = fill_canvas(sheet, UNIT, rows, **options)
    return filled, {line[1]: line[6] for line in table(sheet.data())[3:]}


def test_a_canvas_gradebook_is_filled_in_and_nothing_else_changes():
    sheet = Sheet(CANVAS, "theirs.csv")
    rows = row("lovelaceada", "1201"), row("ben", first=0.5), row("S003"), row("Zed", "77")
    filled, scores = canvas(*rows, sheet=sheet)
    assert scores["1201"] == scores["1203"] == "2"
    assert scores["1202"] == "1"
    assert (filled.placed, filled.missing) == (3, 1)
    expected = (
        CANVAS.decode()
        .replace('"says ""hi""",,4.50', '"says ""hi""",2,4.50')
        .replace("ben,CS 1,,3.00", "ben,CS 1,,1")
        .replace("CS 1,=1+1,,", "CS 1,=1+1,2,")
    )
    assert sheet.data().decode() == expected
    told = " ".join(filled.notes)
    assert "Marked here, but not in the table: Zed." in told
    assert "without a mark here: Patel, Dev; Patel, Dev; Roy, Emma." in told
    assert "Student, Test" not in told


@pytest.mark.parametrize(
    "student",
    ["lovelaceada", "Ada Lovelace", "Lovelace, Ada", "ada", "ADA@uni.example", "s001", "1201"],
)
def test_a_student_is_found_by_any_clear_name(student):
    filled, scores = canvas(row(student))
    assert scores["1201"] == "2"
    assert filled.missing == 0


def test_an_unclear_name_is_not_guessed_and_two_marks_for_one_person_neither():
    filled, scores = canvas(row("Dev Patel"), row("ada"), row("Ada Lovelace"))
    assert scores["1204"] == "EX"
    assert scores["1205"] == scores["1201"] == ""
    assert filled.missing == 3
    told = "Marked here, but it is unclear who that is in the table: Dev Patel, ada, Ada Lovelace."
    assert told in filled.notes


def test_excused_and_unassigned_students_stay_so():
    filled, scores = canvas(row("dev"), row("emma"))
    assert (scores["1204"], scores["1206"]) == ("EX", "N/A")
    assert filled.placed == 0
    assert "Excused, and left so: dev." in filled.notes


def test_a_number_with_another_name_is_told():
    filled, scores = canvas(row("royemma", "1201"))
    assert scores["1201"] == "2"
    assert "please look: royemma is Lovelace, Ada (1201) there." in " ".join(filled.notes)


def test_what_could_not_be_marked_is_told_and_a_failed_run_is_left_out():
    filled, scores = canvas(row("ada", status="failed"), row("ben", first=0.0, status="unreadable"))
    assert (scores["1201"], scores["1202"]) == ("", "0")
    told = " ".join(filled.notes)
    assert "the grader failed, and left out: ada" in told
    assert "nothing to mark, which gives 0: ben" in told


def test_what_a_person_has_yet_to_mark_is_told():
    one = row("ada")
    verdict = replace(one.result.verdicts[1], state=WAITING)
    one = replace(one, result=replace(one.result, verdicts=(one.result.verdicts[0], verdict)))
    filled, _ = canvas(one, row("ben"))
    assert "A person has not marked all of it yet: ada." in filled.notes


def test_points_are_converted_if_asked_and_told_if_not():
    filled, scores = canvas(row("ada"))
    assert scores["1201"] == "2"
    assert "maximum is 20, the exercise's 18" in filled.notes[0]
    filled, scores = canvas(row("ada"), scale=True)
    assert scores["1201"] == "2.2222"
    assert not any("--scale" in note for note in filled.notes)


@pytest.mark.parametrize("column", ["Quiz 1 (5502)", "quiz 1", "5502"])
def test_the_column_can_be_named(column):
    sheet = Sheet(CANVAS, "theirs.csv")
    canvas(row("ada"), sheet=sheet, column=column)
    assert table(sheet.data())[3][7] == "2"


def test_a_column_that_is_not_there_lists_those_that_are():
    with pytest.raises(UserError, match=r"no column 'Lab 9'.*'01-convolution \(5501\)', 'Quiz 1"):
        canvas(column="Lab 9")
    other = CANVAS.replace(b"20.00,5.00", b"(read only),5.00")
    with pytest.raises(UserError, match="is read only"):
        canvas(sheet=Sheet(other, "theirs.csv"))
    for title in (b"Student", b"Section"):  # in another language
        with pytest.raises(UserError, match="no gradebook of Canvas"):
            canvas(sheet=Sheet(CANVAS.replace(title, b"Etudiant", 1), "theirs.csv"))
    with pytest.raises(UserError, match="no gradebook of Canvas"):
        canvas(sheet=Sheet(b"a,b\n1,2\n", "theirs.csv"))


def test_a_canvas_gradebook_with_two_names_or_semicolons_is_read_too():
    two = CANVAS.decode().replace("Student,ID", "LastName,FirstName,ID", 1)
    two = two.replace(",,,,,,Manual", ",,,,,,,Manual").replace("Possible,", "Possible,,")
    two = two.replace('"Lovelace, Ada"', "Lovelace,Ada")
    sheet = Sheet(two.encode(), "two.csv")
    fill_canvas(sheet, UNIT, [row("Ada Lovelace")])
    assert table(sheet.data())[3][7] == "2"
    sheet = Sheet(
        b"Student;ID;SIS Login ID;Section;01-convolution (5501)\r\n"
        b"    Points Possible;;;;20,00\r\n"
        b'"Lovelace; Ada";1201;ada;"CS; 1";3,50\r\n',
        "semicolons.csv",
    )
    fill_canvas(sheet, UNIT, [row("ada", first=0.75)])
    assert sheet.data().endswith(b'"Lovelace; Ada";1201;ada;"CS; 1";1.5\r\n')


# Moodle: as mod/assign/gradingtable.php writes the worksheet.

TITLES = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"'
)
MOODLE = (
    f"\ufeff{TITLES}\n"
    '"Participant 881201","Ada Lovelace",ada@uni.example,"Submitted for grading - ",,20.00,Yes,'
    '"Friday, 6 November 2026, 11:58 PM",-,\n'
    '"Participant 881202","Ben O\'Neill",ben@uni.example,"Submitted for grading - Graded",3.00,'
    '20.00,Yes,"Friday, 6 November 2026, 11:59 PM","Monday, 9 November 2026, 9:00 AM",'
    '"See me, ""Ben""!"\n'
    '"Participant 881203","Chloë Nguyễn",chloe@uni.example,"No submission - ",,20.00,No,-,-,\n'
    '"Participant 881204","Dev Patel",dev@uni.example,"Submitted for grading - ",,20.00,Yes,-,-,'
    "convedu: 1 of 20 points.\n"
).encode()


def moodle(*rows: StudentGrade, sheet: Sheet | None = None, **options):
    sheet = sheet or Sheet(MOODLE, "worksheet.csv")
    filled = fill_moodle(sheet, UNIT, rows, **options)
    return filled, {line[0].split()[-1]: line for line in table(sheet.data())[1:]}


def test_a_moodle_worksheet_gets_grades_and_comments():
    sheet = Sheet(MOODLE, "worksheet.csv")
    filled, lines = moodle(
        row("Ada Lovelace", "881201"),
        row("Ben O'Neill", "881202"),
        row("Chloë Nguyễn", "881203"),
        row("dev@uni.example", first=0.5),
        sheet=sheet,
    )
    assert [line[4] for line in lines.values()] == ["2", "2", "", "1"]
    assert lines["881201"][9].startswith("convedu: 2 of 18 points.<br>conv1d: almost, 2 of 2.<br>")
    assert lines["881201"][9].count("<br>") == len(UNIT.checks)
    assert lines["881204"][9].startswith("convedu: 1 of")  # ours is replaced, a person's is not
    assert lines["881202"][9] == 'See me, "Ben"!'
    told = " ".join(filled.notes)
    assert "The grade is locked, and left as it is: Chloë Nguyễn." in told
    assert "A comment of somebody's was there and stays: Ben O'Neill." in told
    before = [line[:4] + line[5:9] for line in table(MOODLE)]
    assert [line[:4] + line[5:9] for line in table(sheet.data())] == before
    assert sheet.data().startswith("\ufeffIdentifier".encode())


def test_a_mark_above_the_maximum_is_left_out_since_moodle_would_skip_it():
    low = MOODLE.replace(b"20.00", b"1.50")
    rows = row("ada@uni.example"), row("dev@uni.example", first=0.5)
    filled, lines = moodle(*rows, sheet=Sheet(low, "worksheet.csv"))
    assert (lines["881201"][4], lines["881204"][4]) == ("", "1")
    assert "skips without a word, and left out: ada@uni.example." in " ".join(filled.notes)
    filled, lines = moodle(row("ada@uni.example"), sheet=Sheet(low, "worksheet.csv"), scale=True)
    assert lines["881201"][4] == "0.1667"


def test_a_comment_is_one_line_of_html():
    _, lines = moodle(
        row("Ada Lovelace", "881201", first=0.5, late_penalty=0.2, days_late=1),
    )
    said = lines["881201"][9]
    assert "`a &lt; b` &amp; so on" in said
    assert "0.8 of" in said
    assert "Late by 1 day: 0.2 points were taken off." in said
    assert "\n" not in said


def test_what_a_person_has_set_is_in_the_comment():
    by_hand = {FIRST: Override(1.5, "Shown to me in class.")}
    _, lines = moodle(replace(row("ada@uni.example"), overrides=by_hand))
    said = "conv1d: 2 of 2. These points were set by a person: Shown to me in class."
    assert said in lines["881201"][9]


def test_a_blind_worksheet_has_numbers_only():
    blind = b"Identifier,Status,Grade\nParticipant 42,Submitted,\nParticipant 43,Submitted,\n"
    sheet = Sheet(blind, "w.csv")
    filled = fill_moodle(sheet, UNIT, [row("Participant (43)", "43")])
    assert sheet.data() == blind.replace(b"43,Submitted,", b"43,Submitted,2")
    assert "In the table, but without a mark here: 42." in filled.notes
    assert any("so no comment was written" in note for note in filled.notes)


def test_a_worksheet_in_another_language_needs_its_column_named():
    german = b'\xef\xbb\xbfID,Name,Bewertung\n"Teilnehmer/in 7",Ada,\n'
    with pytest.raises(UserError, match="no column 'Grade'; name one with --column: 'Name', 'Bew"):
        fill_moodle(Sheet(german, "w.csv"), UNIT, [])
    sheet = Sheet(german, "w.csv")
    fill_moodle(sheet, UNIT, [row("x", "7")], column="bewertung")
    assert table(sheet.data())[1][2] == "2"
    with pytest.raises(UserError, match="no grading worksheet"):
        fill_moodle(Sheet(b"a,Grade\nx,\n", "w.csv"), UNIT, [])


# From a platform's zip and back into its table.


@pytest.mark.parametrize(
    ("names", "fill", "data", "place"),
    [
        (
            [
                "Ada Lovelace_881201_assignsubmission_file_/x.ipynb",
                "Ben ONeill_881202_assignsubmission_file_/x.ipynb",
                "Dev Patel_881204_assignsubmission_file_/x.ipynb",
                "Dev Patel_881299_assignsubmission_file_/x.ipynb",
            ],
            fill_moodle,
            MOODLE,
            4,
        ),
        (
            [
                "lovelaceada_1201_9001_x.ipynb",
                "oneillben_LATE_1202_9002_x.ipynb",
                "pateldev_1205_9004_x-1.ipynb",
                "pateldev_1298_9005_x.ipynb",
            ],
            fill_canvas,
            CANVAS,
            6,
        ),
    ],
)
def test_marks_come_back_by_the_platforms_own_numbers(tmp_path, names, fill, data, place):
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as made:
        for name in names:
            made.writestr(name, "{}")
    found = find(tmp_path / "class.zip", "x", layouts=layouts()).files
    sheet = Sheet(data, "theirs.csv")
    filled = fill(sheet, UNIT, [row(one.student, one.id) for one in found])
    assert (filled.placed, filled.missing) == (3, 1)
    assert [line[place] for line in table(sheet.data())].count("2") == 3
    assert not any("is " in note for note in filled.notes if "please look" in note)


# Gradescope and plain tables.


def test_gradescopes_results_have_the_fields_it_documents():
    made = json.loads(results(UNIT, row("ada", first=0.5, late_penalty=0.5, days_late=2)))
    assert made["score"] == 0.5
    assert made["execution_time"] == 0.25
    assert made["output"].startswith("convedu: 0.5 of 18 points.")
    assert [test["name"] for test in made["tests"]] == [FIRST, *OTHERS]
    assert made["tests"][0]["score"] == 1.0
    assert made["tests"][0]["max_score"] == 2.0
    assert {test["status"] for test in made["tests"]} == {"failed"}
    assert sum(test["max_score"] for test in made["tests"]) == 18
    assert json.loads(results(UNIT, row("ada")))["tests"][0]["status"] == "passed"
    assert made["visibility"] == "visible"


def test_a_failure_of_the_grader_is_no_mark_of_nought(tmp_path):
    rows = (row("ada"), row("ben", status="failed"))
    done = to_gradescope(UNIT, rows, tmp_path / "results")
    assert (done.placed, done.missing) == (1, 1)
    assert [path.name for path in (tmp_path / "results").iterdir()] == ["ada.json"]
    assert done.notes == ["Not marked, since the grader failed, and left out: ben."]
    lost = rows[1]
    by_hand = replace(lost, overrides={name: Override(1.0) for name in WORTH})
    assert [is_marked(one) for one in (lost, by_hand)] == [False, True]
    alone = to_gradescope(UNIT, [lost], tmp_path / "results.json")
    assert (alone.placed, alone.missing) == (0, 1)
    assert not (tmp_path / "results.json").exists()


def test_a_file_is_written_whole_and_an_old_half_is_no_hindrance(tmp_path):
    path = tmp_path / "grades.csv"
    (tmp_path / ".grades.csv.part").write_text("half of it")
    write(path, "all of it")
    assert path.read_text() == "all of it"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(TypeError):
        write(path, 3)
    assert path.read_text() == "all of it"
    assert list(tmp_path.iterdir()) == [path]


def test_gradescopes_results_hold_text_that_is_no_text():
    odd = row("a")
    verdict = replace(odd.result.verdicts[0], fraction=0.0, message="\udcff \x00")
    said = results(UNIT, replace(odd, result=replace(odd.result, verdicts=(verdict,))))
    assert "<U+DCFF> <U+0000>" in said
    assert "not marked" in said


@given(st.text(max_size=6), st.text(max_size=6))
def test_a_spreadsheet_shows_every_cell_as_text(student, reason):
    one = replace(row(student, f"={student}"), late_penalty=1.0, attempt=f"@{student}")
    one = replace(one, result=replace(one.result, status="unreadable", reasons=(reason,)))
    (_, cells) = table(spreadsheet(UNIT, [one]).encode("utf-8", "backslashreplace"))
    assert len(cells) == 10 + len(UNIT.checks)
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")) for cell in cells
    )
    assert cells[4:11] == ["0", "1", "1", "18", "2", "0", "0"]


def test_a_spreadsheet_has_all_there_is_of_a_mark_and_opens_as_utf_8():
    late = row(
        "Zoë",
        "881",
        days_late=2,
        late_penalty=0.5,
        submitted=datetime(2026, 11, 6, 23, 1, 2, 0, UTC),
    )
    text = spreadsheet(UNIT, [late])
    assert text.startswith("\ufeffstudent,id,submitted_utc,")
    assert text.count("\r\n") == 2
    (cells,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert cells["student"] == "Zoë"
    assert cells["submitted_utc"] == "2026-11-06 23:01:02"
    assert (cells["score"], cells["penalty"], cells[FIRST]) == ("1.5", "0.5", "2")


# The command.


@pytest.fixture
def export(tmp_path, monkeypatch):
    """Return the command, with a class of three in a folder of marks."""
    rows = (row("Ada Lovelace", "881201"), row("ben", first=0.5), row("Zed"))
    monkeypatch.setattr("convedu.grading.console.export.marks", lambda out: (UNIT, rows))
    (tmp_path / "canvas-export.csv").write_bytes(CANVAS)
    (tmp_path / "worksheet.csv").write_bytes(MOODLE)
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, ["export", "marks", *words])


def test_the_command_fills_in_a_gradebook_beside_the_marks(export):
    done = export("--to", "canvas=canvas-export.csv")
    assert done.exit_code == 1, "Zed has no place"
    assert "not in the table: Zed." in done.output
    assert "2 marks in marks/canvas.csv, 1 not" in done.output
    assert [line[6] for line in table(Path("marks/canvas.csv").read_bytes())[3:5]] == ["2", "1"]
    assert Path("canvas-export.csv").read_bytes() == CANVAS


def test_the_command_fills_in_a_worksheet_where_it_is_told(export):
    done = export("--to", "moodle=worksheet.csv", "--output", "new/folder/filled.csv")
    assert done.exit_code == 1
    assert table(Path("new/folder/filled.csv").read_bytes())[1][4] == "2"
    assert Path("worksheet.csv").read_bytes() == MOODLE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("--canvas", "canvas-export.csv"), ("--to", "canvas=canvas-export.csv")),
        (("--moodle", "worksheet.csv"), ("--to", "moodle=worksheet.csv")),
        (("--gradescope",), ("--to", "gradescope")),
        (("--csv",), ("--to", "csv")),
        (("--csv", "--to", "a.csv"), ("--to", "csv=a.csv")),
    ],
)
def test_the_flags_of_earlier_versions_do_the_same(export, old, new):
    done = export(*old)
    written = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    assert export(*new).output == done.output
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == written


def test_the_command_never_writes_over_what_it_reads(export):
    Path("link.csv").symlink_to("worksheet.csv")
    for to in ("worksheet.csv", "./worksheet.csv", "link.csv"):
        done = export("--to", "moodle=worksheet.csv", "--output", to)
        assert done.exit_code == 2
        assert "yours stays as it is" in done.output
    assert Path("worksheet.csv").read_bytes() == MOODLE


def test_the_command_writes_results_and_tables(export):
    assert export("--to", "gradescope").exit_code == 0
    assert json.loads(Path("marks/gradescope/ben.json").read_text())["score"] == 1.0
    assert len(list(Path("marks/gradescope").iterdir())) == 3
    done = export("--to", "gradescope=results.json")
    assert done.exit_code == 2
    assert "there are 3 students for results.json; expected a folder" in done.output
    assert export("--to", "csv").exit_code == 0
    assert len(table(Path("marks/marks.csv").read_bytes())) == 4


def test_what_only_a_platforms_own_table_has_is_refused_for_others(export):
    for words in (("--to", "csv", "--scale"), ("--to", "gradescope", "--column", "x")):
        done = export(*words)
        assert done.exit_code == 2
        assert "has no table of its own for --column or --scale" in done.output


def test_the_command_says_what_is_wrong(export):
    assert "--to is missing, expected one of moodle" in export().output
    for words in ((), ("--csv", "--gradescope"), ("--to", "sakai=x.csv"), ("--to", "x.csv")):
        done = export(*words)
        assert done.exit_code == 2
        assert "expected one of moodle, canvas" in done.output
    for words in (("canvas=worksheet.csv"), ("moodle=canvas-export.csv"), "moodle", "nbgrader"):
        done = export("--to", words)
        assert done.exit_code == 2
        assert "expected" in done.output or "has no table of marks" in done.output
    assert export("--to", "canvas=none.csv").exit_code == 2
    assert not Path("marks").exists()


MADE_UP = """
from convedu.grading.platforms.platform import Exported, Platform
from convedu.grading.submissions.files import Layout, OwnedFile

def owner_of(file):
    name, sign, rest = file.parts[0].partition("@")
    return OwnedFile(file, name, "", (rest,)) if sign else None

def write(exercise, rows, to):
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text("\\n".join(f"{row.student}: {row.score}" for row in rows))
    return Exported(len(rows))

PLATFORM = Platform(
    "made-up",
    Layout("made-up", "a made-up platform", owner_of),
    write=write,
    file="made-up.txt",
)
"""


def test_a_new_platform_is_one_file_and_one_line(export, tmp_path, monkeypatch):
    (tmp_path / "made_up_platform.py").write_text(MADE_UP)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(MODULES, "made-up", "made_up_platform")
    done = export("--to", "made-up")
    assert done.exit_code == 0, done.output
    assert Path("marks/made-up.txt").read_text().startswith("Ada Lovelace: 2")
    for name in ("ada", "ben"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{name}@x.ipynb").write_text("{}")
    found = find(tmp_path / "in", "x", layouts=layouts())
    assert found.layout.described == "a made-up platform"
    assert [one.student for one in found.files] == ["ada", "ben"]


def test_there_are_no_marks_before_a_class_was_marked(tmp_path):
    done = CliRunner().invoke(app, ["export", str(tmp_path), "--csv"])
    assert done.exit_code == 2
    assert "expected the --out of an earlier" in done.output


def test_every_text_of_a_table_stays_one_cell_wherever_it_is_opened():
    odd = row('a;=1+1\t"b"', "x|y")
    for text in (grades(UNIT, [odd]), spreadsheet(UNIT, [odd]).removeprefix("\ufeff")):
        (line,) = text.splitlines()[1:]
        for cell in csv.reader([line]):
            assert ";" not in cell or f'"{cell}"'.replace('"b"', '""b""') in line
    assert grades(UNIT, [odd]).startswith(
        "student,score,max_score,status,layout,conv1d,conv2d,padding\n"
    )


@pytest.mark.parametrize(
    ("text", "replaced"),
    [("", True), ("<p>convedu: 3 of 20 points.</p>", True), ("See me.", False)],
)
def test_a_comment_is_replaced_if_it_was_written_here(text, replaced):
    assert is_ours(text) is replaced
