"""Numbers, names and sentences, written the same way wherever the grader shows them."""

import re
from collections.abc import Callable, Mapping, Sequence

from convedu.grading.common.escape_controls import escape_controls

# What a spreadsheet may take for a formula, the wide forms too. (OWASP, "CSV Injection".) Tabs and
# line ends, which count as well, are blanks by then, and those in front are gone.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def number(value: float) -> str:
    """Return points without needless digits."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def many(count: int, one: str, several: str = "") -> str:
    """Return a number with its noun."""
    return f"{count} {one if count == 1 else several or one + 's'}"


def shortened(text: str, most: int = 4_000) -> str:
    """Return a text of a bounded length, which says how much of it is left out."""
    left = len(text) - most
    return f"{text[:most]} ... ({left:,} more characters)" if left > 0 else text


def shown(names: Sequence[str], most: int = 8, *, each: Callable[[str], str] = str) -> str:
    """Return names for a sentence, not too many of them, each written as `each` gives it."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    first = [each(name) for name in names[:most]]
    return ("; " if any("," in name for name in first) else ", ").join(first) + more


def remarks(names: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a sentence for each thing that is to be said of some names."""
    return [f"{what}: {shown(which)}." for what, which in names.items() if which]


def in_one_line(text: str) -> str:
    """Return text in one line, all of it to be seen."""
    return escape_controls(" ".join(text.split()))


def safe(text: str) -> str:
    """Return text in one line, all of it to be seen, that no spreadsheet takes for a formula."""
    line = in_one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line


def csv_row(*cells: str | float, end: str = "\n") -> str:
    """Return a row of a table, each text quoted: a spreadsheet may divide at another sign."""
    return ",".join(map(_cell, cells)) + end


def _cell(value: str | float) -> str:
    if not isinstance(value, str):
        return number(value)
    return '"' + safe(value).replace('"', '""') + '"' if value else ""


def natural(name: str) -> list[tuple[bool, int, str]]:
    """Return a key that sorts numbers in names as numbers."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return [(False, int(p[:18]), p) if p[0] in "0123456789" else (True, 0, p) for p in parts]
