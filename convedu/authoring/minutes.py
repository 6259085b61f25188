"""How long a notebook takes a learner, from what there is to read and to do in it.

An estimate: reading at 200 words a minute, and a usual time for each thing to do. Stretches and
what is for instructors are not counted.
"""

import ast
import re

from nbformat import NotebookNode

from .notebook import tags
from .page import is_setup, tree, without_code

WORDS_A_MINUTE = 200
PREDICTION = 1.25
FIGURE = 4.0
SENTENCE = 1.0
"""Minutes for a choice and its reason, for a live figure, for saying something in a sentence."""
CELL, LINE = 0.5, 0.1
"""Minutes for running a cell and looking at what it shows, and for each line of its code."""
EXERCISE = 8.0

INSTRUCTORS = "<summary>For instructors</summary>"


def minutes(notebook: NotebookNode) -> float:
    """Return the minutes that a lesson takes, or the exercises of a unit.

    Parameters
    ----------
    notebook : nbformat.NotebookNode

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
    >>> minutes(new_notebook(cells=[new_markdown_cell("word " * 400), new_code_cell("1 + 1")]))
    2.6
    """
    return round(sum(sections(notebook).values()), 6)


def sections(notebook: NotebookNode) -> dict[str, float]:
    """Return the minutes of each section by its heading, and of what stands above them by ""."""
    spent, section, left_out = {"": 0.0}, "", False
    for cell in notebook.cells:
        if heading := re.match(r"(#{1,6}) (.+)", cell.source):
            left_out = heading[2].startswith("Stretch")
            section = heading[2] if heading[1] == "##" else section
        if not left_out and INSTRUCTORS not in cell.source:
            taken = _reading(cell) if cell.cell_type == "markdown" else _doing(cell)
            spent[section] = spent.get(section, 0.0) + taken
    return spent


def rounded(notebook: NotebookNode) -> int:
    """Return the minutes as a text says them: to the nearest five."""
    return 5 * max(1, round(minutes(notebook) / 5))


def timing(notebook: NotebookNode) -> str:
    """Return the minutes of each section that takes at least one, as a text says them."""
    spent = ((section, round(taken)) for section, taken in sections(notebook).items())
    return "; ".join(f"{section} {taken}" for section, taken in spent if section and taken)


def _reading(cell: NotebookNode) -> float:
    text = without_code(cell.source)
    spoken = SENTENCE * len(re.findall(r"\*\*Say it", text))
    return len(re.findall(r"[^\W_][\w'’.-]*", text)) / WORDS_A_MINUTE + spoken


def _doing(cell: NotebookNode) -> float:
    source = cell.source.strip()
    if is_setup(cell) or not source:
        return 0.0
    if "check" in tags(cell):
        return EXERCISE
    if "answer" in tags(cell):
        return 0.0
    if source.startswith("predict("):
        return PREDICTION
    if _shows_figure(cell):
        return FIGURE
    return CELL + LINE * len(source.splitlines())


def _shows_figure(cell: NotebookNode) -> bool:
    """Tell whether a cell ends with a widget: a call of a name in capitals."""
    parsed = tree(cell)
    match parsed.body[-1:] if parsed else []:
        case [ast.Expr(value=ast.Call(func=ast.Name(id=name)))]:
            return name[0].isupper()
    return False
