"""`convedu tidy`: run notebooks and store them in the one form that never changes by itself."""

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from nbformat import NotebookNode, from_dict

from .differences import changes
from .execution import execute
from .notebook import (
    LESSONS,
    SOLUTIONS,
    VERDICT,
    Finding,
    each,
    find,
    id_problems,
    named_cells,
    read,
    tags,
    text,
    write,
)
from .page import Page
from .pictures import same_picture, strip_png

MAX_PICTURE = 40_000  # bytes
NOT_COMPARED = "nbval-ignore-output"

_NOTEBOOK_METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
_LESSON_METADATA = {"convedu": {"lesson": True}}
_CELL_METADATA = ("nbgrader", "tags")
_PICTURE_METADATA = ("alt", "height", "needs_background", "width")
_WIDGET = (
    "application/vnd.jupyter.widget-view+json"  # a live model's number: it means nothing later
)
_MIMES = ("text/plain", "text/html", "image/png", VERDICT)

_ADDRESS = re.compile(r"\bat 0x[0-9A-Fa-f]{4,}")
_MACHINE_PATH = re.compile(
    r"(?<![\w.+:/-])(?:file://)?/(?:root|home|Users|tmp|work|opt|usr|var|mnt|private|builds?)/[\w.]"
    r"|[A-Z]:\\Users\\"
)


def tidy_files(paths: Iterable[Path] = (), *, check: bool = False) -> Iterator[Finding]:
    """Put notebooks into their normal form, or say what would change.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Notebooks or folders; by default every lesson and every solution.
    check : bool
        Neither run nor write anything. (nbval compares the outputs with a new run.)

    Yields
    ------
    Finding
        What is wrong (`mended` is false) and what was put right (`mended` is true). A notebook
        that has something wrong is not written.
    """
    notebooks = find(paths, default=(LESSONS, SOLUTIONS))
    yield from each(notebooks, lambda path: _tidy(path, check=check))


