"""What a shell offers when Tab is pressed, beside the names of commands, options and files."""

import csv
from pathlib import Path

import typer

SOLUTIONS, TABLE, BEFORE_CHECKS = "exercises/solutions", "grades.csv", 4


def exercises(incomplete: str) -> list[str]:
    """Return the instructor's notebooks, as seen from here.

    Parameters
    ----------
    incomplete : str
        What has been typed of the name.

    Returns
    -------
    list of str
        Empty elsewhere than in the course's folder, where the shell offers files.
    """
    found = sorted(path.as_posix() for path in Path(SOLUTIONS).glob("*.ipynb"))
    return [path for path in found if path.startswith(incomplete)]


def students(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the names in the table of marks, if --out is known already.

    Parameters
    ----------
    ctx : typer.Context
        What else has been typed.
    incomplete : str
        What has been typed of the name.

    Returns
    -------
    list of str
    """
    names = (row[0] for row in _table(ctx)[1:] if row)
    return [name for name in names if name.startswith(incomplete)]


def checks(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the checks in the table of marks, if --out is known already.

    Parameters
    ----------
    ctx : typer.Context
        What else has been typed.
    incomplete : str
        What has been typed of the name.

    Returns
    -------
    list of str
    """
    names = [name for row in _table(ctx)[:1] for name in row[BEFORE_CHECKS:]]
    return [name for name in names if name.startswith(incomplete)]


def _table(ctx: typer.Context) -> list[list[str]]:
    out = ctx.params.get("out")
    try:
        with (Path(out or ".") / TABLE).open(newline="", encoding="utf-8") as file:
            return list(csv.reader(file))
    except (OSError, ValueError):
        return []
