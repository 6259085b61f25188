"""Which of a student's files is the one to mark: the clear one, or none with the reason."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.common.text import shown
from convedu.grading.submissions.files import File
from convedu.grading.submissions.parse import UnreadableError
from convedu.grading.submissions.zip_reader import inside

INNER_BYTES = 16_000_000  # of a student's own zip
_COPY = re.compile(r"(?: ?\([0-9]+\)|-[0-9]+|-Copy[0-9]+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A file of one student's, with its place below the student's folder."""

    rest: tuple[str, ...]
    file: File

    @property
    def name(self) -> str:
        """The name that the student gave it."""
        return self.rest[-1] if self.rest else ""


@dataclass(frozen=True)
class Choice:
    """What to mark, and what was not as it should be; with no piece the reasons say why."""

    piece: Piece | None
    reasons: tuple[str, ...] = ()


def is_markable(piece: Piece) -> bool:
    """Tell whether this may be a submission: a notebook, or a zip that may hold one."""
    return _suffix(piece) in (".ipynb", ".zip")


def choose(pieces: Sequence[Piece], exercise: str) -> Choice:
    """Pick the notebook to mark.

    Parameters
    ----------
    pieces : sequence of Piece
        All that one student handed in, in one attempt.
    exercise : str
        The exercise's name; its file is called so.

    Returns
    -------
    Choice
        The file of that name; else the only one that is called like a copy of it; else the only
        notebook; else the only notebook in the only zip. Nothing is guessed beyond that.
    """
    notebooks = [piece for piece in pieces if _suffix(piece) == ".ipynb"]
    if not notebooks:
        return _without_notebook(pieces, exercise)
    for alike in (_is_exact, _is_copy, lambda piece, exercise: True):
        fitting = [piece for piece in notebooks if alike(piece, exercise)]
        if len(fitting) > 1:
            return Choice(None, (f"Which notebook counts is unclear: {_names(fitting)}.",))
        if fitting:
            return Choice(fitting[0], tuple(_remarks(fitting[0], notebooks, exercise)))
    raise AssertionError("some notebook fits the last condition")


def _remarks(chosen: Piece, notebooks: Sequence[Piece], exercise: str) -> Iterator[str]:
    if not _is_copy(chosen, exercise):
        yield f"The file is named `{escape_controls(chosen.name, line=True)}`."
    near = [p for p in notebooks if p is not chosen and p.rest[:-1] == chosen.rest[:-1]]
    if near:
        yield f"{_names(near)} beside it was not used."


def _without_notebook(pieces: Sequence[Piece], exercise: str) -> Choice:
    zips = [piece for piece in pieces if _suffix(piece) == ".zip"]
    if len(zips) == 1:
        return _in_own_zip(zips[0], exercise)
    others = [piece for piece in pieces if piece.rest and not piece.file.folder]
    if others:
        return Choice(None, (f"No notebook was handed in, but {_names(others)}.",))
    return Choice(None, (f"There is no `{exercise}.ipynb` in the folder.",))


def _in_own_zip(outer: Piece, exercise: str) -> Choice:
    try:
        entries = inside(outer.file, limit=INNER_BYTES)
    except UnreadableError as error:
        return Choice(None, (f"`{escape_controls(outer.name, line=True)}`: {error}",))
    held = [Piece(entry.parts, entry) for entry in entries]
    if not any(_suffix(piece) == ".ipynb" for piece in held):
        return Choice(
            None, (f"There is no notebook in `{escape_controls(outer.name, line=True)}`.",)
        )
    chosen = choose(held, exercise)
    remark = f"It was handed in as `{escape_controls(outer.name, line=True)}`."
    return Choice(chosen.piece, (remark, *chosen.reasons))


def _is_exact(piece: Piece, exercise: str) -> bool:
    return piece.name == f"{exercise}.ipynb"


def _is_copy(piece: Piece, exercise: str) -> bool:
    """Tell whether a name is the exercise's but for case and the number that a copy gets."""
    stem = piece.name[: -len(".ipynb")].casefold()
    return exercise.casefold() in (stem, _COPY.sub("", stem))


def _suffix(piece: Piece) -> str:
    return PurePosixPath(piece.name).suffix.lower()


def _names(pieces: Sequence[Piece]) -> str:
    names = ["/".join(piece.rest) for piece in pieces]
    return shown(names, most=3, each=lambda name: f"`{escape_controls(name, line=True)[:120]}`")
