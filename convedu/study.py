"""What a learner does besides code: predict before the reveal, and see how far they have come."""

import html
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import convedu
from convedu import record


@dataclass(frozen=True)
class Option:
    """One choice, and why a wrong one tempts."""

    text: str
    tempting: str = ""


@dataclass(frozen=True)
class Question:
    """A prediction: `answer` is the text of the right option, `why` the reason."""

    name: str
    prompt: str
    options: tuple[Option, ...]
    answer: str
    why: str

    @property
    def right(self) -> int:
        """The right option's position."""
        return [option.text for option in self.options].index(self.answer)

    def reveal(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a learner is told who made the choice in the record's `entry`."""
        chosen = self.options[entry["choice"]]
        return {
            "choice": entry["choice"],
            "confidence": entry["confidence"],
            "correct": entry["choice"] == self.right,
            "answer": self.right,
            "why": self.why,
            "tempting": chosen.tempting,
        }


@dataclass(frozen=True)
class Unit:
    """A unit's title, its lesson, its checks and its predictions."""

    number: int
    lesson: str
    title: str
    checks: tuple[str, ...]
    questions: tuple[Question, ...]


@cache
def units() -> tuple[Unit, ...]:
    """Return the course's units in order."""
    found = sorted(
        (file for file in files(convedu).joinpath("questions").iterdir()),
        key=lambda file: file.name,
    )
    return tuple(_unit(file.name, file.read_text(encoding="utf-8")) for file in found)


def predict(name: str) -> Any:
    """Ask for a prediction, log the choice, then say what is right and why the rest tempts.

    Parameters
    ----------
    name : str
        ``unit1/box-blur-flat``: the unit and the question's name.

    Returns
    -------
    convedu.widgets.Prediction
        Shown by the notebook.

    Raises
    ------
    ValueError
        If there is no such question.
    """
    from convedu import widgets

    question = _question(name)

    def commit(choice: int, confidence: int) -> dict[str, Any]:
        return question.reveal(
            record.add_prediction(
                name, choice=choice, confidence=confidence, correct=choice == question.right
            )
        )

    earlier = record.read()["predictions"].get(name)
    return widgets.Prediction(
        question.prompt,
        [option.text for option in question.options],
        on_commit=commit,
        name=name,
        reveal=question.reveal(earlier) if earlier else None,
    )


@dataclass(frozen=True)
class Progress:
    """How many predictions were made and how many checks are solved, unit by unit.

    `lessons` are the units' notebooks, without folder and ending.
    """

    rows: tuple[tuple[str, int, int, int, int], ...]
    lessons: tuple[str, ...]

    def __str__(self) -> str:
        lines = [
            f"{title:<24} predictions {made}/{asked}   exercises {solved}/{posed}"
            for title, made, asked, solved, posed in self.rows
        ]
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'>{_link('notebooks', lesson, html.escape(title))}</td>"
            f"<td style='text-align:left'>{_meter(made, asked)}</td>"
            f"<td style='text-align:left'>{_link('exercises', lesson, _meter(solved, posed))}</td>"
            "</tr>"
            for lesson, (title, made, asked, solved, posed) in self._by_lesson()
        )
        heads = "".join(
            f"<th style='text-align:left'>{head}</th>"
            for head in ("unit", "predictions", "exercises")
        )
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        return f"{table}<p>{self._next()}</p>"

    def _by_lesson(self) -> Iterator[tuple[str, tuple[str, int, int, int, int]]]:
        return zip(self.lessons, self.rows, strict=True)

    def _next(self) -> str:
        """Say where to go on: the first unit in which something is left, predictions first."""
        for lesson, (title, made, asked, solved, posed) in self._by_lesson():
            if made < asked:
                return f"Go on with {_link('notebooks', lesson, html.escape(title))}."
            if solved < posed:
                words = f"the exercises of {html.escape(title)}"
                return f"Go on with {_link('exercises', lesson, words)}."
        return "You have predicted everything and solved everything. Well done."


def progress() -> Progress:
    """Return what has been done so far, from the progress file.

    A unit is done when every prediction was made and every check is correct: running all cells
    does neither.
    """
    found = record.read()
    rows = tuple(_row(unit, found) for unit in units())
    return Progress(rows, tuple(unit.lesson for unit in units()))


def installation() -> None:
    """Try what the course needs and print one line for each thing, with what to do if it fails."""
    for label, trial in (
        ("NumPy calculates", _tries_numpy),
        ("the pictures are here", _tries_pictures),
        ("widgets can be shown", _tries_widgets),
        ("your progress can be kept", _tries_record),
    ):
        try:
            trial()
            print(f"✓ {label}")
        except Exception as error:  # whatever it is, the learner has to read it
            print(f"✗ {label}: {error}. In the course's folder, run: make lab")


def _unit(file: str, text: str) -> Unit:
    data = tomllib.loads(text)
    questions = tuple(
        Question(
            name=item["name"],
            prompt=item["prompt"],
            options=tuple(Option(**option) for option in item["option"]),
            answer=item["answer"],
            why=item["why"],
        )
        for item in data["question"]
    )
    lesson = file.removesuffix(".toml")
    return Unit(int(lesson[:2]), lesson, data["title"], tuple(data["checks"]), questions)


def _question(name: str) -> Question:
    known = {f"unit{u.number}/{q.name}": q for u in units() for q in u.questions}
    if name not in known:
        raise ValueError(f"name is {name!r}, expected one of: {', '.join(known)}")
    return known[name]


def _row(unit: Unit, found: Mapping[str, dict]) -> tuple[str, int, int, int, int]:
    key = f"unit{unit.number}/"
    made = sum(f"{key}{question.name}" in found["predictions"] for question in unit.questions)
    solved = sum(found["checks"].get(key + name, {}).get("solved", False) for name in unit.checks)
    title = f"{unit.number}. {unit.title}"
    return title, made, len(unit.questions), solved, len(unit.checks)


def _link(folder: str, lesson: str, content: str) -> str:
    # From the start page and from an exercise alike.
    return f"<a href='../{folder}/{lesson}.ipynb'>{content}</a>"


def _meter(done: int, all_of: int) -> str:
    return f"<progress value='{done}' max='{all_of}' aria-hidden='true'></progress> {done}/{all_of}"


def _tries_numpy() -> None:
    from convedu import ops

    if ops.correlate1d([0, 1, 0], [1, 1]).tolist() != [1, 1]:
        raise ArithmeticError("a sum came out wrong")


def _tries_pictures() -> None:
    from convedu import images

    for name in images.names():
        images.load(name)


def _tries_widgets() -> None:
    from convedu import widgets

    widgets.KernelLab()


def _tries_record() -> None:
    file = record.path()
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.parent.joinpath(".trial").touch()
        file.parent.joinpath(".trial").unlink()
