"""The lint's rules on code cells and metadata. Each takes a Page and yields (cell, what to do)."""

import ast
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from .notebook import VERDICT, id_problems, tags
from .page import ALLOWED_MAGIC, Page, is_setup, tree
from .releasing import BEGIN, END

MAX_LINES = 15
TAGS = {
    "setup",
    "answer",
    "check",
    "instructor",
    "jupyter",  # makes sense in Jupyter only, so the book leaves it out
    "nbval-ignore-output",
    "raises-exception",
}

_NETWORK = {
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "pooch",
    "requests",
    "socket",
    "urllib",
    "urllib3",
}
_ANSWER = {"grade": False, "solution": True, "locked": False, "task": False, "schema_version": 3}
_CHECK = {"grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3}

Remarks = Iterator[tuple[str, str]]


def short_cells(page: Page) -> Remarks:
    """Keep a cell to 15 lines, without counting empty lines and solution markers."""
    for name, cell in page.cells("code"):
        lines = [line for line in cell.source.splitlines() if line.strip() not in ("", BEGIN, END)]
        if len(lines) > MAX_LINES:
            yield name, f"has {len(lines)} lines of code, at most {MAX_LINES}: split it"


def setup_first(page: Page) -> Remarks:
    """Tag the first code cell, and no other, setup."""
    for position, (name, cell) in enumerate(page.cells("code")):
        if position == 0 and not is_setup(cell):
            yield name, "is the first code cell: tag it 'setup' and import there"
        if position > 0 and is_setup(cell):
            yield name, "is tagged 'setup', but only the first code cell may be"


def imports_first(page: Page) -> Remarks:
    """Import in the first code cell only."""
    for name, cell in page.cells("code")[1:]:
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in _nodes(cell)):
            yield name, "imports something: move the import to the first code cell"


def plain_python(page: Page) -> Remarks:
    """No magics but %matplotlib inline."""
    for name, cell in page.cells("code"):
        if tree(cell) is None:
            yield name, f"is not plain Python: the only magic allowed is {ALLOWED_MAGIC}"
        if any(isinstance(node, ast.Name) and node.id == "get_ipython" for node in _nodes(cell)):
            yield name, "calls get_ipython: a lesson needs plain Python only"


def offline(page: Page) -> Remarks:
    """Nothing is loaded from a network, neither by code nor by a text's pictures."""
    for name, cell in page.cells("code"):
        for node in _nodes(cell):
            if found := _imported(node) & _NETWORK:
                yield name, f"imports {sorted(found)[0]}: a lesson must work offline"
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                continue
            if re.match(r"(https?|ftp)://", node.value):
                yield name, f"has the address {node.value}: a lesson must work offline"
    remote = r"!\[[^\]]*\]\(\s*https?://|<(?:img|script|iframe|link)\b[^>]*https?://"
    for name, cell in page.cells("markdown"):
        if re.search(remote, cell.source):
            yield name, "loads something from the network: ship it with the course"


def ids(page: Page) -> Remarks:
    """Ids are readable and unique: a learner's answer is found by them."""
    yield from id_problems(page.notebook)


def known_tags(page: Page) -> Remarks:
    """Tags are spelt as the tools know them."""
    for kind in ("code", "markdown", "raw"):
        for name, cell in page.cells(kind):
            for tag in sorted(tags(cell) - TAGS):
                yield name, f"has the unknown tag {tag!r}; known are {', '.join(sorted(TAGS))}"


def graded_cells(page: Page) -> Remarks:
    """Answers and checks carry nbgrader's metadata, and only they do."""
    for kind in ("code", "markdown", "raw"):
        for name, cell in page.cells(kind):
            role = next(iter(sorted(tags(cell) & {"answer", "check"})), None)
            about = dict(cell.metadata.get("nbgrader", {}))
            if role is None:
                if about or cell.id.startswith(("answer-", "check-")):
                    yield name, "looks graded: tag it 'answer' or 'check', or rename it"
                continue
            points = about.pop("points", None)
            if not cell.id.startswith(f"{role}-") or kind != "code":
                yield name, f"is tagged {role!r}: make it a code cell with an id '{role}-<name>'"
            wanted = (_ANSWER if role == "answer" else _CHECK) | {"grade_id": cell.id}
            if about != wanted:
                yield name, f"has the nbgrader metadata {about}, expected {wanted}"
            if (role == "check") != _is_points(points):
                yield name, f"has points {points!r}: a check needs a number from 0, an answer none"


def checks_pass(page: Page) -> Remarks:
    """Each check in a source shows the verdict that a right answer gets; one of asserts nothing."""
    for name, cell in page.cells("code"):
        if "check" in tags(cell):
            verdicts = [output.get("data", {}).get(VERDICT, {}) for output in cell.outputs]
            states = [verdict.get("state") for verdict in verdicts if verdict]
            is_of_asserts = any(isinstance(node, ast.Assert) for node in _nodes(cell))
            is_right = states in (["correct"], ["needs a person"])
            if not is_right and (cell.outputs or not is_of_asserts):
                yield name, f"has the verdicts {states}, expected ['correct']: run `convedu tidy`"


def _is_points(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _nodes(cell: NotebookNode) -> Iterator[ast.AST]:
    parsed = tree(cell)
    return ast.walk(parsed) if parsed else iter(())


def _imported(node: ast.AST) -> set[str]:
    """Return the top-level packages that a statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]}
    return set()
