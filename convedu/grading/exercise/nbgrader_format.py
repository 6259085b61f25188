"""An assignment in nbgrader's format as an exercise: which cell is what, and what it is for.

A cell's role is in its metadata (schema versions 0 to 3, which differ in nothing that matters
here): a solution is an answer, a graded cell that is no solution is a test, one that is both needs
a person. Every other code cell is set-up. The cells are run in the notebook's order.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from convedu.grading.common import static_analysis
from convedu.grading.exercise.fast_nbformat import nbformat
from convedu.grading.exercise.load import (
    Answer,
    Check,
    Exercise,
    ExerciseError,
    Notebook,
    Step,
    refuse_repeated,
)
from convedu.grading.exercise.nbgrader_cells import (
    HIDDEN,
    about,
    regions,
    released,
    released_cell,
    role_of,
)

__all__ = ["applies", "read", "released"]

NEWEST_SCHEMA = 3
_AUTOTEST = re.compile(r"^\s*#+\s*(HASHED\s+)?AUTOTEST\b", re.MULTILINE)


@dataclass(frozen=True)
class _Part:
    """A cell with its role: ``setup``, ``answer``, ``test``, ``person``, ``task`` or none."""

    id: str
    role: str
    cell: Notebook

    @property
    def is_code(self) -> bool:
        return self.cell.cell_type == "code"

    @property
    def is_locked(self) -> bool:
        return bool(about(self.cell).get("locked"))

    @property
    def names(self) -> static_analysis.Names | None:
        return static_analysis.cell(self.cell.source) if self.is_code else None


def applies(notebook: Notebook) -> bool:
    """Tell whether a notebook is an assignment of nbgrader's.

    Parameters
    ----------
    notebook : NotebookNode
        Any notebook.

    Returns
    -------
    bool
    """
    return any(about(cell).get("grade") for cell in notebook.cells)


def read(notebook: Notebook, text: str, *, name: str) -> Exercise:
    """Read an instructor's source notebook.

    Parameters
    ----------
    notebook : NotebookNode
        With solutions and hidden tests; stored outputs are not looked at.
    text : str
        The file's content.
    name : str
        The exercise's name.

    Returns
    -------
    Exercise

    Raises
    ------
    ExerciseError
        If a class cannot be marked with it; the text names the cell.
    """
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if language.lower() != "python":
        raise ExerciseError(f"it is written in {language}, expected Python")
    parts = [_part(cell, place) for place, cell in enumerate(notebook.cells)]
    refuse_repeated([part.id for part in parts], "grade_ids")
    stubs = {part.id: released_cell(part.cell).source for part in parts}
    notes: list[str] = []
    kept = list(_kept(parts, notes))
    asked = frozenset().union(*(_uses(part) for part in kept if part.role in ("test", "setup")))
    answers = tuple(_answer(part, asked, stubs[part.id]) for part in kept if _fills(part))
    checks = tuple(_check(part) for part in kept if part.role in ("test", "person"))
    if not answers or not checks:
        raise ExerciseError("it has no solution cell, or no graded cell")
    early, steps = _steps(kept)
    judged = [part for part in kept if part.role in ("setup", "test", "person")]
    return Exercise(
        name=name,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        setup="\n".join(early),
        given=frozenset().union(*(_binds(part) for part in kept if part.role == "setup")),
        answers=answers,
        checks=checks,
        ids=frozenset(part.id for part in parts)
        | {cell.id for cell in notebook.cells if "id" in cell},
        judge=nbformat.writes(_judge(notebook, judged)),
        steps=steps,
        notes=tuple(notes),
    )


def _part(cell: Notebook, place: int) -> _Part:
    metadata, role = about(cell), role_of(cell)
    name = metadata.get("grade_id") or cell.get("id") or f"cell-{place}"
    if role in ("answer", "test", "person") and not metadata.get("grade_id"):
        raise ExerciseError(f"cell {name!r} is graded or a solution, but has no grade_id")
    version = metadata.get("schema_version", 0)
    if not isinstance(version, int) or version > NEWEST_SCHEMA:
        raise ExerciseError(
            f"cell {name!r}: schema_version is {version!r}, expected at most {NEWEST_SCHEMA}"
        )
    if role == "wrong":
        raise ExerciseError(f"cell {name!r} is no code, so it must be both solution and graded")
    if role == "test" and _AUTOTEST.search(cell.source):
        raise ExerciseError(
            f"cell {name!r} has AUTOTEST lines, which only nbgrader can turn into tests: "
            "write the tests out"
        )
    return _Part(str(name), role, cell)


def _kept(parts: Iterable[_Part], notes: list[str]) -> Iterator[_Part]:
    """Yield the parts that marking needs, and note what is passed over."""
    defined: frozenset[str] = frozenset()
    for part in parts:
        if part.role == "task":
            worth = f"{_points(part):g} points"
            notes.append(f"The task `{part.id}` ({worth}) is not marked here, nor counted.")
        elif part.role in ("answer", "test") and part.names is None:
            raise ExerciseError(f"cell {part.id!r} is not Python")
        elif part.role == "setup" and part.names is None:
            if part.cell.source.strip():
                notes.append(f"Cell `{part.id}` is not Python and is not run.")
        elif part.role == "setup" and not part.is_locked and _demonstrates(part, defined):
            continue
        elif part.role:
            defined |= _binds(part) if _fills(part) else frozenset()
            yield part


def _fills(part: _Part) -> bool:
    return part.role in ("answer", "person")


def _demonstrates(part: _Part, defined: frozenset[str]) -> bool:
    """Tell whether a cell that anybody may delete does nothing but show an answer at work."""
    return not _binds(part) and bool(_uses(part) & defined)


def _binds(part: _Part) -> frozenset[str]:
    return part.names.binds if part.names else frozenset()


def _uses(part: _Part) -> frozenset[str]:
    """Return the global names that a cell uses; after a magic every word may be one."""
    if part.names is None:
        return frozenset()
    magics = " ".join(static_analysis.strip_magics(part.cell.source)[1])
    return part.names.uses.union(re.findall(r"\w+", magics))


def _answer(part: _Part, asked: frozenset[str], stub: str) -> Answer:
    kind = "code" if part.is_code else "text"
    return Answer(part.id, _binds(part) & asked, part.cell.source, stub=stub, kind=kind)


def _check(part: _Part) -> Check:
    if part.role == "person":
        return Check(part.id, part.id, _points(part), "person")
    lines = regions(part.cell.source, HIDDEN, part.id)
    shown = tuple(line if place == "outside" else "" for line, place in lines)
    return Check(part.id, part.id, _points(part), "error", shown)


def _points(part: _Part) -> float:
    """Return what a cell is worth; nbgrader has stored an empty field as text."""
    try:
        points = float(about(part.cell).get("points") or 0)
    except (TypeError, ValueError):
        points = -1.0
    if not 0 <= points < float("inf"):
        given = about(part.cell)["points"]
        raise ExerciseError(f"cell {part.id!r}: points is {given!r}, expected a number >= 0")
    return int(points) if points.is_integer() else points


def _steps(kept: list[_Part]) -> tuple[list[str], tuple[Step, ...]]:
    """Return the source of the set-up cells before the first answer, and all steps in order."""
    early: list[str] = []
    steps: list[Step] = []
    for part in kept:
        if part.role == "setup":
            text = static_analysis.strip_magics(part.cell.source)[0]
            is_early = not any(step.kind == "answer" for step in steps)
            early += [text] if is_early else []
            steps.append(Step("setup", part.id, "" if is_early else text))
        if _fills(part) and part.is_code:
            steps.append(Step("answer", part.id))
        if part.role in ("test", "person"):
            steps.append(Step("check", part.id))
    return early, tuple(steps)


def _judge(notebook: Notebook, judged: list[_Part]) -> Notebook:
    """Return what nbval runs; a cell that was never run has no output to compare."""
    cells = [
        nbformat.v4.new_code_cell("" if part.role == "person" else part.cell.source, id=part.id)
        for part in judged
    ]
    metadata = {key: notebook.metadata[key] for key in ("kernelspec",) if key in notebook.metadata}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)
