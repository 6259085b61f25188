"""The pages' templates. What they show is escaped, and what cannot be seen is written out."""

import hashlib
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.common.text import many, number
from convedu.grading.model import WAITING

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

SIGNS = {
    "correct": "✓",
    "almost": "◐",
    "keep working": "✎",
    "missing": "○",
    "failed": "!",
    WAITING: "…",
}
STATES = tuple(SIGNS)  # in this order in charts
_LIKE_OURS = re.compile(r"-[0-9a-f]{12}$")  # a name that another's page might be given
LIMITS = {"timeout": "time limit", "memory": "memory limit", "died": "process ended"}


def render(template: str, **values: Any) -> str:
    """Return a page that needs no other file."""
    return environment().get_template(template).render(values)


def macro(template: str, name: str) -> Callable[..., str]:
    """Return one macro of a template, to be called with plain values."""
    return getattr(environment().get_template(template).module, name)


@cache
def environment() -> "Environment":
    """Return what turns templates into pages: a forgotten escape is not possible in it."""
    from statistics import fmean, median  # marking itself needs none of these

    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    from convedu.grading.report.template_cache import TemplateCache

    made = Environment(
        bytecode_cache=TemplateCache(),
        loader=PackageLoader(__package__, "."),
        autoescape=True,
        finalize=lambda value: (
            value if isinstance(value, Markup | int) else escape_controls(str(value))
        ),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(code=code, duration=duration, feedback_name=feedback_name)
    made.filters.update(heading=heading, mean=fmean, median=median, number=number)
    made.filters.update(tenths="{:.1f}".format)
    made.globals.update(LIMITS=LIMITS, SIGNS=SIGNS, STATES=STATES, many=many)
    made.globals.update(round_step=round_step)
    return made


def code(text: str) -> "Markup":
    """Return HTML in which what stands in backticks is code."""
    return _edited(text, r"`([^`]+)`", r"<code>\1</code>")


def heading(text: str) -> "Markup":
    """Return a check's name as HTML that may be broken at its underscores."""
    return _edited(text, "_", "_<wbr>")


def _edited(text: str, pattern: str, replacement: str) -> "Markup":
    from markupsafe import Markup, escape

    return Markup(re.sub(pattern, replacement, str(escape(escape_controls(text)))))


def duration(seconds: float) -> str:
    """Return a time in the unit in which it is easily read."""
    if seconds >= 1:
        return f"{seconds:.1f} s"
    return f"{1000 * seconds:.0f} ms" if seconds >= 0.001 else "<1 ms"


def round_step(most: int) -> int:
    """Return a round step, of which at most five reach a count."""
    return next(s * 10**e for e in range(9) for s in (1, 2, 5) if most / (s * 10**e) <= 5)


def feedback_name(student: str) -> str:
    """Return the name of a student's page, short enough for any file system."""
    name = re.sub(r'[/\\:*?"<>|]', "_", escape_controls(student, line=True))
    if len(name.encode()) > 200 or name != student or _LIKE_OURS.search(name):
        digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()
        name = f"{name[:40]}-{digest[:12]}"
    return f"{name}.html"
