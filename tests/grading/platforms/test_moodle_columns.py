"""A worksheet in any language, and maxima as they are written anywhere."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from convedu.grading.common.errors import UserError
from convedu.grading.platforms.canvas import fill_canvas
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.fill_column import as_number
from convedu.grading.platforms.gradescope import write
from convedu.grading.platforms.moodle import fill_moodle
from tests.grading.platforms.marks import UNIT, row

CASES = Path(__file__).parent / "cases"
WORDS = {
    "French": ("Participant 7", "Note", "Note maximale", "Oui", "Non", "20,00"),
    "Japanese": ("参加者 7", "評定", "最大評点", "はい", "いいえ", "20.00"),
    "Finnish": ("Osallistuja 7", "Arvosana", "Paras", "Kyllä", "Ei", "20,00"),
    "Greek": ("Συμμετέχων 7", "Βαθμός", "Μέγιστος", "Ναι", "Όχι", "20,00"),
    "Arabic": ("مشارك 7", "الدرجة", "القصوى", "نعم", "لا", "20.00"),
    "Ukrainian": ("Учасник 7", "Оцінка", "Максимум", "Так", "Ні", "20,00"),
}


def table(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    sign = max(",;", key=text.partition("\n")[0].count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))


def sheet_in(language: str, *, blind: bool = False) -> Sheet:
    who, grade, maximum, yes, no, worth = WORDS[language]
    name = [] if blind else ["Name", "Mail"]
    rows = [["ID", *name, "Status", grade, maximum, "kann", "t1", "t2", "Worte"]]
    for number, word in ((7, yes), (8, no), (9, yes)):
        person = [] if blind else [f"Person {number}", f"p{number}@x.example"]
        told = "See me." if number == 9 else ""
        status = "abgegeben"
        line = [who.replace("7", str(number)), *person, status, "", worth, word, "-", "-", told]
        rows.append(line)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return Sheet(text.getvalue().encode(), "w.csv")


@pytest.mark.parametrize("blind", [False, True])
@pytest.mark.parametrize("language", WORDS)
def test_a_worksheet_is_filled_in_as_in_english(language, blind):
    marks = [row("x", "7"), row("y", "8"), row("z", "9")]
    sheet = sheet_in(language, blind=blind)
    filled = fill_moodle(sheet, UNIT, marks)
    lines = table(sheet.data())[1:]
    grade = 2 if blind else 4
    assert [line[grade] for line in lines] == ["2", "", "2"]
    assert lines[0][-1].startswith("convedu: 2 of 18 points.")
    assert lines[2][-1] == "See me."
    told = " ".join(filled.notes)
    assert "The grade is locked, and left as it is: y." in told
    assert "maximum is 20" in told
    sheet = sheet_in(language, blind=blind)
    fill_moodle(sheet, UNIT, marks, scale=True)
    assert table(sheet.data())[1][grade] == "2.2222"


def test_a_dash_is_no_grade_in_any_language():
    sheet = sheet_in("French")
    for line in sheet.below():
        sheet.put(line, 4, "-")
    fill_moodle(sheet, UNIT, [row("x", "7"), row("y", "8")])
    assert [line[4] for line in table(sheet.data())[1:]] == ["2", "-", "-"]


@pytest.mark.parametrize("language", WORDS)
def test_with_the_column_named_locks_and_maxima_hold_too(language):
    sheet = sheet_in(language)
    sheet.put(1, 4, "none yet")  # so that what is in the column does not show what it is
    fill_moodle(sheet, UNIT, [row("x", "7"), row("y", "8")], column=WORDS[language][1], scale=True)
    assert [line[4] for line in table(sheet.data())[1:]] == ["2.2222", "", ""]


@pytest.mark.parametrize("column", ["Name", "Mail", "Note maximale", "kann", "t1", "Worte"])
def test_a_column_of_something_else_is_not_written_into(column):
    with pytest.raises(UserError, match=r"is no maximum|not understood|has no column"):
        fill_moodle(sheet_in("French"), UNIT, [row("x", "7")], column=column)


@pytest.mark.parametrize("language", ["English", "French"])
def test_a_scale_is_refused(language):
    titles = ["Identifier", "Full name", "Status", "Grade", "Scale", "Grade can be changed"]
    if language == "French":
        titles = ["ID", "Nom", "Statut", "Note", "Barème", "modifiable"]
    line = ["Participant 7", "x", "-", "Not graded", '"Poor, Good"', "Yes"]
    sheet = Sheet("\n".join(",".join(cells) for cells in (titles, line)).encode(), "w.csv")
    with pytest.raises(UserError, match="not by a scale"):
        fill_moodle(sheet, UNIT, [row("x", "7")], column=titles[3])


@pytest.mark.parametrize("options", [{}, {"column": "Bewertung"}])
@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("m*.csv")))
def test_the_german_worksheets(name, options):
    sheet = Sheet((CASES / f"{name}.csv").read_bytes(), name)
    numbers = [str(881200 + n) for n in range(11)]
    marks = [row(f"s{n}", number, first=1.0) for n, number in enumerate(numbers)]
    fill_moodle(sheet, UNIT, marks, scale="scale" in name, **options)
    lines = {line[0].split()[-1]: line for line in table(sheet.data())[1:]}
    expected = "1.1111" if "scale" in name else "2"
    assert lines["881200"][4] == expected
    assert lines["881205"][4] == "", "it is locked"
    assert lines["881206"][-1] == "See me, please."
    assert lines["881201"][-1].startswith("convedu: 2 of 18")


def test_above_a_maximum_nothing_is_written_in_any_language():
    sheet = Sheet((CASES / "m05_german_max10.csv").read_bytes(), "m05")
    high = row("s", "881200")
    high = replace(high, points={**high.points, "conv2d": 8.0, "padding": 8.0})
    filled = fill_moodle(sheet, UNIT, [high])
    assert table(sheet.data())[1][4] == ""
    assert "Above the maximum" in " ".join(filled.notes)


def test_words_that_are_not_understood_are_refused():
    sheet = Sheet(sheet_in("French").data().replace(b"Oui", b"Quux"), "w.csv")
    with pytest.raises(UserError, match="'Quux', which is not understood"):
        fill_moodle(sheet, UNIT, [row("x", "7")])


CANVAS = "k11_points_over_999", "k12_points_blank", "k13_points_zero"


@pytest.mark.parametrize("name", CANVAS)
def test_a_maximum_is_scaled_to_or_refused(name):
    sheet = Sheet((CASES / f"{name}.csv").read_bytes(), name)
    marks = [row("x", "5000")]
    if name == "k11_points_over_999":
        fill_canvas(sheet, UNIT, marks, scale=True)
        assert table(sheet.data())[2][6] == "200"
    else:
        with pytest.raises(UserError, match="expected a number above 0"):
            fill_canvas(sheet, UNIT, marks, scale=True)
    sheet = Sheet((CASES / f"{name}.csv").read_bytes(), name)
    fill_canvas(sheet, UNIT, marks)
    assert table(sheet.data())[2][6] == "2"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,800.00", 1800), ("1.800,00", 1800), ("1 800,00", 1800), ("1’800.00", 1800),
        ("1\u202f800,5", 1800.5), ("12,345,678", 12345678), ("20", 20), ("0,5", 0.5),
        ("1,800", None), ("-3", None), ("1e3", None), ("nan", None), ("", None), ("18 p", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written_anywhere_or_not_at_all(text, value):
    assert as_number(text) == value


def test_of_several_notebooks_gradescope_gets_the_exercise_s(tmp_path):
    rows = [row("scratch", first=0.0), row(UNIT.name)]
    to = tmp_path / "results.json"
    done = write(UNIT, rows, to)
    assert (done.placed, done.missing) == (1, 0)
    assert json.loads(to.read_text())["score"] == 2
