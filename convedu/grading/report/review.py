"""What a person should look at: nothing here has changed a mark."""

from collections.abc import Iterator

from convedu.grading.common.text import many, number
from convedu.grading.exercise.load import Exercise
from convedu.grading.report.class_stats import Facts, People
from convedu.grading.report.page import (
    code,
    folded,
    listed,
    people,
    person,
    section,
    tagged,
    text,
)
from convedu.grading.report.similarity.similar_answers import Likeness


def needs_review(facts: Facts) -> str:
    """Return the section on submissions that need a human look.

    Parameters
    ----------
    facts : Facts
        The class.

    Returns
    -------
    str
    """
    parts = [part for part in (*_unmarked(facts), *_alike(facts), *_ready(facts)) if part]
    rule = (
        '<p class="soft">None of this has changed a mark, and none of it is proof of anything: '
        "it is a list of places where a person sees more than a program.</p>"
    )
    return section("look", "To be looked at", rule, *(parts or ["<p>Nothing.</p>"]))


def to_look_at(facts: Facts) -> int:
    """Return how many students the section on a human look names."""
    lists = [*facts.unmarked.values(), *facts.waiting.values(), facts.blank]
    named = {name for names in lists for name in names}
    named |= facts.answers.sharing()
    return len(named | {student for student, _, _ in facts.answers.ready})


def _unmarked(facts: Facts) -> Iterator[str]:
    if facts.unmarked:
        yield "<h3>Not marked, or not to the end</h3>"
        yield folded(_frequent(facts.unmarked), "reasons")
    if facts.waiting:
        found = [f"{tagged(name)}: {people(who)}" for name, who in facts.waiting.items()]
        yield f"<h3>Waiting for a person's points</h3>{listed(found)}"
    if facts.blank:
        yield "<h3>Handed in with nothing filled in</h3>"
        yield f"<p>{people(facts.blank)}</p>"


def _frequent(reasons: People) -> list[str]:
    """Return each reason with those whom it concerns, the frequent first."""
    found = sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
    return [f"{code(why)} {people(who)}" for why, who in found]


def _alike(facts: Facts) -> Iterator[str]:
    groups, worked = facts.answers.groups(), facts.answers.worked
    if groups:
        yield "<h3>Identical answers</h3>"
        yield (
            '<p class="soft">Equal after own names were numbered and spacing, comments, docstrings '
            "and annotations removed. Short answers, which are the same by nature, are left out. "
            "Wrong answers and long ones come first: they say most. The larger a class, the more "
            "of it is chance.</p>"
        )
        yield folded([_group(one) for one in groups], "groups")
    if worked:
        found = [f"{tagged(name)}: {people(who)}" for name, who in worked.items()]
        yield "<details><summary>Equal to the instructor's own solution</summary>"
        yield (
            '<p class="soft">A course notebook prints it on request after a first try, so this '
            "alone says little.</p>"
        )
        yield f"{listed(found)}</details>"
    if facts.answers.absent:
        yield (
            f"<p>The answers of {many(facts.answers.absent, 'submission')} were not at hand and "
            "were not compared.</p>"
        )


def _group(one: Likeness) -> str:
    names = ", ".join(map(tagged, one.answers))
    wrong = ", ".join(map(tagged, one.wrong))
    return (
        f"{people(one.students)}: {names}"
        + (f"; <strong>wrong in the same way</strong>: {wrong}" if wrong else "")
        + f' <span class="soft">({one.size} nodes of syntax in common)</span>'
    )


def _ready(facts: Facts) -> Iterator[str]:
    if not facts.answers.ready:
        return
    yield "<h3>Ready-made convolutions</h3>"
    yield (
        '<p class="soft">Answers that import or call one. Whether that was allowed is for you to '
        "say.</p>"
    )
    yield folded(
        [
            f"{person(student)}, {tagged(answer)}: " + ", ".join(map(tagged, found))
            for student, answer, found in facts.answers.ready
        ],
        "answers",
    )


def by_hand(exercise: Exercise, facts: Facts) -> str:
    """Return the section on what a person has set, or nothing.

    Parameters
    ----------
    exercise : Exercise
        Says what each check is worth.
    facts : Facts
        The class.

    Returns
    -------
    str
    """
    full = {check.name: check.points for check in exercise.checks}
    items = [
        f"{person(student)}, {tagged(check)}: {number(one.points)} of "
        f"{number(full.get(check, 0))}{f' ({text(one.set)})' if one.set else ''}"
        + (f": {text(one.comment)}" if one.comment else "")
        + " <strong>It was set when other answers counted.</strong>" * one.outdated
        for student, check, one in facts.by_hand
    ]
    return section("by-hand", "Set by a person", folded(items, "marks")) if items else ""


def lateness(facts: Facts) -> str:
    """Return the section on late work and several attempts, or nothing.

    Parameters
    ----------
    facts : Facts
        The class.

    Returns
    -------
    str
    """
    late = [
        f"{person(student)}: {many(days, 'day')}"
        + (f", −{number(late_penalty)} points" if late_penalty else ", without penalty")
        for student, days, late_penalty in sorted(facts.late, key=lambda one: (-one[1], one[0]))
    ]
    several = [
        f"{person(student)}: {text(which) or 'one'} of {count} counts"
        for student, which, count in facts.several
    ]
    if not late and not several:
        return ""
    return section(
        "late",
        "Late work and attempts",
        f"<h3>Late</h3>{folded(late, 'students')}" if late else "",
        f"<h3>More than one attempt</h3>{folded(several, 'students')}" if several else "",
    )


def repairs(facts: Facts) -> str:
    """Return the section on what was mended, the frequent first, or nothing.

    Parameters
    ----------
    facts : Facts
        The class.

    Returns
    -------
    str
    """
    items = _frequent(facts.repairs)
    if not items:
        return ""
    said = (
        '<p class="soft">Damaged notebooks were mended before they were marked. That itself costs '
        "no points.</p>"
    )
    return section("repairs", "Repairs", said, folded(items, "repairs", shown=20))
