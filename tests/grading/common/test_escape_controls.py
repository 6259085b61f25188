"""Characters that act on a terminal, turn text around or hide are written out, wherever shown."""

import io
import json
import re
import unicodedata
from dataclasses import replace

import pytest

from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.console.commands import class_facts
from convedu.grading.console.output import progress_bar, say, say_changes
from convedu.grading.exercise import load
from convedu.grading.grade.results import GradedClass
from convedu.grading.gradebook import changes, grades_csv
from convedu.grading.model import GradeChange, Job, Result
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.gradescope import results
from convedu.grading.platforms.moodle import fill_moodle
from convedu.grading.report import class_page, feedback_name, student_page
from convedu.grading.submissions.find import find
from tests.demo_class import SOLUTION
from tests.grading.console.test_terminal import Terminal
from tests.grading.report.rows import everything, row

SIGNS = ("\x1b", "\0", "\x07", "\x9b", "\x7f", "\u202e", "\u2066", "\u200b", "\ufeff", "\udcff")
TEXT = "".join(f"{place}{sign}" for place, sign in enumerate(SIGNS))
SHOWN = "0<U+001B>1<U+0000>2<U+0007>3<U+009B>4<U+007F>5<U+202E>6<U+2066>7<U+200B>8<U+FEFF>9<U+DCFF>"
WORKSHEET = b"Identifier,Full name,Grade,Feedback comments\r\nParticipant 1,Ada,,\r\n"


@pytest.fixture(scope="module")
def job():
    return Job(load.load(SOLUTION), seed=3, sandbox="bubblewrap")


@pytest.fixture(scope="module")
def rows(job):
    return everything(job, TEXT)


def printed(show, file=None) -> str:
    file = file or io.StringIO()
    show(file)
    return file.getvalue()


def watched(rows, file):
    def show(file):
        with progress_bar(file) as tell:
            for one in rows:
                tell(one, 1, len(rows))

    return re.sub(r"\x1b\[[?0-9]*[a-zA-Z]|\r", "", printed(show, file))  # the bar's own


def worksheet(job, rows):
    own = [replace(rows[0], student="Ada", id="1")]
    sheet = Sheet(WORKSHEET, "w")
    fill_moodle(sheet, job.exercise, own)
    return sheet.data().decode()


MOVES = [GradeChange(TEXT, TEXT, 1.0, 2.0, TEXT)]
PLACES = {
    "report": lambda job, rows: class_page(job, rows, TEXT, notes=[TEXT]),
    "feedback": lambda job, rows: "".join(student_page(job, one) for one in rows),
    "grades.csv": lambda job, rows: grades_csv.grades(job.exercise, rows),
    "marks.csv": lambda job, rows: grades_csv.spreadsheet(job.exercise, rows).removeprefix(
        "\ufeff"
    ),
    "changes.csv": lambda job, rows: changes.table(MOVES),
    "changes": lambda job, rows: printed(lambda file: say_changes(MOVES, file=file)),
    "lines": lambda job, rows: watched(rows, io.StringIO()),
    "bar": lambda job, rows: watched(rows, Terminal()),
    "a message": lambda job, rows: printed(lambda file: say(TEXT, file=file)),
    "Moodle's comments": worksheet,
    "Gradescope": lambda job, rows: json.loads(results(job.exercise, rows[0]))["output"],
}


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_a_learner_wrote_acts_or_hides_where_it_is_shown(place, job, rows):
    said = PLACES[place](job, rows)
    assert SHOWN in said.replace("&lt;", "<").replace("&gt;", ">")
    assert not {sign for sign in said if sign not in "\n\r\t" and acts(sign)}


def acts(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")


@pytest.mark.parametrize(
    "number",
    [
        *(0x34F, 0xFE00, 0xFE0F, 0xE0100, 0xE01EF, 0x17B4, 0x180B, 0x1D173, 0x3164, 0x2800, 0xFFA0),
        *(0x115F, 0xAD, 0x200B, 0x202E, 0x2028, 0xE0041, 0xFFF9, 0xFFFE, 0xD800, 0x200D, 0x200C),
    ],
)
def test_what_cannot_be_seen_is_written_out(number):
    assert escape_controls(f"a{chr(number)}b") == f"a<U+{number:04X}>b"


def test_a_script_gets_it_in_ascii(job, rows, tmp_path):
    marked = GradedClass(job, tuple(rows), "b")
    assert json.dumps(class_facts(marked, tmp_path)).isascii()


def test_code_that_reads_otherwise_than_it_runs_is_shown_as_it_runs(job):
    code = "access = 'user\u202e \u2066# Check if admin\u2069 \u2066' # and more"
    found = Result("ok", answers=(("answer-odd", code),))
    page = student_page(job, row(job, "ada", found))
    assert "user&lt;U+202E&gt; &lt;U+2066&gt;# Check if admin&lt;U+2069&gt;" in page
    assert "\u202e" not in page


def test_a_name_of_two_lines_feigns_no_row(tmp_path):
    (tmp_path / "ada: 1, ok\n[9 of 9] bob.ipynb").write_text("{}")
    (found,) = find(tmp_path, "x").files
    assert found.student == "ada: 1, ok<U+000A>[9 of 9] bob"
    assert feedback_name(found.student).startswith("ada_ 1, ok_U+000A_")


@pytest.mark.parametrize(
    "text",
    ["def f(x):\n\treturn 'é', x  # 漢字", "דוד שלום", "می‌خواهم", "👩‍💻", "x = '\\x1b\\u202e'"],
    ids=["code", "Hebrew", "Persian", "joined", "escapes"],
)
def test_what_is_seen_stays_as_it_is(text):
    assert escape_controls(text) == text
