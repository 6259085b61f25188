"""The course's contents with what a learner has done, as text and as a table."""

import html
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A unit: what it is about, predictions made and asked, exercises solved and posed.

    `lesson` is the name of its notebooks, without folder and ending.
    """

    title: str
    about: str
    lesson: str
    made: int
    asked: int
    solved: int
    posed: int


@dataclass(frozen=True)
class Progress:
    """The course's units in order, and how much of each is done."""

    rows: tuple[Row, ...]

    def __str__(self) -> str:
        return "\n".join(
            f"{row.title:<24} predictions {row.made}/{row.asked}   "
            f"exercises {row.solved}/{row.posed}"
            for row in self.rows
        )

    __repr__ = __str__

    def _repr_html_(self) -> str:
        heads = _cells("th", "lesson", "about", "predictions", "exercises")
        rows = "".join(
            _cells(
                "td",
                _link("notebooks", row, row.title),
                f"<span style='white-space:normal'>{html.escape(row.about)}</span>",
                f"{_meter(row.made, row.asked)} {row.made}/{row.asked}",
                f"{_meter(row.solved, row.posed)} "
                + _link("exercises", row, f"{row.solved}/{row.posed} exercises"),
            )
            for row in self.rows
        )
        table = f"<table><thead>{heads}</thead><tbody>{rows}</tbody></table>"
        return f"{table}<p>{self._next()}</p>"

    def _next(self) -> str:
        """Say where to go on: the first unit in which something is left, predictions first."""
        for row in self.rows:
            if row.made < row.asked:
                return f"Go on with {_link('notebooks', row, row.title)}."
            if row.solved < row.posed:
                return f"Go on with {_link('exercises', row, f'the exercises of {row.title}')}."
        return "You have predicted everything and solved everything. Well done."


def _cells(tag: str, *contents: str) -> str:
    style = "text-align:left;white-space:nowrap"
    cells = (f"<{tag} style='{style}'>{content}</{tag}>" for content in contents)
    return f"<tr>{''.join(cells)}</tr>"


def _link(folder: str, row: Row, words: str) -> str:
    # From the start page and from an exercise alike.
    return f"<a href='../{folder}/{row.lesson}.ipynb'>{html.escape(words)}</a>"


def _meter(done: int, all_of: int) -> str:
    bar = f"<progress value='{done}' max='{all_of}' style='width:5em' aria-hidden='true'>"
    return f"{bar}</progress>"
