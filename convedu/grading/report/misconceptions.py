"""The map of misconceptions: which, in which checks, how many hold them, and who."""

from collections.abc import Iterable
from dataclasses import dataclass

from convedu.grading.report.class_stats import ClassStats


@dataclass(frozen=True)
class MapLine:
    """One misconception: who holds it, how many in each check, what a learner is told."""

    name: str
    students: list[str]
    counts: list[int]
    messages: list[str]


@dataclass(frozen=True)
class MisconceptionMap:
    """The checks in which something is wrong, the misconceptions, and the largest count.

    The last line, if answers are wrong in a way that has no name, has no name either.
    """

    checks: list[str]
    lines: list[MapLine]
    most: int


def misconceptions(stats: ClassStats) -> MisconceptionMap | None:
    """Return who holds which misconception in which check; None if nobody is wrong."""
    wrong = {name: one for name, one in stats.checks.items() if one.bugs or one.unnamed}
    if not wrong:
        return None
    names = list(dict.fromkeys(name for one in wrong.values() for name in one.bugs))
    lines = [
        _line(
            name,
            [one.bugs.get(name, []) for one in wrong.values()],
            [one.says[name] for one in wrong.values() if name in one.says],
        )
        for name in names
    ]
    lines.sort(key=lambda line: (-sum(line.counts), line.name))
    if any(one.unnamed for one in wrong.values()):
        lines.append(_line("", [one.unnamed for one in wrong.values()], []))
    return MisconceptionMap(list(wrong), lines, max(max(line.counts) for line in lines))


def _line(name: str, holders: list[list[str]], messages: Iterable[str]) -> MapLine:
    students = dict.fromkeys(student for who in holders for student in who)
    counts = [len(who) for who in holders]
    return MapLine(name, list(students), counts, list(dict.fromkeys(messages)))
