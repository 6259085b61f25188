"""`convedu new-exercise`: a working notebook with its checks, to be rewritten cell by cell."""

import keyword
import re
from collections.abc import Iterator, Sequence

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from convedu.exercise_files import checks_file

from .notebook import SOLUTIONS, Finding, write
from .releasing import BEGIN, END
from .tidying import tidy_files

POINTS = 2

_INTRODUCTION = """\
# {title}

Write your answer in the cell, run it, then run the check below it: it tells you at once what is
right and, for a wrong answer, which common mistake it matches. Hints open inside the check's
answer, one at a time. There is no penalty for trying.
"""
_TASK = """\
## {number}. `{function}`

Write `{function}(x)`. It returns twice the number `x`: for `x = 3` that is 6.
"""
_ANSWER = f'''\
def {{function}}(x):
    """Return twice the number x."""
    {BEGIN}
    return 2 * x
    {END}
'''
_CHECKS = '''\
"""The checks of {stem}: what is tried, and which mistakes are known.

The instructor's own: a learner's code never runs beside it when a class is marked.
"""

from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck

SHARES = {{"values": 0.75, "side_effects_and_type": 0.25}}  # of the points
'''
_CHECK = '''

# The right answer, called as in the notebook but for the underscore.
def _{function}(x):
    return 2 * x


def _cases_of_{function}(rng):
    """Draw what is tried, the smallest first; with the class's seed these are other numbers."""
    return [Case((3,), public=True), *(Case((int(x),)) for x in rng.integers(4, 100, 5))]


{function} = FunctionCheck(
    name="{stem}/{function}",
    reference=_{function},
    cases=_cases_of_{function},
    bugs=(
        # The name for the instructor, what the learner reads, and what somebody who errs so writes.
        Bug("squared", "You multiply `x` by itself. Twice `x` is `x + x`.", lambda x: x * x),
    ),
    shares=SHARES,
    hints=(
        "What is twice 3?",
        "Twice a number is the number plus itself.",
        "Return `2 * x`.",
    ),
)
'''


class NewExerciseError(ValueError):
    """An exercise that cannot be made; the text says why."""


def new_exercise(name: str, functions: Sequence[str] = ("double",)) -> Iterator[Finding]:
    """Write the instructor's notebook of a new exercise and the file of its checks, and run it.

    Parameters
    ----------
    name : str
        What the notebook is called, without ``.ipynb``; it goes into ``exercises/solutions``.
    functions : sequence of str
        What learners are to write: each gets a task, an answer and a check.

    Yields
    ------
    Finding
        What was written.

    Raises
    ------
    NewExerciseError
        If a name cannot be used or the files are there already.
    """
    if not re.fullmatch(r"\w[\w-]*", name):
        raise NewExerciseError(
            f"NAME is {name!r}, expected letters, digits, '-' and '_', such as 09-interest"
        )
    for function in functions:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", function) or keyword.iskeyword(function):
            raise NewExerciseError(
                f"FUNCTION is {function!r}, expected a name in small letters, such as balance"
            )
    if len(set(functions)) < len(functions):
        raise NewExerciseError(f"FUNCTION is given twice: {' '.join(functions)}")
    notebook = SOLUTIONS / f"{name}.ipynb"
    checks = checks_file(notebook)
    for path in (notebook, checks):
        if path.exists():
            raise NewExerciseError(f"{path} is there already: give another NAME, or remove it")
    SOLUTIONS.mkdir(parents=True, exist_ok=True)
    texts = (_CHECK.format(function=function, stem=name) for function in functions)
    checks.write_text(_CHECKS.format(stem=name) + "".join(texts), encoding="utf-8")
    write(_notebook(name, functions, checks.stem), notebook)
    yield Finding(checks, "", "written", mended=True)
    yield from tidy_files([notebook])


def _notebook(name: str, functions: Sequence[str], module: str) -> NotebookNode:
    title = re.sub(r"^\d+-", "", name).replace("-", " ").capitalize()
    made = new_notebook()
    made.cells = [
        new_markdown_cell(_INTRODUCTION.format(title=title), id="title"),
        new_code_cell(f"import {module} as check", id="setup", metadata={"tags": ["setup"]}),
    ]
    for number, function in enumerate(functions, start=1):
        shown = function.replace("_", "-")
        task = _TASK.format(number=number, function=function)
        call = f"check.{function}({function})"
        made.cells += [
            new_markdown_cell(task, id=f"task-{shown}"),
            _graded("answer", function, _ANSWER.format(function=function)),
            _graded("check", function, call, points=POINTS),
        ]
    for cell in made.cells:
        cell.source = cell.source.rstrip("\n")
    return made


def _graded(role: str, function: str, source: str, **more: int) -> NotebookNode:
    cell_id, is_check = f"{role}-{function}", role == "check"
    about = {"grade": is_check, "grade_id": cell_id, "locked": is_check, **more}
    about |= {"schema_version": 3, "solution": not is_check, "task": False}
    return new_code_cell(source, id=cell_id, metadata={"tags": [role], "nbgrader": about})
