"""The course's words, from glossary.toml, and the page that shows them."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from nbformat import NotebookNode, v4

from .tidying import normal_form

PAGE = "99-glossary.ipynb"
_ABOUT = """# Glossary

Each word stands in bold in the lesson that defines it. [Start page](00-start-here.ipynb)"""


@dataclass(frozen=True)
class Term:
    """A word, the number of the lesson that defines it, and what it means.

    Attributes
    ----------
    forms : tuple of str
        Regular expressions for the word in a text.
    avoid : dict of str to str
        Expressions that the course does not use, and what to say in their place.
    """

    name: str
    lesson: int
    meaning: str
    forms: tuple[str, ...] = ()
    avoid: dict[str, str] = field(default_factory=dict)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The word in any of its forms, whatever the case."""
        forms = self.forms or (rf"{re.escape(self.name)}s?",)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)


@cache
def terms() -> tuple[Term, ...]:
    """Return the glossary in the order of the file: by lesson."""
    data = tomllib.loads(files(__package__).joinpath("glossary.toml").read_text("utf-8"))
    return tuple(Term(**{**each, "forms": tuple(each.get("forms", ()))}) for each in data["term"])


def glossary_page(known: Iterable[Term], lessons: Iterable[Path]) -> NotebookNode:
    """Return the glossary as a notebook of text.

    Parameters
    ----------
    known : iterable of Term
    lessons : iterable of pathlib.Path
        The lessons' notebooks, to which it links.
    """
    files_of = {int(path.name[:2]): path.name for path in lessons}
    rows = [
        f"| **{term.name}** | {term.meaning} | [{term.lesson}]({files_of[term.lesson]}) |"
        for term in sorted(known, key=lambda term: term.name.casefold())
        if term.lesson in files_of
    ]
    table = "\n".join(["| word | what it means | lesson |", "|---|---|---|", *rows])
    cells = [v4.new_markdown_cell(_ABOUT, id="title"), v4.new_markdown_cell(table, id="words")]
    return normal_form(v4.new_notebook(cells=cells))
