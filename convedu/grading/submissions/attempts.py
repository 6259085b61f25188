"""A student's attempts, in the layout that people make themselves, in their order."""

import re
from collections.abc import Iterator, Sequence

from convedu.grading.common.text import natural
from convedu.grading.submissions.pick_notebook import (
    Choice,
    Piece,
    choose,
    is_markable,
)


def attempts(pieces: Sequence[Piece], exercise: str) -> Iterator[tuple[str, Choice]]:
    """Yield each attempt's name and what to mark of it.

    Parameters
    ----------
    pieces : sequence of Piece
        All of a student's files.
    exercise : str
        The exercise's name.

    Yields
    ------
    name : str
        The number behind the exercise's name, or the folder's name; empty if there is one attempt.
    choice : Choice
        What to mark of it.
    """
    top = [piece for piece in pieces if len(piece.rest) == 1 and is_markable(piece)]
    found = _numbered(top, exercise) if top else _in_folders(pieces)
    if len(found) < 2:
        yield "", choose(top or pieces, exercise)
        return
    for name in sorted(found, key=natural):
        yield name, choose(found[name], exercise)


def _numbered(top: Sequence[Piece], exercise: str) -> dict[str, list[Piece]]:
    """Return what is called ``<exercise>.ipynb``, ``<exercise>-2.ipynb`` and so on, by number."""
    pattern = re.compile(rf"{re.escape(exercise)}(?:-([0-9]{{1,6}}))?\.ipynb", re.IGNORECASE)
    found: dict[str, list[Piece]] = {}
    for piece in top:
        if match := pattern.fullmatch(piece.name):
            found.setdefault(match[1] or "", []).append(piece)
    if "" in found:  # the first has no number; unless there is a 1, it is that
        found["0" if "1" in found else "1"] = found.pop("")
    return found


def _in_folders(pieces: Sequence[Piece]) -> dict[str, list[Piece]]:
    """Return what lies in folders of its own, by the folders' names."""
    found: dict[str, list[Piece]] = {}
    for piece in pieces:
        if len(piece.rest) > 1:
            found.setdefault(piece.rest[0], []).append(piece)
    return {name: held for name, held in found.items() if any(map(is_markable, held))}
