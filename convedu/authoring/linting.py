"""`convedu lint`: the house rules for notebooks, as far as a program can hold them.

To add a rule, write a function that takes a `Page` and yields (cell, what to do), and name it in
`RULES` with the kinds of notebook it holds for.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from . import rules_code as code
from . import rules_terms as words
from . import rules_text as prose
from .notebook import LESSONS, SOLUTIONS, Finding, each, find, read
from .page import Page

ALL = ("lesson", "exercise", "page")

RULES: dict[Callable[[Page], Iterator[tuple[str, str]]], tuple[str, ...]] = {
    code.short_cells: ALL,
    code.setup_first: ALL,
    code.imports_first: ALL,
    code.plain_python: ALL,
    code.offline: ALL,
    code.ids: ALL,
    code.known_tags: ALL,
    code.graded_cells: ALL,
    code.checks_pass: ("exercise",),
    prose.alt_text: ALL,
    prose.heading_levels: ALL,
    prose.links: ALL,
    prose.lesson_parts: ("lesson",),
    prose.honest_minutes: ALL,
    prose.instructors_minutes: ("lesson",),
    prose.prose_per_code: ("lesson",),
    prose.prose_between: ALL,
    words.vocabulary: ALL,
    words.defined_first: ("lesson",),
}


def lint(page: Page) -> Iterator[tuple[str, str]]:
    """Yield (cell, what to do) for each house rule that a notebook breaks.

    Parameters
    ----------
    page : Page
        The notebook and its path, which tells a lesson from an exercise.
    """
    for rule, kinds in RULES.items():
        if page.kind in kinds:
            yield from rule(page)


def lint_files(paths: Iterable[Path] = ()) -> Iterator[Finding]:
    """Yield a finding for each house rule that a notebook breaks.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Notebooks or folders; by default every lesson and every solution.
    """
    yield from each(find(paths, default=(LESSONS, SOLUTIONS)), _lint_file)


def _lint_file(path: Path) -> Iterator[Finding]:
    for cell, message in lint(Page(path, read(path))):
        yield Finding(path, cell, message)
