"""The assignments for which nbgrader's own marks are recorded."""

import json
from dataclasses import dataclass
from pathlib import Path

import nbformat

from . import kinds, submissions

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Assignment:
    """A source notebook, what lies beside it, and what was handed in: texts by name."""

    name: str
    source: str
    files: dict[str, bytes]
    submitted: dict[str, str]

    @property
    def marks(self) -> dict[str, dict[str, float | None] | None]:
        """What nbgrader gave for each submission: points by grade_id, None where it gave none."""
        return json.loads((DATA / f"{self.name}.json").read_text(encoding="utf-8"))["marks"]

    def lay_out(self, folder: Path) -> Path:
        """Write the source and what is beside it; return the source's path."""
        for name, data in self.files.items():
            (folder / name).parent.mkdir(exist_ok=True, parents=True)
            (folder / name).write_bytes(data)
        path = folder / f"{self.name}.ipynb"
        path.write_text(self.source, encoding="utf-8")
        return path


WORDS = Assignment(
    submissions.NAME,
    submissions.SOURCE.read_text(encoding="utf-8"),
    {},
    {
        name: submissions.notebook(filled)
        for name, filled in (submissions.HONEST | submissions.HOSTILE).items()
    },
)
KINDS = Assignment(kinds.NAME, nbformat.writes(kinds.source()), kinds.FILES, kinds.submissions())
CASES = Path(__file__).parent / "cases"


def _case(name: str) -> Assignment:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (CASES / name).glob("*.ipynb")}
    return Assignment(name, texts.pop("source"), {}, texts)


# Situations of real classes; of the one that lost its ids nbgrader can mark little.
RECORDED = (
    *("own-cell-below", "later-answer-appends-to-given", "later-answer-changes-dict"),
    *("input-spoilt-unseen", "docstring-test"),
)
ALL = {one.name: one for one in (WORDS, KINDS, *map(_case, RECORDED))}
