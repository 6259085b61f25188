"""The lint's rules on what a learner reads. Each takes a Page and yields (cell, what to do)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from nbformat import NotebookNode

from .minutes import INSTRUCTORS, rounded, timing
from .notebook import read
from .page import Page, headings, is_setup, tree, without_code, words

WORDS_PER_LINE = (10, 20)
MAX_WORDS = 90  # six lines of fifteen words

Remarks = Iterator[tuple[str, str]]

_PARTS = {
    "objectives": r"^(#{2,6} |\*\*).*\bobjectives\b",
    "minutes (such as 'about 50 minutes')": r"\b\d+ minutes\b",
    "summary": r"^#{2,6} .*\bsummary\b",
}


def alt_text(page: Page) -> Remarks:
    """Every picture says in words what it shows."""
    for name, cell in page.cells("markdown"):
        source = without_code(cell.source)
        if re.search(r"!\[\s*\]", source) or _has_bare_img(source):
            yield name, "has a picture without alt text: say in one sentence what it shows"
    for name, cell in page.cells("code"):
        for output in cell.outputs:
            data = output.get("data", {})
            about = output.get("metadata", {}).get("image/png", {})
            if "image/png" in data and not about.get("alt", "").strip():
                yield name, "draws a picture without alt text: its metadata needs image/png: alt"
            if _has_bare_img(data.get("text/html", "")):
                yield name, "shows an <img> without alt text: say in one sentence what it shows"


def heading_levels(page: Page) -> Remarks:
    """One title, at the top, and no level skipped below it."""
    before, titles = 0, 0
    for name, cell in page.cells("markdown"):
        for level, title in headings(cell.source):
            titles += level == 1
            if level > before + 1:
                yield name, f"heading {title!r} has level {level} after {before}: skip none"
            if level == 1 and titles > 1:
                yield name, f"heading {title!r} is a second title: use '##'"
            before = level
    if not titles:
        yield "", "has no title: begin with a cell '# Title'"


def links(page: Page) -> Remarks:
    """Links between the course's files lead to a file."""
    for name, target in _links(page):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        file = unquote(target.partition("#")[0])
        if file.startswith("/"):
            yield name, f"links to {target}: use a relative link"
        elif file and not (page.path.parent / file).exists():
            yield name, f"links to {target}, which is no file seen from {page.path.parent}"


def lesson_parts(page: Page) -> Remarks:
    """Give a lesson its objectives, minutes, summary and the links to what comes next."""
    whole = "\n\n".join(cell.source for _, cell in page.cells("markdown"))
    for part, pattern in _PARTS.items():
        if not re.search(pattern, whole, re.IGNORECASE | re.MULTILINE):
            yield "", f"has no {part}: every lesson needs it"
    targets = {target for _, target in _links(page)}
    following = sorted(page.path.parent.glob(f"{page.number + 1:02}-*.ipynb"))
    wanted = [f"../exercises/{page.path.name}", *(path.name for path in following)]
    for target in wanted:
        if target not in targets:
            yield "", f"has no link to {target}: end with the way on"


def honest_minutes(page: Page) -> Remarks:
    """Say how many minutes a notebook takes, and on the start page all of them, as estimated."""
    if page.number == 0 and page.kind == "page":
        yield from _minutes_of_all(page)
        return
    expected = rounded(page.notebook)
    for name, cell in page.cells("markdown"):
        found = re.search(r"\b[Aa]bout (\d+) minutes", cell.source)
        if found and int(found[1]) != expected and INSTRUCTORS not in cell.source:
            yield name, f"says {found[0]!r}; its words and things to do come to {expected}"


def instructors_minutes(page: Page) -> Remarks:
    """Tell instructors how long each section takes, as estimated, and no other minutes."""
    expected = f"**Minutes, as estimated.** {timing(page.notebook)}"
    exercises = _exercises(page.path)
    expected += f"; exercises {rounded(read(exercises))}." if exercises.exists() else "."
    for name, cell in page.cells("markdown"):
        if INSTRUCTORS in cell.source:
            told = " ".join(cell.source.split())
            if expected not in told:
                yield name, f"does not say {expected!r}"
            if found := re.search(r"\d+ minutes", told.replace(expected, "")):
                yield name, f"says {found[0]!r} beside the estimate: leave it out"


def _minutes_of_all(page: Page) -> Remarks:
    lessons = sorted(page.path.parent.glob("[0-9][0-9]-*.ipynb"))
    lessons = [path for path in lessons if Page(path, page.notebook).kind == "lesson"]
    whole = "\n".join(cell.source for _, cell in page.cells("markdown"))
    for what, paths in (("lesson", lessons), ("exercises", map(_exercises, lessons))):
        cells = [str(rounded(read(path))) for path in paths if path.exists()]
        row = f"| {what}, minutes | {' | '.join(cells)} |"
        if cells and row not in whole:
            yield "", f"does not say {row!r}: what they come to"


def _exercises(lesson: Path) -> Path:
    return lesson.parents[1] / "exercises" / lesson.name


def prose_per_code(page: Page) -> Remarks:
    """Over the whole notebook, 10 to 20 words of prose per line of code.

    The setup cell, empty lines and comments do not count. A line of code that holds a text of four
    words or more (a prediction's question, a docstring) is prose, with that text's words.
    """
    prose = sum(words(cell.source) for _, cell in page.cells("markdown"))
    lines = 0
    for _, cell in page.cells("code"):
        if not is_setup(cell):
            told, coded = _prose_and_code(cell)
            prose, lines = prose + told, lines + coded
    low, high = WORDS_PER_LINE
    if not low <= prose / max(1, lines) <= high:
        measured = f"{prose} words of prose for {lines} lines of code"
        yield "", f"has {measured}: expected {low} to {high} words a line"


def prose_between(page: Page) -> Remarks:
    """Between two code cells at most six lines of prose (90 words)."""
    running, started = 0, False
    for cell in page.notebook.cells:
        if cell.cell_type == "markdown":
            running += words(cell.source)
        elif cell.cell_type == "code":
            if started and running > MAX_WORDS:
                message = f"comes after {running} words without anything to do, at most {MAX_WORDS}"
                yield cell.id, f"{message}: shorten the text or give the reader something to try"
            running, started = 0, True


def _has_bare_img(html: str) -> bool:
    tags = re.findall(r"<img\b[^>]*>", html)
    return any(not re.search(r"""\balt\s*=\s*["']\s*[^"'\s]""", tag) for tag in tags)


def _links(page: Page) -> Iterator[tuple[str, str]]:
    """Yield (cell, target) of each link and picture in the text."""
    pattern = r"""\]\(\s*<?([^)>\s]+)|(?:href|src)\s*=\s*["']([^"']+)"""
    for name, cell in page.cells("markdown"):
        for pair in re.findall(pattern, without_code(cell.source)):
            yield name, "".join(pair)


def _prose_and_code(cell: NotebookNode) -> tuple[int, int]:
    """Count a code cell's words of prose and its lines of code."""
    parsed = tree(cell)
    texts = [
        (node, words(node.value))
        for node in (ast.walk(parsed) if parsed else ())
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if words(node.value) >= 4
    ]
    spans = ((node.lineno, node.end_lineno or node.lineno) for node, _ in texts)
    prose_lines = {line for first, last in spans for line in range(first, last + 1)}
    coded = sum(
        1
        for number, line in enumerate(cell.source.splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#") and number not in prose_lines
    )
    return sum(count for _, count in texts), coded