def normal_form(notebook: NotebookNode, *, lesson: bool = False) -> NotebookNode:
    """Return a notebook with nothing in it that depends on when and where it was run.

    Parameters
    ----------
    notebook : NotebookNode
        A notebook of format 4.5; it is left as it is.
    lesson : bool
        Whether its metadata says that it is a lesson: `convedu lab` opens those without outputs.

    Returns
    -------
    NotebookNode
        Sequential execution counts, fixed notebook metadata, of the cells' metadata the tags and
        nbgrader's, outputs without widget views and with bare pictures. A cell tagged
        ``nbval-ignore-output`` is stored as never run: that is nbval's sign not to compare it.
    """
    numbers = count(1)
    return from_dict(
        {
            "cells": [_cell(cell, numbers) for cell in notebook.cells],
            "metadata": _NOTEBOOK_METADATA | (_LESSON_METADATA if lesson else {}),
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


def problems(notebook: NotebookNode) -> Iterator[tuple[str, str]]:
    """Yield (cell, message) for what no normal form can mend.

    Parameters
    ----------
    notebook : NotebookNode
        A notebook in normal form.
    """
    yield from id_problems(notebook)
    for name, cell in named_cells(notebook):
        if cell.cell_type == "code":
            for message in _problems_of_code(cell):
                yield name, message


def keep_pictures(new: NotebookNode, stored: NotebookNode) -> NotebookNode:
    """Return `new` with the stored picture wherever the new one looks the same.

    Parameters
    ----------
    new, stored : NotebookNode
        Two normal forms of one notebook. Encoders and rounding differ between machines, and a
        picture that only differs by them shall not show up as a change.
    """
    before = {cell.id: cell.get("outputs", []) for cell in stored.cells}
    kept = from_dict(new)
    for cell in kept.cells:
        for output, old in zip(cell.get("outputs", []), before.get(cell.id, []), strict=False):
            pictures = [each.get("data", {}).get("image/png") for each in (output, old)]
            if all(pictures) and same_picture(*pictures):
                output.data["image/png"] = pictures[1]
    return kept


def _tidy(path: Path, *, check: bool) -> Iterator[Finding]:
    stored = read(path)
    lesson = Page(path, stored).kind == "lesson"
    tidied = normal_form(stored, lesson=lesson)
    if not check:
        new = normal_form(execute(stored, path.parent), lesson=lesson)
        tidied = keep_pictures(new, tidied)
    wrong = [Finding(path, name, message) for name, message in problems(tidied)]
    if wrong:
        yield from wrong
        return
    if text(tidied) == path.read_text(encoding="utf-8"):
        return
    if check:
        for name, message in changes(stored, tidied):
            yield Finding(path, name, f"{message} (run `convedu tidy`)")
    else:
        write(tidied, path)
        yield Finding(path, "", "tidied", mended=True)


def _cell(cell: NotebookNode, numbers: Iterator[int]) -> dict:
    metadata = {key: cell.metadata[key] for key in _CELL_METADATA if cell.metadata.get(key)}
    plain = {key: cell[key] for key in ("attachments", "cell_type", "id", "source") if key in cell}
    if cell.cell_type != "code":
        return {**plain, "metadata": metadata}
    if cell.execution_count is None or NOT_COMPARED in tags(cell):
        return {**plain, "metadata": metadata, "execution_count": None, "outputs": []}
    number = next(numbers)
    outputs = [_output(output, number) for output in cell.outputs]
    return {**plain, "metadata": metadata, "execution_count": number, "outputs": outputs}


def _output(output: NotebookNode, number: int) -> dict:
    kind = output.output_type
    if kind == "stream":
        return dict(output)
    if kind == "error":  # a traceback is full of paths and line numbers, and nbval ignores it
        return {**output, "traceback": [f"{output.ename}: {output.evalue}"]}
    data = {mime: value for mime, value in output.data.items() if mime != _WIDGET}
    metadata = {}
    if "image/png" in data:
        data["image/png"] = _bare(data["image/png"])
        about = output.metadata.get("image/png", {})
        metadata = {"image/png": {key: about[key] for key in _PICTURE_METADATA if key in about}}
    numbered = {"execution_count": number} if kind == "execute_result" else {}
    return {"output_type": kind, "data": data, "metadata": metadata, **numbered}


def _bare(encoded: str) -> str:
    try:
        return strip_png(encoded)
    except ValueError:
        return encoded  # `problems` names the cell


def _problems_of_code(cell: NotebookNode) -> Iterator[str]:
    if cell.execution_count is None and cell.source.strip() and NOT_COMPARED not in tags(cell):
        yield "has not been run, so nothing compares it: run `convedu tidy`"
    for output in cell.outputs:
        if output.output_type == "error" and "raises-exception" not in tags(cell):
            yield f"raises {output.ename}: {output.evalue}"
        data = output.get("data", {})
        for mime in sorted(set(data) - set(_MIMES)):
            yield f"has an output of type {mime}; stored are only {', '.join(_MIMES)}"
        if "image/png" in data:
            yield from _problems_of_picture(data["image/png"])
        words = "\n".join(_texts({**output, "data": {**data, "image/png": ""}}))
        if _ADDRESS.search(words):
            yield "shows a memory address: give the object a __repr__"
        if found := _MACHINE_PATH.search(words):
            shown = words[found.start() :].splitlines()[0][:80]
            yield f"shows a path of this machine: do not print {shown!r}"


def _problems_of_picture(encoded: str) -> Iterator[str]:
    try:
        size = len(b64decode(strip_png(encoded)))
    except ValueError as error:
        yield f"has a broken picture: {error}"
        return
    if size > MAX_PICTURE:
        yield f"has a picture of {size:,} bytes, at most {MAX_PICTURE:,}: draw it smaller"


def _texts(value: object) -> Iterator[str]:
    """Yield every string in a tree of lists and dictionaries."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
