"""`convedu new-exercise`: a working notebook with its checks, to be rewritten cell by cell."""

import keyword
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
_CHECKS = '''\
"""The checks of {stem}: what is tried, and which mistakes are known.

The instructor's own: a learner's code never runs beside it when a class is marked.
"""

{imports}
'''


@dataclass(frozen=True)
class Kind:
    """What learners are asked for: the texts of the cells, of the check and of its imports."""

    task: str
    answer: str
    check: str
    imports: str


_FUNCTION = Kind(
    task="Write `{name}(x)`. It returns twice the number `x`: for `x = 3` that is 6.",
    answer=f'''\
def {{name}}(x):
    """Return twice the number x."""
    {BEGIN}
    return 2 * x
    {END}''',
    imports="""\
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck""",
    check='''

# The right answer, called as in the notebook but for the underscore.
def _{name}(x):
    return 2 * x


def _cases_of_{name}(rng):
    """Draw what is tried, the smallest first; with the class's seed these are other numbers."""
    return [Case((3,), public=True), *(Case((int(x),)) for x in rng.integers(4, 100, 5))]


{name} = FunctionCheck(
    name="{stem}/{name}",
    reference=_{name},
    cases=_cases_of_{name},
    bugs=(
        # The name for the instructor, what the learner reads, and what somebody who errs so writes.
        Bug("squared", "You multiply `x` by itself. Twice `x` is `x + x`.", lambda x: x * x),
    ),
    shares={{"values": 0.75, "side_effects_and_type": 0.25}},  # of the points
    hints=(
        "What is twice 3?",
        "Twice a number is the number plus itself.",
        "Return `2 * x`.",
    ),
)
''',
)
_NUMBER = Kind(
    task="How much is twice 21? Work it out on paper.",
    answer=f"""\
{{name}} = ...  # your number
{BEGIN}
{{name}} = 2 * 21
{END}""",
    imports="from convedu.checks.number import Number, NumberCheck, Wrong",
    check="""

{name} = NumberCheck(
    name="{stem}/{name}",
    # By variable: the number, how to get there, and known wrong ones with what helps.
    numbers={{"{name}": Number(42, "2 * 21", (Wrong("squared", 441, "That is 21 times 21."),))}},
    hints=("What is twice 20?", "Twice 20 is 40.", "Then add twice 1."),
)
""",
)
_ESSAY = Kind(
    task="Why is it twice? Write some sentences between the quotation marks; a person reads them.",
    answer=f'''\
{{name}} = r"""

"""
{BEGIN}
{{name}} = r"""
Since a person asked for it.
"""
{END}''',
    imports="from convedu.checks.essay import EssayCheck",
    check="""

{name} = EssayCheck(name="{stem}/{name}", example="Since a person asked for it.")
""",
)
KINDS = {"function": _FUNCTION, "number": _NUMBER, "essay": _ESSAY}


class NewExerciseError(ValueError):
    """An exercise that cannot be made; the text says why."""


def new_exercise(
    name: str,
    functions: Sequence[str] = (),
    *,
    numbers: Sequence[str] = (),
    essays: Sequence[str] = (),
) -> Iterator[Finding]:
    """Write the instructor's notebook of a new exercise and the file of its checks, and run it.

    Parameters
    ----------
    name : str
        What the notebook is called, without ``.ipynb``; it goes into ``exercises/solutions``.
    functions, numbers, essays : sequence of str
        What learners are to write: each gets a task, an answer and a check. A number or an essay
        is the value of a variable. Without any of them one function is asked for.

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
    given = {"function": functions, "number": numbers, "essay": essays}
    asked = [(each, kind) for kind, names in given.items() for each in names]
    asked = asked or [("double", "function")]
    for each, kind in asked:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", each) or keyword.iskeyword(each):
            raise NewExerciseError(
                f"{kind.upper()} is {each!r}, expected a name in small letters, such as balance"
            )
    names = [each for each, _ in asked]
    if len(set(names)) < len(names):
        raise NewExerciseError(f"a name is given twice: {' '.join(names)}")
    notebook = SOLUTIONS / f"{name}.ipynb"
    checks = checks_file(notebook)
    for path in (notebook, checks):
        if path.exists():
            raise NewExerciseError(f"{path} is there already: give another NAME, or remove it")
    SOLUTIONS.mkdir(parents=True, exist_ok=True)
    imported = {line for _, kind in asked for line in KINDS[kind].imports.splitlines()}
    imports = "\n".join(sorted(imported))
    texts = (KINDS[kind].check.format(name=each, stem=name) for each, kind in asked)
    text = _CHECKS.format(stem=name, imports=imports) + "".join(texts)
    checks.write_text(text, encoding="utf-8")
    write(_notebook(name, asked, checks.stem), notebook)
    yield Finding(checks, "", "written", mended=True)
    yield from tidy_files([notebook])


def _notebook(name: str, asked: Sequence[tuple[str, str]], module: str) -> NotebookNode:
    title = re.sub(r"^\d+-", "", name).replace("-", " ").capitalize()
    made = new_notebook()
    made.cells = [
        new_markdown_cell(_INTRODUCTION.format(title=title).rstrip(), id="title"),
        new_code_cell(f"import {module} as check", id="setup", metadata={"tags": ["setup"]}),
    ]
    for number, (each, kind) in enumerate(asked, start=1):
        heading = f"## {number}. `{each}`\n\n"
        made.cells += [
            new_markdown_cell(heading + KINDS[kind].task.format(name=each), id=f"task-{each}"),
            _graded("answer", each, KINDS[kind].answer.format(name=each)),
            _graded("check", each, f"check.{each}({each})", points=POINTS),
        ]
    return made


def _graded(role: str, name: str, source: str, **more: int) -> NotebookNode:
    cell_id, is_check = f"{role}-{name}", role == "check"
    about = {"grade": is_check, "grade_id": cell_id, "locked": is_check, **more}
    about |= {"schema_version": 3, "solution": not is_check, "task": False}
    return new_code_cell(source, id=cell_id, metadata={"tags": [role], "nbgrader": about})
