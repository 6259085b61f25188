"""From a submitted file to its cells: bounded, and tolerant of every kind of damage."""

import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convedu.grading import limits
from convedu.grading.common.errors import UserError

_KINDS = {"markdown": "markdown", "raw": "raw", "heading": "markdown", "html": "markdown"}
# Where a cell may begin; a key of its own is first in whatever order an editor writes them.
_CELL = re.compile(r'\{\s*"(?:cell_type|id|metadata|source|execution_count|attachments|outputs)"')
_CONFLICT = re.compile(
    r"^<{7}[^\r\n]*\r?\n((?:(?![<=>|]{7})[^\n]*\n)*+)"
    r"(?:\|{7}[^\n]*\n(?:(?![<=>|]{7})[^\n]*\n)*+)?"
    r"={7}\r?\n(?:(?![<=>|]{7})[^\n]*\n)*+>{7}[^\n]*\n",
    re.MULTILINE,
)


class UnreadableError(UserError):
    """A submission of which nothing can be used; the text is the reason, a sentence."""


@dataclass(frozen=True)
class Cell:
    """What marking needs of a submitted cell: stored outputs, tags and the rest are left behind."""

    id: str  # empty where it has none
    grade_id: str  # nbgrader's; empty where it has none
    kind: str  # ``code``, ``markdown`` or ``raw``
    source: str

    @property
    def ids(self) -> set[str]:
        """Both ids; one may be empty."""
        return {self.id, self.grade_id}


@dataclass(frozen=True)
class Submission:
    """The cells of a submitted notebook, and a sentence for each damage that was mended."""

    cells: tuple[Cell, ...]
    repairs: tuple[str, ...] = ()


def load(path: Path, *, limit: int) -> bytes:
    """Read a submitted file, which may be anything; raises UnreadableError if it cannot be."""
    # A link could lead to the solutions, and a pipe would hang the class.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        raise UnreadableError("The file was removed meanwhile.") from None
    except OSError as error:
        what = "The file is a link, which is not followed" if path.is_symlink() else error.strerror
        raise UnreadableError(f"{what}.") from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):  # a folder may be called like a notebook
            raise UnreadableError("It is not a regular file.")
        if status.st_size > limit:
            size = f"{status.st_size / 1e6:.0f} MB, expected at most {limit / 1e6:.0f} MB"
            raise UnreadableError(f"The file is too large: {size}.")
        with open(handle, "rb", closefd=False) as file:
            return file.read(limit)
    except OSError as error:  # such as a disk's
        raise UnreadableError(f"{error.strerror}.") from None
    finally:
        os.close(handle)


def parse(data: bytes) -> Submission:
    """Find the cells in a submitted file; raise UnreadableError if there is none in it."""
    if not data.strip():
        raise UnreadableError("The file is empty.")
    if data.count(b"{") + data.count(b"[") > limits.NOTEBOOK_PARTS:
        most = limits.NOTEBOOK_PARTS
        raise UnreadableError(f"The file has too many parts: expected at most {most:,}.")
    text, repairs = _decoded(data)
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        notebook = _mended(text, repairs)
        if notebook is None:
            raise UnreadableError(f"The file is not JSON: {error}.") from None
    readable = list(_cells(_listed(notebook, repairs), repairs))
    if not readable:
        raise UnreadableError("The notebook has no cells.")
    return Submission(tuple(readable), tuple(repairs))


def _decoded(data: bytes) -> tuple[str, list[str]]:
    encoding = json.detect_encoding(data)
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        return data.decode(encoding, "replace"), [f"The file has bytes that are not {encoding}."]


def _mended(text: str, repairs: list[str]) -> Any:
    """Return what can be read of a file that is no JSON, as it is with a merge's two sides in it.

    Of these the upper one counts. None if there is no cell.
    """
    merged, count = _CONFLICT.subn(r"\1", text)
    if count:
        repairs.append(f"Where a merge had left two versions ({count}), the upper one counts.")
        try:
            return json.loads(merged)
        except (ValueError, RecursionError):
            pass
    cells = list(_salvaged(merged))
    if cells:
        repairs.append(f"The file is damaged; {len(cells)} cells of it were read.")
    return {"nbformat": 4, "cells": cells} if cells else None


def _salvaged(text: str) -> Iterator[dict]:
    """Yield the cells that are whole: after a damage it goes on where the next one may begin."""
    decoder = json.JSONDecoder()
    position = text.find("[", text.find('"cells"')) + 1
    for _ in range(limits.NOTEBOOK_CELLS):
        start = _CELL.search(text, position)
        if not start:
            return
        try:
            cell, position = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            position = start.start() + 1
            continue
        if isinstance(cell, dict) and "cell_type" in cell:
            yield cell


def _listed(notebook: Any, repairs: list[str]) -> list:
    """Return the list of cells, whatever the format's version."""
    if not isinstance(notebook, dict) or not {"cells", "worksheets"} & set(notebook):
        raise UnreadableError("The file is JSON, but no notebook.")
    try:
        if "cells" in notebook:
            cells = list(notebook["cells"])
        else:  # formats 2 and 3, of which only the cells are of interest
            sheets = [sheet for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
            cells = [cell for sheet in sheets for cell in sheet.get("cells", ())]
            repairs.append(f"The notebook was of format {notebook.get('nbformat')!r:.20}.")
    except TypeError:
        raise UnreadableError("The notebook's cells are not a list.") from None
    most = limits.NOTEBOOK_CELLS
    if len(cells) > most:
        repairs.append(f"Only the first {most:,} of {len(cells):,} cells were read.")
    return cells[:most]


def _cells(cells: list, repairs: list[str]) -> Iterator[Cell]:
    """Yield what can be read: no text takes long to be read as Python, whatever it is."""
    broken = long = text = 0
    for cell in cells:
        if isinstance(cell, dict) and (source := _source(cell.get("source", cell.get("input")))):
            if len(source) > limits.CELL_CHARACTERS:
                long += 1
                continue
            text += len(source)
            if text > (most := limits.NOTEBOOK_CHARACTERS):
                repairs.append(f"Only the first {most:,} characters of its cells were read.")
                break
            kind = _KINDS.get(str(cell.get("cell_type")), "code")
            yield Cell(_text(cell.get("id")), _grade_id(cell.get("metadata")), kind, source)
        else:
            broken += not (isinstance(cell, dict) and cell.get("source") in ("", []))
    if broken:
        repairs.append(f"{broken} cells could not be read and were left out.")
    if long:
        most = limits.CELL_CHARACTERS
        repairs.append(f"Cells of more than {most:,} characters were left out: {long}.")


def _source(source: Any) -> str:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return ""
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _grade_id(metadata: Any) -> str:
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return _text(nbgrader.get("grade_id")) if isinstance(nbgrader, dict) else ""
