"""The rules of a class: due dates, the penalty for lateness, which attempt counts, groups."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any, Literal

from convedu.grading.common.errors import UserError
from convedu.grading.common.text import many
from convedu.grading.gradebook.own_rules import Entry

DAY = 24 * 3600
Attempts = Literal["best", "last"]


@dataclass(frozen=True)
class Policy:
    """The rules by which verdicts become marks."""

    due: datetime | None = None  # until when nothing is late; with an offset
    late_penalty: float = 0.0
    attempts: Attempts = "best"  # which of several attempts counts
    extensions: tuple[Entry, ...] = ()  # learners with a due date of their own
    members: tuple[Entry, ...] = ()  # learners who hand in as a group

    def days_late(self, submitted: datetime | None, own_due: datetime | None = None) -> int:
        """Return the days begun after the due date; 0 where a time is not known."""
        due = own_due or self.due
        if due is None or submitted is None:
            return 0
        return max(0, math.ceil((submitted - due).total_seconds() / DAY))

    def __str__(self) -> str:
        parts = [f"the {self.attempts} attempt counts"]
        if self.due is not None:
            parts.insert(0, f"due {self.due:%Y-%m-%d %H:%M} ({_zone(self.due)})")
        if self.late_penalty:
            parts.insert(
                1, f"{self.late_penalty * 100:.4g}% of the points off for each day begun after that"
            )
        if self.extensions:
            parts.append(f"{many(len(self.extensions), 'learner')} with a later date")
        if self.members:
            parts.append(many(len({entry.value for entry in self.members}), "group"))
        return ", ".join(parts)


def make_policy(due: str = "", penalty: str = "", attempts: str = "best") -> Policy:
    """Read the rules as a command line has them; raises UserError if one is not understood."""
    if attempts not in ("best", "last"):
        raise UserError(f"--attempts is {attempts!r}, expected best or last")
    share = _share(penalty)
    if share and not due:
        raise UserError(f"--penalty is {penalty!r} without --due, expected both")
    try:
        time = parse_time(due) if due else None
    except UserError as error:
        raise UserError(f"--due {error}") from None
    return Policy(time, share, "best" if attempts == "best" else "last")


def parse_time(text: str) -> datetime:
    """Read a date and a time, in this machine's zone if it names none; raises UserError."""
    error = UserError(f"is {text!r}, expected a date and a time such as 2026-11-20T23:59")
    if not re.search(r"\d[T ]\d", text):
        raise error
    try:
        time = datetime.fromisoformat(text.strip())
        return time if time.tzinfo else time.astimezone()
    except (ValueError, OverflowError, OSError):
        raise error from None


def _share(text: str) -> float:
    if not text or text.strip() == "0":
        return 0.0
    match = re.fullmatch(r"\s*([0-9]{1,3}(?:\.[0-9]+)?)\s*%\s*", text)
    if not match or float(match[1]) > 100:
        raise UserError(f"--penalty is {text!r}, expected a share from 0% to 100%, such as 10%")
    return float(match[1]) / 100


def _zone(time: datetime) -> str:
    offset = time.strftime("%z")
    name = time.tzname() or ""
    named = "" if name.startswith("UTC") or name == offset else f"{name}, "
    return f"{named}UTC{offset[:3]}:{offset[3:5]}" if time.utcoffset() else "UTC"


def stored(policy: Policy) -> dict[str, object]:
    """Return the rules as the ledger holds them."""
    due = policy.due.isoformat() if policy.due else ""
    return {
        "due": due,
        "penalty": policy.late_penalty,
        "attempts": policy.attempts,
        "extensions": json.dumps([*map(astuple, policy.extensions)]),
        "members": json.dumps([*map(astuple, policy.members)]),
    }


def restored(row: Mapping[str, Any]) -> Policy:
    """Return the rules from a row of the ledger."""
    due = datetime.fromisoformat(str(row["due"])) if row["due"] else None
    extensions, members = (_entries(row[name]) for name in ("extensions", "members"))
    return Policy(due, row["penalty"], row["attempts"], extensions, members)


def _entries(text: str) -> tuple[Entry, ...]:
    rows = json.loads(text)
    return tuple(Entry(where, tuple(cells), value, id_) for where, cells, value, id_ in rows)
