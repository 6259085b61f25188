"""What the pages have in common: a frame, a style, and how a learner's words get into it safely."""

import hashlib
import html
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from urllib.parse import quote

from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.model import WAITING

SIGNS = {
    "correct": "✓",
    "almost": "◐",
    "keep working": "✎",
    "missing": "○",
    "failed": "!",
    WAITING: "…",
}
LIMITS = {"timeout": "time limit", "memory": "memory limit", "died": "process ended"}
SHOWN = 12


def page(title: str, *parts: str, kind: str) -> str:
    """Return a page that needs no other file.

    Parameters
    ----------
    title : str
        Plain text.
    *parts : str
        HTML.
    kind : {"class", "learner"}
        For whom it is laid out.

    Returns
    -------
    str
    """
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{text(title)}</title><style>{_style()}</style>"
    )
    body = "\n".join(part for part in parts if part)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>{head}</head>\n<body class="{kind}">\n'
        f"<h1>{text(title)}</h1>\n{body}\n</body>\n</html>\n"
    )


@lru_cache
def _style() -> str:
    return files(__package__).joinpath("style.css").read_text(encoding="utf-8")


def text(value: str) -> str:
    """Return plain text as HTML; what cannot be seen in it is written out."""
    return html.escape(escape_controls(value))


def heading(name: str) -> str:
    """Return a check's name as HTML that may be broken at its underscores."""
    return text(name).replace("_", "_<wbr>")


def code(value: str) -> str:
    """Return text as HTML in which what stands in backticks is code.

    Examples
    --------
    >>> code("`a < b` holds")
    '<code>a &lt; b</code> holds'
    """
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", text(value))


def tagged(name: str) -> str:
    """Return a name as HTML that is set as code."""
    return f"<code>{text(name)}</code>"


def section(name: str, title: str, *parts: str) -> str:
    """Return a section with a heading that links can reach."""
    body = "\n".join(part for part in parts if part)
    return f'<section id="{name}">\n<h2>{text(title)}</h2>\n{body}\n</section>'


def listed(items: Sequence[str]) -> str:
    """Return a list of HTML items, or nothing."""
    return "\n".join(["<ul>", *(f"<li>{item}</li>" for item in items), "</ul>"]) if items else ""


def folded(items: Sequence[str], what: str, *, shown: int = SHOWN) -> str:
    """Return a list whose first items are seen and whose rest opens."""
    rest = items[shown:]
    more = f"<details><summary>{len(rest)} more {what}</summary>{listed(rest)}</details>"
    return listed(items[:shown]) + (more if rest else "")


def people(students: Sequence[str]) -> str:
    """Return names that lead to their feedback; where there are many, the rest opens."""
    first = ", ".join(map(person, students[:SHOWN]))
    if len(students) <= SHOWN:
        return first
    rest = ", ".join(map(person, students[SHOWN:]))
    more = len(students) - SHOWN
    return f"{first}<details><summary>and {more} more</summary>{rest}</details>"


def person(student: str) -> str:
    """Return a name that leads to its feedback."""
    return f'<a href="feedback/{quote(feedback_name(student))}">{text(student)}</a>'


def feedback_name(student: str) -> str:
    """Return the name of a student's page, short enough for any file system.

    Parameters
    ----------
    student : str
        The student's name.

    Returns
    -------
    str

    Examples
    --------
    >>> feedback_name("ada")
    'ada.html'
    """
    name = re.sub(r'[/\\:*?"<>|]', "_", escape_controls(student, line=True))
    if len(name.encode()) > 200 or name != student:
        digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()
        name = f"{name[:40]}-{digest[:12]}"
    return f"{name}.html"
