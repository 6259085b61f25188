"""What a check says, as text for a person, as a card for the notebook, as data for the ledger."""

import html
import re
from dataclasses import dataclass
from typing import Any

MIME = "application/vnd.convedu.verdict+json"
# For each state a colour, and a sign before the word, so that nobody needs to see the colour.
_LOOK = {
    "missing": ("#7a7a7a", "○"),
    "keep working": ("#c4622d", "✎"),
    "almost": ("#b08900", "◐"),
    "correct": ("#2a7f9e", "✓"),
    "needs a person": ("#7a7a7a", "…"),
}
STATES = tuple(_LOOK)


@dataclass(frozen=True)
class Verdict:
    """One check's answer to one attempt.

    `fraction` is the share of its points, `misconception` the name of the bug that explains the
    answer. `message` says what to do next, with code in backticks; `case` is the smallest failing
    case, empty where it must stay hidden. `first_hint` is the number of the one shown first.
    """

    check: str
    state: str
    fraction: float
    message: str = ""
    misconception: str | None = None
    case: str = ""
    hints: tuple[str, ...] = ()
    first_hint: int = 1

    def __str__(self) -> str:
        head = f"{self.check}: {_head(self.state)}"
        return "\n".join(part for part in (f"{head} {self.message}".strip(), self.case) if part)

    __repr__ = __str__

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        fields = "check", "state", "fraction", "misconception", "message", "case"
        data = {field: getattr(self, field) for field in fields}
        return {"text/plain": str(self), "text/html": self._card(), MIME: data}

    def _card(self) -> str:
        colour, sign = _LOOK[self.state]
        parts = [
            f"<div style='border-left:4px solid {colour};padding:.4em .9em;max-width:46em'>",
            # The words stay in the theme's own ink: no colour is read easily on white and black.
            f"<strong><span style='color:{colour}'>{sign}</span> ",
            f"{_head(self.state)}</strong> ",
            f"<code>{html.escape(self.check)}</code>",
        ]
        if self.message:
            parts.append(f"<div style='margin-top:.3em'>{_inline(self.message)}</div>")
        if self.case:
            parts.append(
                "<pre style='margin:.5em 0;padding:.5em;overflow-x:auto;"
                "background:var(--jp-layout-color2,rgba(128,128,128,.12))'>"
                f"{html.escape(self.case)}</pre>"
            )
        if self.state != "correct" and self.hints:
            hints = self.hints[self.first_hint - 1 :]
            behind = f"Or run `check.{self.check}.solution()`."
            parts.append(_nested(hints, behind, self.first_hint))
        return "".join([*parts, "</div>"])


def _head(state: str) -> str:
    return "still missing." if state == "missing" else f"{state}."


def _inline(text: str) -> str:
    # A product such as `i * s` stands in backticks; a word between asterisks is stressed.
    return re.sub(r"`([^`]+)`|(?<!\w)\*(\w+)\*(?!\w)", _mark, html.escape(text, quote=False))


def _mark(found: re.Match) -> str:
    code, stressed = found.groups()
    return f"<code>{code}</code>" if code else f"<em>{stressed}</em>"


def _nested(hints: tuple[str, ...], behind: str, number: int) -> str:
    # A hint lies inside the one before it: nobody can open the last one first.
    if not hints:
        return f"<div style='margin-top:.4em'>{_inline(behind)}</div>"
    return (
        f"<details style='margin:.4em 0 0 .6em'><summary>Hint {number}</summary>"
        f"{_inline(hints[0])}{_nested(hints[1:], behind, number + 1)}</details>"
    )
