"""What a person should look at: nothing here has changed a mark."""

from collections.abc import Mapping

from convedu.grading.report.class_stats import ClassStats


def students_to_review(stats: ClassStats) -> int:
    """Return how many students the section on a human look names."""
    lists = [*stats.unmarked.values(), *stats.waiting.values(), stats.blank]
    named = {name for names in lists for name in names}
    named |= stats.answers.sharing()
    return len(named | {student for student, _, _ in stats.answers.library_calls})


def by_frequency(reasons: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Return each reason with those whom it concerns, the frequent first."""
    return sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
