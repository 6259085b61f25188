"""What the two platforms' tables have in common: a column is found, scores are put in and told."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from convedu.grading.common.text import number, remarks
from convedu.grading.model import StudentGrade
from convedu.grading.platforms.csv_sheet import Sheet, SheetError
from convedu.grading.platforms.match import Person, match
from convedu.grading.platforms.platform import Exported


def fill(
    rows: Sequence[StudentGrade],
    people: Sequence[Person],
    maximum: "Maximum",
    put: Callable[[int, StudentGrade, float], str],
) -> Exported:
    """Put each score where it belongs: `put` writes it into a line, or returns why it did not."""
    marked = [row for row in rows if is_marked(row)]
    lines, mismatches = match(marked, people)
    kept: dict[str, list[str]] = {}
    for line, row in lines.items():
        if why := put(line, row, maximum.score(row)):
            kept.setdefault(why, []).append(row.student)
    placed = len(lines) - sum(map(len, kept.values()))
    doubtful = doubts([*lines.values(), *(row for row in rows if not is_marked(row))])
    notes = [*maximum.notes(), *remarks(mismatches | kept), *doubtful]
    return Exported(placed, len(rows) - placed, notes)


def is_marked(row: StudentGrade) -> bool:
    """Tell whether a row has a mark to be given: where the grader failed a person has to set it."""
    if row.result.status != "failed":
        return True
    judged = {one.check for one in row.result.verdicts if one.state != "failed"}
    return row.points.keys() <= judged | row.overrides.keys()


def doubts(rows: Sequence[StudentGrade]) -> list[str]:
    """Return a sentence for each reason to wait with marks, or to look at them again."""
    reasons: dict[str, Callable[[StudentGrade], object]] = {
        "A person has not marked all of it yet": lambda row: row.waiting,
        "Not marked, since the grader failed, and left out": lambda row: not is_marked(row),
        "There was nothing to mark, which gives 0": lambda row: row.result.status == "unreadable",
    }
    return remarks(
        {what: [row.student for row in rows if applies(row)] for what, applies in reasons.items()}
    )


@dataclass(frozen=True)
class Maximum:
    """What a platform says that an assignment is worth, as it is written there."""

    written: str
    points: float  # what the exercise is worth here
    scale: bool = False  # whether to convert

    def __post_init__(self) -> None:
        if self.scale and not self.value:
            raise SheetError(
                f"the table's maximum is {self.written.strip()!r}, expected a number above 0: "
                "without it --scale has nothing to convert to"
            )

    @property
    def value(self) -> float | None:
        """The number, if it is one."""
        return as_number(self.written)

    def score(self, row: StudentGrade) -> float:
        """Return a row's score for the table."""
        if self.scale and self.value and self.points:
            return row.score / self.points * self.value
        return row.score

    def notes(self) -> list[str]:
        """Say so if the platform counts other points than the exercise has."""
        if self.scale or not self.written.strip() or self.value == self.points:
            return []
        if self.value is None:
            return [f"The table's maximum {self.written.strip()!r} is not understood."]
        return [
            f"The table's maximum is {number(self.value)}, the exercise's {number(self.points)}; "
            "--scale converts the marks."
        ]


_PLAIN = re.compile(r"\d+(?:[.]\d+|,(?!\d{3}$)\d+)?")
_GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?:(?P<sign>[.,'’ \u00a0\u202f])\d{3})(?:(?P=sign)\d{3})*)"
    r"(?:(?!(?P=sign))[.,](?P<rest>\d+))?"
)


def as_number(text: str) -> float | None:
    """Return a number as it is written somewhere in the world, or None if it is unclear."""
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", "."))
    match = _GROUPED.fullmatch(text)
    if not match or (match["rest"] is None and len(match["whole"]) < 8):
        return None
    return float(re.sub(r"\D", "", match["whole"]) + "." + (match["rest"] or "0"))


def no_column(sheet: Sheet, wanted: str, choices: Sequence[str]) -> SheetError:
    """Return the error that lists the columns there are."""
    return SheetError(
        f"{sheet.name} has no column {wanted}; name one with --column: "
        + (", ".join(repr(title) for title in choices) or "it has none to fill in")
    )
