"""`convedu release`: from an exercise's source to the copy that learners open; the glossary."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from nbformat import NotebookNode, from_dict

from convedu.exercise_files import checks_file

from . import glossary
from .differences import changes
from .notebook import (
    LESSONS,
    SOLUTIONS,
    Finding,
    NotebookError,
    each,
    find,
    named_cells,
    read,
    tags,
    text,
)
from .notebook import write as write_notebook

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUB = 'raise NotImplementedError("your code here")'
# A marker spelt a little differently would publish the solution, so look for more than is allowed.
_LIKE_A_MARKER = re.compile(r"#+\s*(BEGIN|END)\s+SOLUTION", re.IGNORECASE)

_LINK_UP = re.compile(r"""(\]\(\s*<?|\b(?:href|src)\s*=\s*["'])\.\./""")


def release(notebook: NotebookNode) -> NotebookNode:
    """Return the learner's copy of an exercise.

    Parameters
    ----------
    notebook : NotebookNode
        The source with its solutions; it is left as it is.

    Returns
    -------
    NotebookNode
        The same cells without those tagged ``instructor``, without outputs, and with every
        solution region replaced: inside a function by a stub that raises NotImplementedError,
        at the top level by nothing. Links in the text lose one ``../``, since the copy stands one
        folder above its source.

    Raises
    ------
    NotebookError
        If a marker is unbalanced, nested or outside an answer cell, if an answer cell has no
        region, or if what is left is not valid Python. It names the cell.
    """
    cells = [
        from_dict(_learners_cell(name, cell))
        for name, cell in named_cells(notebook)
        if "instructor" not in tags(cell)
    ]
    return from_dict({**notebook, "cells": cells})


def release_files(paths: Iterable[Path] = (), *, check: bool = False) -> Iterator[Finding]:
    """Write the learner's copies and the glossary's page, or prove that they are as committed.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Sources or folders of sources; by default all, and the glossary. A copy stands one folder
        above its source, and so does one of the checks beside it.
    check : bool
        Write nothing.

    Yields
    ------
    Finding
        What is wrong (`mended` is false) and what was written (`mended` is true).
    """
    paths = tuple(paths)
    sources = find(paths, default=(SOLUTIONS,))
    yield from each(sources, lambda path: _release_file(path, check=check))
    if not paths:
        names = {source.name for source in sources}
        for copy in sorted(SOLUTIONS.parent.glob("*.ipynb")):
            if copy.name not in names:
                yield Finding(copy, "", f"has no source in {SOLUTIONS}: remove it")
        lessons = sorted(LESSONS.glob("0[1-9]-*.ipynb"))
        if lessons:
            page = glossary.glossary_page(glossary.terms(), lessons)
            yield from _put(page, LESSONS / glossary.PAGE, check=check)


def _release_file(source: Path, *, check: bool) -> Iterator[Finding]:
    target = source.parent.parent / source.name
    yield from _put(release(read(source)), target, check=check)
    yield from _release_checks(checks_file(source), checks_file(target), check=check)


def _put(copy: NotebookNode, target: Path, *, check: bool) -> Iterator[Finding]:
    if target.is_file() and target.read_text(encoding="utf-8") == text(copy):
        return
    if not check:
        write_notebook(copy, target)
        yield Finding(target, "", "written", mended=True)
    elif target.is_file():
        for name, message in changes(read(target), copy):
            yield Finding(target, name, f"{message} (run `convedu release`)")
    else:
        yield Finding(target, "", "is missing: run `convedu release`")


def _release_checks(source: Path, target: Path, *, check: bool) -> Iterator[Finding]:
    """Copy the checks beside a source, which its learner's copy imports."""
    data, copied = (path.read_bytes() if path.is_file() else None for path in (source, target))
    if data == copied:
        return
    if data is None:
        yield Finding(target, "", f"has no source in {source.parent}: remove it")
    elif check:
        yield Finding(target, "", f"is not as {source}: run `convedu release`")
    else:
        target.write_bytes(data)
        yield Finding(target, "", "written", mended=True)


def _learners_cell(name: str, cell: NotebookNode) -> dict:
    is_answer = cell.cell_type == "code" and "answer" in tags(cell)
    lines = cell.source.splitlines()
    for number, line in enumerate(lines, start=1):
        if _LIKE_A_MARKER.search(line) and line.strip() not in (BEGIN, END):
            raise NotebookError(name, f"line {number}: write {BEGIN} or {END} alone on the line")
        if line.strip() in (BEGIN, END) and not is_answer:
            raise NotebookError(name, f"has {line.strip()}, but is no code cell tagged 'answer'")
    copy = dict(cell)
    if cell.cell_type == "markdown":
        copy["source"] = _LINK_UP.sub(r"\1", cell.source)
    if is_answer:
        copy["source"] = _stripped(name, lines)
    if cell.cell_type == "code":
        copy |= {"outputs": [], "execution_count": None}
    return copy


def _stripped(name: str, lines: list[str]) -> str:
    """Return the source of an answer cell with its solution regions replaced."""
    kept, indent, regions = [], None, 0
    for number, line in enumerate(lines, start=1):
        bare, margin = line.strip(), line[: len(line) - len(line.lstrip())]
        if bare == (END if indent is None else BEGIN):
            raise NotebookError(name, f"line {number}: {bare} without its partner before it")
        if bare == BEGIN:
            indent, regions = margin, regions + 1
            kept += [indent + STUB] if indent else []
        elif bare == END:
            if margin != indent:
                raise NotebookError(name, f"line {number}: {END} is not indented as its {BEGIN}")
            indent = None
        elif indent is None:
            kept.append(line)
        elif bare and not line.startswith(indent):
            raise NotebookError(name, f"line {number}: the solution leaves the block it began in")
    if indent is not None:
        raise NotebookError(name, f"{BEGIN} without {END}")
    if not regions:
        raise NotebookError(name, f"has no {BEGIN}: its answer would be published")
    return _valid(name, re.sub(r"\n{4,}", "\n\n\n", "\n".join(kept)).strip("\n"))


def _valid(name: str, source: str) -> str:
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        message = f"is not valid Python without its solution: {error.msg}, line {error.lineno}"
        raise NotebookError(name, message) from error
    for statement in statements:
        if not isinstance(statement, ast.FunctionDef) and "your code here" in ast.dump(statement):
            raise NotebookError(name, "has an indented solution that is not inside a function")
    return source
