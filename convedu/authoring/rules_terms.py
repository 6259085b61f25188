"""The lint's rules on the glossary's words. Each takes a Page and yields (cell, what to do)."""

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from .glossary import Term, terms
from .page import Page, without_code

Remarks = Iterator[tuple[str, str]]

_NOT_READ = re.compile(
    r"^#{1,6}[ \t].*?$"  # a heading announces
    r"|`[^`\n]*`"  # code
    r"|\[[^\]]*\]\([^)]*\)"  # a link, most often to another lesson
    r"|<details><summary>For instructors.*",
    re.DOTALL | re.MULTILINE,
)
_BOLD = re.compile(r"\*\*[^*]+\*\*")


def defined_first(page: Page) -> Remarks:
    """Define a term of the glossary in its own lesson, in bold, and use it nowhere before."""
    told = [(cell.id, _told(cell)) for cell in page.notebook.cells[1:]]  # the title announces
    for term in terms():
        if term.lesson < page.number:
            continue
        for name, text in told:
            defined = term.lesson == page.number and _definition(term, text)
            place = defined.start() if defined else len(text)
            if found := term.pattern.search(text, 0, place):
                where = f"lesson {term.lesson}" if term.lesson > page.number else "here, in bold"
                yield name, f"says {found.group()!r} before it is defined ({where}): see glossary"
                break
            if defined:
                break


def vocabulary(page: Page) -> Remarks:
    """Words are used as the glossary defines them."""
    for name, cell in page.cells("markdown"):
        for term in terms():
            for pattern, advice in term.avoid.items():
                if found := re.search(pattern, without_code(cell.source), re.IGNORECASE):
                    yield name, f"says {found.group()!r}: {advice}"


def _definition(term: Term, text: str) -> re.Match[str] | None:
    return next((bold for bold in _BOLD.finditer(text) if term.pattern.search(bold[0])), None)


def _told(cell: NotebookNode) -> str:
    """Return what a cell tells a learner in words: its text, or a prediction's."""
    if cell.cell_type == "markdown":
        return _NOT_READ.sub(" ", without_code(cell.source))
    shown = (output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", ()))
    return "\n".join(text for text in shown if text.startswith("Prediction: "))
