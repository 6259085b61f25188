"""Notices at home that a check judges an older answer than the one on the screen."""

import ast
import inspect
import re
import sys
from collections.abc import Callable, Collection, Sequence


def note(answer: Callable, others: Collection[str] | None) -> str:
    """Say that the function `answer` is not the latest, or that a new name may have replaced it.

    A new name is any but `others`; it is not looked for where these are None.
    """
    *cells, current = _cells_run() or [""]
    last = _last_definition(answer, cells)
    if last is None or _source(answer) in current:
        return ""
    if _source(answer) not in cells[last]:
        return (
            f"The last cell that defines `{answer.__name__}` ended with an error, so this is about "
            "the version before it."
        )
    parameters = list(inspect.signature(answer).parameters)
    later = filter(None, map(_only_function, cells[last + 1 :]))
    alike = [one.name for one in later if [a.arg for a in one.args.args] == parameters]
    names = [name for name in alike if others is not None and name not in others]
    if not names:
        return ""
    return (
        f"This is about `{answer.__name__}`. You have since defined `{names[-1]}`: if that was to "
        "replace it, give it the old name."
    )


def _cells_run() -> Sequence[str]:
    """Return the cells that this notebook has run, this one last."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    history = getattr(shell, "history_manager", None)
    return history.input_hist_parsed if history else ()


def _last_definition(answer: Callable, cells: Sequence[str]) -> int | None:
    """Return the place of the last cell to define `answer`; None outside of a notebook."""
    if not cells or not inspect.isfunction(answer) or not _source(answer):
        return None
    define = re.compile(rf"^def\s+{re.escape(answer.__name__)}\b", re.MULTILINE)
    return max((place for place, cell in enumerate(cells) if define.search(cell)), default=None)


def _source(answer: Callable) -> str:
    try:
        return inspect.getsource(answer).strip()
    except (OSError, TypeError):
        return ""


def _only_function(cell: str) -> ast.FunctionDef | None:
    """Return a cell's function, if it defines one and runs nothing else."""
    try:
        statements = ast.parse(cell).body
    except SyntaxError:
        return None
    first = statements[0] if len(statements) == 1 else None
    return first if isinstance(first, ast.FunctionDef) else None
