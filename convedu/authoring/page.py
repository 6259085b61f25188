"""A notebook as the lint sees it: its kind, its cells, its prose and its code."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from .notebook import cell_name, tags

# An import after the first cell is a fault, so this is the only magic and stands only there.
ALLOWED_MAGIC = "%matplotlib inline"

_NOT_PROSE = re.compile(
    r"^```.*?^```[ \t]*$"  # fenced code
    r"|<!--.*?-->"
    r"|\$\$.*?\$\$"  # a formula on a line of its own
    r"|!\[[^\]]*\]\([^)]*\)"  # a picture
    r"|^#{1,6}[ \t].*?$"  # a heading
    r"|^[ \t]*\|.*?$",  # a row of a table
    re.DOTALL | re.MULTILINE,
)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One notebook and where it is stored."""

    path: Path
    notebook: NotebookNode

    @property
    def kind(self) -> str:
        """One of exercise (a source of one), lesson (01 to 98) or page (the rest)."""
        if self.path.parent.name == "solutions":
            return "exercise"
        return "lesson" if 0 < self.number < 99 else "page"

    @property
    def number(self) -> int:
        """The unit's number; 0 if the name has none."""
        found = re.match(r"(\d\d)-", self.path.name)
        return int(found.group(1)) if found else 0

    def cells(self, kind: str) -> list[tuple[str, NotebookNode]]:
        """Return (name, cell) for the cells of one type: "code" or "markdown"."""
        return [
            (cell_name(cell, position), cell)
            for position, cell in enumerate(self.notebook.cells)
            if cell.cell_type == kind
        ]


def words(markdown: str) -> int:
    r"""Count the words of a text's sentences.

    Parameters
    ----------
    markdown : str
        Headings, tables, pictures, fenced code, display formulas and the targets of links do not
        count; a formula in a line is one word.

    Examples
    --------
    >>> words("# Title\n\nSlide the [kernel](kernel.ipynb): $y = x * w$ is **one** number.")
    7
    """
    plain = _LINK.sub(r"\1", _NOT_PROSE.sub(" ", markdown))
    plain = re.sub(r"<[^>]*>", " ", re.sub(r"\$[^$\n]+\$", " formula ", plain))
    return len(re.findall(r"[^\W_][\w'’.-]*", plain))


def without_code(markdown: str) -> str:
    """Return a text without its fenced code blocks."""
    return _FENCE.sub("", markdown)


def headings(markdown: str) -> list[tuple[int, str]]:
    """Return (level, text) of each heading."""
    found = re.findall(r"^(#{1,6})[ \t]+(.+?)[ \t]*$", without_code(markdown), re.MULTILINE)
    return [(len(marks), title) for marks, title in found]


def tree(cell: NotebookNode) -> ast.Module | None:
    """Return a code cell's syntax tree, or None if it is not plain Python."""
    lines = cell.source.splitlines()
    try:
        return ast.parse("\n".join("" if line == ALLOWED_MAGIC else line for line in lines))
    except SyntaxError:
        return None


def is_setup(cell: NotebookNode) -> bool:
    """Tell whether a cell is the one that imports."""
    return "setup" in tags(cell)
