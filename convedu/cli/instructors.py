"""Commands for those who mark a class."""

from pathlib import Path
from typing import Annotated

import typer

from .options import Sandbox

app = typer.Typer()


@app.command(rich_help_panel="For instructors")
def grade(
    exercise: Annotated[Path, typer.Argument(help="A notebook under exercises/solutions/.")],
    submissions: Annotated[
        Path, typer.Argument(help="A folder with <student>/<exercise>.ipynb or <student>.ipynb.")
    ],
    out: Annotated[Path, typer.Option(help="Where marks and reports are written to.")],
    seed: Annotated[
        int, typer.Option(min=0, help="Draws other hidden cases; 0 is the public seed.")
    ] = 0,
    workers: Annotated[int, typer.Option(min=1, help="Processes that mark at a time.")] = 2,
    sandbox: Sandbox = "auto",
) -> None:
    """Mark a folder of submissions; exit 0 when every one has a row, whatever its score.

    What was marked already and has not changed is not run again.
    """
    from convedu.grading.console import run_grade

    raise typer.Exit(
        run_grade(exercise, submissions, out, seed=seed, workers=workers, sandbox=sandbox)
    )
