"""Read the instructor's notebook, in one of two formats, with what it needs beside it."""

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from convedu.course_address import how_to_get
from convedu.exercise_files import checks_file
from convedu.grading.common.process import environment
from convedu.grading.exercise import course_format, nbgrader_format
from convedu.grading.exercise.fast_nbformat import QUICK, Notebook, nbformat
from convedu.grading.exercise.model import Exercise, ExerciseError
from convedu.grading.limits import BESIDE_BYTES, BESIDE_DEPTH, BESIDE_FILES

COURSE = Path("exercises/solutions")  # by which a course's folder is known


def load(path: Path, *, without: Sequence[Path] = ()) -> Exercise:
    """Read an instructor's notebook with what it needs beside it, but for what is in `without`.

    Raises ExerciseError if a class cannot be marked with it; the text names the cell.
    """
    if sys.flags.optimize:
        raise ExerciseError(
            "Python runs with -O or PYTHONOPTIMIZE, which skips every assert, so that tests made "
            "of them pass whatever is answered: unset it, and run the command again"
        )
    try:
        exercise = from_text(path.read_text(encoding="utf-8"), name=path.stem)
        if exercise.runs_whole:
            exercise = replace(exercise, files=_files_beside(path, without))
        elif (checks := checks_file(path)).is_file():
            exercise = course_format.with_checks(exercise, checks.name, checks.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        folders = (Path.cwd(), *Path.cwd().parents)
        is_outside = not any((folder / COURSE).is_dir() for folder in folders)
        advice = f"; {how_to_get()}" if is_outside and isinstance(error, FileNotFoundError) else ""
        raise ExerciseError(f"{path} cannot be read: {error}{advice}") from None
    except ExerciseError as error:
        raise ExerciseError(f"{path}: {error}") from None
    return exercise


def _files_beside(notebook: Path, without: Sequence[Path]) -> tuple[tuple[str, bytes], ...]:
    """Return name and content of each file in a notebook's folder; raises OSError if too much."""
    files: list[tuple[str, bytes]] = []
    size = 0
    for name, path in _below(notebook.resolve().parent, (), {path.resolve() for path in without}):
        size += path.stat().st_size
        if size > BESIDE_BYTES or len(files) == BESIDE_FILES:
            raise OSError(
                f"beside it are more than {BESIDE_FILES:,} files or {BESIDE_BYTES >> 20} MiB: give "
                "it a folder of its own, with the files that its cells need"
            )
        with contextlib.suppress(PermissionError):
            files.append((name, path.read_bytes()))
    return tuple(files)


def _below(folder: Path, parts: tuple[str, ...], without: set[Path]) -> Iterator[tuple[str, Path]]:
    if folder in without:
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path, location = folder / entry.name, (*parts, entry.name)
        if entry.name.startswith((".", "__pycache__")) or path in without:
            continue
        if entry.is_dir(follow_symlinks=False) and len(parts) < BESIDE_DEPTH:
            yield from _below(path, location, without)
        elif entry.is_file(follow_symlinks=False) and path.suffix != ".ipynb":
            yield "/".join(location), path


@lru_cache(maxsize=1)  # a class's files are written of the exercise that was just marked
def from_text(text: str, *, name: str) -> Exercise:
    """Read a notebook from its text, without what is beside it; raises ExerciseError."""
    notebook, form = _parsed(text)
    return form.read(notebook, text, name=name)


def learners_copy(text: str) -> str:
    """Return what learners get of a notebook; raises ExerciseError, which names the cell."""
    notebook, form = _parsed(text)
    return nbformat.v4.writes(form.released(notebook))


def _parsed(text: str) -> tuple[Notebook, ModuleType]:
    """Return a notebook, and the module for its format: ours, if it has the marks of both."""
    try:
        with environment(**QUICK):
            notebook = nbformat.reads(text, as_version=4)
    except Exception as error:
        raise ExerciseError(f"it is no notebook ({type(error).__name__}: {error})") from None
    is_ours = course_format.applies(notebook) or not nbgrader_format.applies(notebook)
    return notebook, course_format if is_ours else nbgrader_format
