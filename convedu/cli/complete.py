"""What a shell offers when Tab is pressed, beside the names of commands, options and files."""

from pathlib import Path

import click

SOLUTIONS, TABLE = "exercises/solutions", "grades.csv"


def exercises(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the instructor's notebooks, as seen from here.

    There are none elsewhere than in the course's folder, where the shell offers files.
    """
    found = sorted(path.as_posix() for path in Path(SOLUTIONS).glob("*.ipynb"))
    return [path for path in found if path.startswith(incomplete)]


def students(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names in the table of marks, if --out is known already."""
    return [name for name in _columns(ctx)[0] if name.startswith(incomplete)]


def checks(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the checks in the table of marks, if --out is known already."""
    return [name for name in _columns(ctx)[1] if name.startswith(incomplete)]


def _columns(ctx: click.Context) -> tuple[list[str], list[str]]:
    from convedu.grading.gradebook.grades_csv import columns

    try:
        text = (Path(ctx.params.get("out") or ".") / TABLE).read_text(encoding="utf-8")
        return columns(text)
    except (OSError, ValueError):
        return [], []
