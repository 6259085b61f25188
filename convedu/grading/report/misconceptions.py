"""The map of misconceptions: which, in which checks, how many hold them, and who."""

from collections.abc import Iterator

from convedu.grading.report import svg
from convedu.grading.report.class_stats import Facts
from convedu.grading.report.page import (
    code,
    heading,
    people,
    section,
    text,
)


def misconceptions(facts: Facts) -> str:
    """Return the section that shows who holds which misconception in which check.

    Parameters
    ----------
    facts : Facts
        The class.

    Returns
    -------
    str
    """
    cells = {
        (name, check): who for check, one in facts.checks.items() for name, who in one.bugs.items()
    }
    unnamed = {check: one.unnamed for check, one in facts.checks.items() if one.unnamed}
    if not cells and not unnamed:
        return section("bugs", "Misconceptions", "<p>Every answer was right or missing.</p>")
    names = {name: sum(len(who) for (n, _), who in cells.items() if n == name) for name, _ in cells}
    most = max(map(len, [*cells.values(), *unnamed.values()]))
    shown = [check for check in facts.checks if facts.checks[check].bugs or check in unnamed]
    heads = "".join(f"<th scope=col>{heading(name)}" for name in ["misconception", *shown])
    lines = list(_bug_lines(facts, cells, names, shown, most))
    if unnamed:
        drawn = "".join(_disc(unnamed.get(check, []), most) for check in shown)
        who = dict.fromkeys(name for names in unnamed.values() for name in names)
        lines.append(f"<tr><th scope=row><i>wrong, not recognised</i>: {people([*who])}{drawn}")
    return section(
        "bugs",
        "Misconceptions",
        '<p class="soft">Wrong answers that do exactly what somebody does who holds the '
        "misconception, the frequent ones first; discs show how many.</p>",
        f'<div class="scroll"><table class="map"><thead><tr>{heads}<tbody>'
        f"{''.join(lines)}</table></div>",
    )


def _bug_lines(
    facts: Facts,
    cells: dict[tuple[str, str], list[str]],
    names: dict[str, int],
    shown: list[str],
    most: int,
) -> Iterator[str]:
    for name in sorted(names, key=lambda name: (-names[name], name)):
        drawn = "".join(_disc(cells.get((name, check), []), most) for check in shown)
        holders = [cells.get((name, check), []) for check in shown]
        who = dict.fromkeys(student for students in holders for student in students)
        says = dict.fromkeys(facts.checks[c].says[name] for c in shown if (name, c) in cells)
        told = "".join(f"<small>{code(message)}</small>" for message in says)
        yield f"<tr><th scope=row><b>{text(name)}</b>: {people([*who])}{told}{drawn}"


def _disc(who: list[str], most: int) -> str:
    return f"<td>{svg.disc(len(who), most) if who else ''}"
