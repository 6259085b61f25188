"""What a learner does besides code: predict before the reveal, and see how far they have come."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from convedu.course import progress_store
from convedu.course.progress_table import Progress, Row


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

    def answers(self) -> list[dict[str, Any]]:
        """Return what a learner is told about each option."""
        return [
            {
                "correct": position == self.right,
                "answer": self.right,
                "why": self.why,
                "tempting": option.tempting,
            }
            for position, option in enumerate(self.options)
        ]


@dataclass(frozen=True)
class Unit:
    """A unit's title, what it is about, its lesson (the notebook), its checks and predictions."""

    number: int
    lesson: str
    title: str
    about: str
    checks: tuple[str, ...]
    questions: tuple[Question, ...]


@cache
def units() -> tuple[Unit, ...]:
    """Return the course's units in order."""
    folder = files("convedu.course").joinpath("questions")
    # A file manager or a copy may have left others: .DS_Store, "01-convolution (1).toml".
    found = sorted(
        (file for file in folder.iterdir() if re.fullmatch(r"\d\d-[a-z]+\.toml", file.name)),
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

    def commit(choice: int, confidence: int) -> tuple[int, int]:
        entry = progress_store.add_prediction(
            name, choice=choice, confidence=confidence, correct=choice == question.right
        )
        return _shown(entry, question) or (choice, confidence)

    earlier = progress_store.read()["predictions"].get(name)
    return widgets.Prediction(
        question.prompt,
        [option.text for option in question.options],
        question.answers(),
        on_commit=commit,
        name=name,
        earlier=_shown(earlier, question) if earlier else None,
    )


def progress() -> Progress:
    """Return what has been done so far, from the progress file.

    A unit is done when every prediction was made and every check is correct: running all cells
    does neither.
    """
    found = progress_store.read()
    return Progress(tuple(_row(unit, found) for unit in units()))


def installation() -> None:
    """Try what the course needs and say one line for each thing, with what to do if it fails.

    Whether live figures work only the page can say: it writes the last line itself.
    """
    for label, trial in (
        ("NumPy calculates", _tries_numpy),
        ("the pictures are here", _tries_pictures),
        ("your progress can be kept", _tries_record),
        ("the figures' packages are here", _tries_widgets),
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
    return Unit(
        number=int(lesson[:2]),
        lesson=lesson,
        title=data["title"],
        about=data["about"],
        checks=tuple(data["checks"]),
        questions=questions,
    )


def _question(name: str) -> Question:
    known = {f"unit{u.number}/{q.name}": q for u in units() for q in u.questions}
    if name not in known:
        raise ValueError(f"name is {name!r}, expected one of: {', '.join(known)}")
    return known[name]


def _shown(entry: Mapping[str, int], question: Question) -> tuple[int, int] | None:
    """Return an earlier choice and confidence; None if the question had other options then."""
    fits = entry["choice"] in range(len(question.options))
    return (entry["choice"], entry["confidence"]) if fits else None


def _row(unit: Unit, found: Mapping[str, dict]) -> Row:
    key = f"unit{unit.number}/"
    checks = [found["checks"].get(key + name, {}) for name in unit.checks]
    return Row(
        title=f"{unit.number}. {unit.title}",
        about=unit.about,
        lesson=unit.lesson,
        made=sum(key + question.name in found["predictions"] for question in unit.questions),
        asked=len(unit.questions),
        solved=sum(check.get("solved", False) for check in checks),
        posed=len(unit.checks),
    )


def _tries_numpy() -> None:
    from convedu import ops

    if ops.correlate1d([0, 1, 0], [1, 1]).tolist() != [1, 1]:
        raise ArithmeticError("a sum came out wrong")


def _tries_pictures() -> None:
    from convedu import images

    for name in images.names():
        images.load(name)


def _tries_widgets() -> None:
    from IPython import get_ipython
    from IPython.display import display

    from convedu import widgets

    trial = widgets.Trial()
    if hasattr(get_ipython(), "kernel"):
        display(trial)
    else:
        print("· live figures: to see them, open the start page in JupyterLab: make lab")


def _tries_record() -> None:
    file = progress_store.path()
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.parent.joinpath(".trial").touch()
        file.parent.joinpath(".trial").unlink()
