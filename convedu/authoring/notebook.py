"""A notebook as a file: finding it, reading it, writing it, and naming one of its cells."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.validator import iter_validate

LESSONS = Path("notebooks")
SOLUTIONS = Path("exercises/solutions")
VERDICT = "application/vnd.convedu.verdict+json"

_READABLE = re.compile(r"(?![0-9a-f]{8}(-|$))[a-z][a-z0-9_]*(-[a-z0-9_]+)*")


@dataclass(frozen=True)
class Finding:
    """One thing to tell an author: where it is, and what to do."""

    path: Path
    cell: str
    message: str
    mended: bool = False

    def __str__(self) -> str:
        return ": ".join(part for part in (str(self.path), self.cell, self.message) if part)


class NotebookError(ValueError):
    """A notebook that cannot be used, with the cell that is at fault ("" for the whole)."""

    def __init__(self, cell: str, message: str) -> None:
        super().__init__(f"{cell}: {message}" if cell else message)
        self.cell = cell
        self.message = message


def read(path: Path) -> NotebookNode:
    """Read a notebook as it is stored: no upgrade, no repair.

    Parameters
    ----------
    path : pathlib.Path
        The notebook.

    Returns
    -------
    NotebookNode

    Raises
    ------
    NotebookError
        If the file is not a valid notebook of format 4.5 or newer (older ones have no cell ids).
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        version = data["nbformat"], data["nbformat_minor"]
        if not (4, 5) <= version < (5, 0):
            raise NotebookError("", f"is of format {version}, expected 4.5 or newer 4.x")
    except (json.JSONDecodeError, UnicodeDecodeError, LookupError, TypeError) as error:
        raise NotebookError("", f"is not a notebook: {type(error).__name__}: {error}") from error
    for fault in iter_validate(data):
        raise NotebookError("", f"is not a valid notebook: {str(fault).splitlines()[0]}")
    return nbformat.v4.to_notebook(data)


def text(notebook: NotebookNode) -> str:
    """Return the one text in which a notebook is stored."""
    return nbformat.v4.writes(notebook) + "\n"


def write(notebook: NotebookNode, path: Path) -> None:
    """Store a notebook with the same bytes on every system."""
    path.write_text(text(notebook), encoding="utf-8", newline="\n")


def tags(cell: NotebookNode) -> set[str]:
    """Return a cell's tags."""
    return set(cell.metadata.get("tags", ()))


def is_readable(cell_id: str) -> bool:
    """Tell an id that somebody chose from one that a program drew.

    Examples
    --------
    >>> is_readable("check-correlate2d"), is_readable("3f2a9c01")
    (True, False)
    """
    return bool(_READABLE.fullmatch(cell_id))


def cell_name(cell: NotebookNode, position: int) -> str:
    """Return a name by which an author finds a cell: its id, or its place and first words."""
    if is_readable(cell.id):
        return cell.id
    return f"cell {position + 1} (id {cell.id!r}, {cell.source.strip()[:30]!r})"


def named_cells(notebook: NotebookNode) -> Iterator[tuple[str, NotebookNode]]:
    """Yield each cell with its name."""
    for position, cell in enumerate(notebook.cells):
        yield cell_name(cell, position), cell


def id_problems(notebook: NotebookNode) -> Iterator[tuple[str, str]]:
    """Yield (cell, message) for each id that is not readable or not unique."""
    times = Counter(cell.id for cell in notebook.cells)
    for name, cell in named_cells(notebook):
        if not is_readable(cell.id):
            yield name, "has no readable id: name it after what it does, such as 'check-blur'"
        if times[cell.id] > 1:
            yield name, f"shares its id with {times[cell.id] - 1} more: give each cell its own"


def find(paths: Iterable[Path], *, default: tuple[Path, ...]) -> list[Path]:
    """Return the notebooks that are meant by files and folders, sorted.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Notebooks, or folders of which every notebook is taken.
    default : tuple of pathlib.Path
        What is meant if `paths` is empty, as far as it is there.

    Raises
    ------
    FileNotFoundError
        If nothing is found, so that a check can never pass for want of notebooks.
    """
    paths = tuple(map(Path, paths)) or tuple(filter(Path.is_dir, default)) or default
    found: set[Path] = set()
    for path in paths:
        found.update(path.glob("*.ipynb") if path.is_dir() else [path])
    missing = sorted(str(path) for path in found if not path.is_file())
    if missing or not found:
        where = ", ".join(missing or map(str, paths))
        raise FileNotFoundError(f"no notebook at {where} (run this in the course's folder)")
    return sorted(found)


def each(notebooks: Iterable[Path], work: Callable[[Path], Iterable[Finding]]) -> Iterator[Finding]:
    """Yield what `work` finds in each notebook; one that cannot be used is itself a finding."""
    for path in notebooks:
        try:
            yield from work(path)
        except NotebookError as error:
            yield Finding(path, error.cell, error.message)
