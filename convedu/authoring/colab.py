"""`convedu release --colab`: copies of lessons and exercises for Colab, of a public course."""

import posixpath
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from nbformat import NotebookNode, from_dict

from .notebook import LESSONS, SOLUTIONS, Finding, NotebookError, read
from .notebook import write as write_notebook

OUT = Path("build/colab")
SETTING = "project.urls.Source in pyproject.toml"

_LINK = re.compile(r"\]\(\s*([^)#\s]+\.ipynb)(#[^)]*)?\)")


def for_colab(notebook: NotebookNode, *, folder: str, source: str) -> NotebookNode:
    """Return a notebook with a cell that installs the course, and with links to the repository.

    Parameters
    ----------
    notebook : NotebookNode
    folder : str
        Where the notebook stands in the repository.
    source : str
        The repository's address.

    Returns
    -------
    NotebookNode
    """
    install: dict[str, object] = {
        "cell_type": "code",
        "id": "install-for-colab",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": "# Colab has no convedu yet; this takes a minute.\n"
        f'%pip install --quiet "convedu[lab] @ git+{source}"\n'
        "from google.colab import output\n\n"
        "output.enable_custom_widget_manager()",
    }

    def absolute(found: re.Match) -> str:
        place = posixpath.normpath(posixpath.join(folder, found[1]))
        return f"]({source}/blob/main/{place}{found[2] or ''})"

    cells = [
        {**cell, "source": _LINK.sub(absolute, cell.source)}
        if cell.cell_type == "markdown"
        else dict(cell)
        for cell in notebook.cells
    ]
    return from_dict({**notebook, "cells": [install, *cells]})


def colab_files(course: Path = Path()) -> Iterator[Finding]:
    """Write the copies of all lessons and exercises to ``build/colab``.

    Parameters
    ----------
    course : pathlib.Path
        The course's folder.

    Yields
    ------
    Finding
        What was written, or what is wrong.
    """
    project = tomllib.loads((course / "pyproject.toml").read_text(encoding="utf-8"))
    source = project["project"].get("urls", {}).get("Source", "")
    if not source.startswith("https://"):
        yield Finding(course / "pyproject.toml", "", f"set the repository's address: {SETTING}")
        return
    for path in _notebooks(course):
        target = course / OUT / path.parent.name / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            copy = for_colab(read(path), folder=path.parent.name, source=source)
        except NotebookError as error:
            yield Finding(path, error.cell, error.message)
            continue
        write_notebook(copy, target)
        yield Finding(target, "", "written", mended=True)


def _notebooks(course: Path) -> Iterable[Path]:
    for folder in (LESSONS, SOLUTIONS.parent):
        yield from sorted((course / folder).glob("*.ipynb"))
