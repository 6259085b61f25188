"""Notebooks as pages: what stands in each cell, and what follows a prediction."""

import ast
import contextlib
import html
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from convedu.widgets import Prediction
from convedu.widgets.shared.base import Widget

from .browser.needs import names, needed, without_magics
from .errors import BookError
from .figures import Figures
from .text import Heading, Renderer, code

NOT_HERE = "jupyter"
"""The tag of cells that make sense in Jupyter only."""
_UNIT = re.compile(r"^from convedu\.checks import (unit\d+) as check$", re.MULTILINE)
_CALL = re.compile(r"^check\.(\w+)\(", re.MULTILINE)


@dataclass
class Cell:
    """A cell of a page: ``kind`` is text, code, setup, answer, check, figure or prediction.

    An answer's ``check`` is the id of its check's cell; ``posed`` is a check's name in the record.
    """

    kind: str
    id: str
    html: str = ""
    source: str = ""
    code: str = ""
    label: str = ""
    outputs: str = ""
    payload: str = ""
    widget: Widget | None = None
    check: str = ""
    posed: str = ""
    after: str = ""


@dataclass
class Page:
    """A page: its file, its title, its cells, its sections, and passages for the search."""

    file: str
    title: str
    cells: list[Cell]
    sections: list[Heading] = field(default_factory=list)
    passages: list[tuple[str, str, str]] = field(default_factory=list)
    notebook: Mapping[str, Any] | None = None

    @property
    def about(self) -> str:
        """The words after the title, for those who only see a link to the page."""
        return self.passages[0][2].removeprefix(self.title).strip() if self.passages else ""


def read(path: Path, file: str, renderer: Renderer, figures: Figures) -> Page:
    """Return a notebook as a page.

    Raises
    ------
    BookError
        With the notebook and the cell.
    """
    notebook = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if NOT_HERE not in _tags(cell)]
    results = _figures_of([cell for cell in cells if cell.cell_type == "code"], path)
    page = Page(file, path.stem, [])
    open_predictions: list[str] = []
    for cell in cells:
        try:
            if cell.cell_type == "markdown":
                made = _text(cell, page, renderer, open_predictions)
            else:
                made = _code(cell, results.get(cell.id), figures)
        except BookError as error:
            raise BookError(f"{path}: {cell.id}: {error}") from error
        if isinstance(made.widget, Prediction):
            open_predictions.append(made.widget.name)
        else:
            made.after = " ".join(open_predictions)
        page.cells.append(made)
    for cell, next_one in pairwise(page.cells):
        if cell.kind == "answer" and next_one.kind == "check":
            cell.check = next_one.id
            next_one.posed = _posed(page.cells, next_one)
    return page


def _posed(cells: Sequence[Cell], check: Cell) -> str:
    unit = re.search(_UNIT, "\n".join(cell.source for cell in cells))
    name = re.search(_CALL, check.source)
    return f"{unit[1]}/{name[1]}" if unit and name else ""


def _text(cell: NotebookNode, page: Page, renderer: Renderer, predictions: list[str]) -> Cell:
    text = renderer.text(cell.source)
    for heading in text.headings:
        if heading.level == 1:
            page.title = heading.words
        elif heading.level == 2:
            page.sections.append(heading)
            predictions.clear()  # a new section tells nothing of the one before
    section = page.sections[-1] if page.sections else None
    title = f"{page.title} › {section.words}" if section else page.title
    words = "What follows a prediction." if predictions else text.plain
    page.passages.append((page.file + (f"#{section.anchor}" if section else ""), title, words))
    return Cell("text", cell.id, html=text.html)


def _code(cell: NotebookNode, widget: Widget | None, figures: Figures) -> Cell:
    tags = _tags(cell)
    kind = next((tag for tag in ("answer", "check", "setup") if tag in tags), "code")
    made = Cell(
        kind,
        cell.id,
        source=cell.source,
        code=code(cell.source),
        label=_label(cell, kind),
        outputs="".join(_output(output, figures) for output in cell.outputs),
    )
    if widget is not None:
        made.kind = "prediction" if isinstance(widget, Prediction) else "figure"
        made.widget, made.payload, made.label = widget, figures.payload(widget), widget.title
    return made


def _figures_of(cells: Sequence[NotebookNode], path: Path) -> dict[str, Widget]:
    """Return the widgets that cells show, by cell; only what these need is run."""
    known = [names(cell.source) for cell in cells]
    scope: dict[str, Any] = {"__name__": "__main__"}
    ran: set[int] = set()
    found = {}
    for position, cell in enumerate(cells):
        if not _may_show_a_figure(cell):
            continue
        for each in [*needed(known, position), position]:
            if each not in ran:
                value = _run(cells[each], scope, path)
                ran.add(each)
        if isinstance(value, Widget):
            found[cell.id] = value
    return found


def _may_show_a_figure(cell: NotebookNode) -> bool:
    if {"answer", "check", "setup"} & set(_tags(cell)):
        return False
    if cell.outputs and all(each.output_type != "execute_result" for each in cell.outputs):
        return False
    try:
        last = ast.parse(without_magics(cell.source)).body[-1:]
    except SyntaxError:
        return False
    # What a loop or `print` ends with shows no figure, and may have taken minutes.
    return any(
        isinstance(each, ast.Expr) and not ast.unparse(each).startswith("print(") for each in last
    )


def _run(cell: NotebookNode, scope: dict[str, Any], path: Path) -> Any:
    tree = ast.parse(without_magics(cell.source))
    last = tree.body[-1] if tree.body else None
    value = last.value if isinstance(last, ast.Expr) else None
    if value is not None:
        tree.body.pop()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(tree, str(path), "exec"), scope)
            if value is None:
                return None
            return eval(compile(ast.Expression(value), str(path), "eval"), scope)
    except Exception as error:  # whatever an author's cell raises
        raise BookError(f"{path}: {cell.id}: {type(error).__name__}: {error}") from error


def _output(output: Mapping[str, Any], figures: Figures) -> str:
    """Return a stored output as HTML."""
    if output["output_type"] == "stream":
        return f'<pre class="out">{html.escape(output["text"])}</pre>'
    if output["output_type"] == "error":
        return f'<pre class="out error">{html.escape(output["ename"])}: {output["evalue"]}</pre>'
    data = output["data"]
    if "image/png" in data:
        words = output.get("metadata", {}).get("image/png", {}).get("alt") or data["text/plain"]
        return figures.picture(data["image/png"], words)
    if "text/html" in data:
        return f'<div class="shown">{data["text/html"]}</div>'
    return f'<pre class="out">{html.escape(data.get("text/plain", ""))}</pre>'


def _label(cell: NotebookNode, kind: str) -> str:
    """Say in a line what a cell does: its name, and what of the course it calls."""
    if kind == "setup":
        return "Set-up: what the cells below import"
    if kind == "answer":
        return f"Your answer: {_defined(cell.source)}"
    if kind == "check":
        return "The check"
    words = cell.id.replace("-", " ")
    calls = re.findall(r"\b((?:ops|layers|shapes|images|plots|alexnet|np)\.\w+)\(", cell.source)
    used = ", ".join(dict.fromkeys(calls[:4]))
    return f"Code: {words}" + (f" ({used})" if used else "")


def _defined(source: str) -> str:
    functions = re.findall(r"^def (\w+)", source, re.MULTILINE)
    return functions[-1] if functions else "numbers"


def _tags(cell: NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])
