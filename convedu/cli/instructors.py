"""Commands for those who mark a class."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from .options import Sandbox

app = typer.Typer()

Out = Annotated[Path, typer.Option(help="Where marks and reports are written to.")]
Marks = Annotated[Path, typer.Option(help="Where the marks are: the --out of an earlier grade.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes that mark at a time.")]
Due = Annotated[
    str,
    typer.Option(help="Until when, such as 2026-11-20T23:59; without an offset in local time."),
]
Penalty = Annotated[
    str, typer.Option(help="Off the full points for each day begun after that, such as 10%.")
]
Attempts = Annotated[Literal["best", "last"], typer.Option(help="Which attempt counts.")]


@app.command(rich_help_panel="For instructors")
def grade(
    exercise: Annotated[Path, typer.Argument(help="A notebook under exercises/solutions/.")],
    submissions: Annotated[
        Path, typer.Argument(help="A folder with <student>/<exercise>.ipynb or <student>.ipynb.")
    ],
    out: Out,
    seed: Annotated[
        int,
        typer.Option(min=0, max=2**63 - 1, help="Draws other hidden cases; 0 is the public seed."),
    ] = 0,
    workers: Workers = 2,
    sandbox: Sandbox = "auto",
    due: Due = "",
    penalty: Penalty = "",
    attempts: Attempts = "best",
) -> None:
    """Mark a folder of submissions; exit 0 when every one has a row, whatever its score.

    What was marked already and has not changed is not run again.
    """
    from convedu.grading.console import run_grade

    raise typer.Exit(
        run_grade(
            exercise,
            submissions,
            out,
            seed=seed,
            workers=workers,
            sandbox=sandbox,
            due=due,
            penalty=penalty,
            attempts=attempts,
        )
    )


@app.command(rich_help_panel="For instructors")
def regrade(
    out: Marks,
    exercise: Annotated[
        Path | None, typer.Option(help="The notebook, if it is no longer where it was.")
    ] = None,
    workers: Workers = 2,
) -> None:
    """Mark a class again, after a check was mended: run what has changed, show what has moved.

    All else is as it was when the class was marked last.
    """
    from convedu.grading.console import run_regrade

    raise typer.Exit(run_regrade(out, exercise=exercise, workers=workers))


@app.command(rich_help_panel="For instructors")
def override(
    student: Annotated[str, typer.Argument(help="The name, as in grades.csv.")],
    check: Annotated[str, typer.Argument(help="The check, as in grades.csv.")],
    points: Annotated[
        float | None, typer.Argument(help="What counts; left out to take it back.")
    ] = None,
    *,
    out: Marks,
    comment: Annotated[str, typer.Option(help="Why; the student reads it.")] = "",
    remove: Annotated[
        bool, typer.Option("--remove", help="Take back what was set by hand.")
    ] = False,
) -> None:
    """Set a check's points for a student by hand, and write the reports again.

    It counts whatever is marked again later.
    """
    if remove == (points is not None):
        raise typer.BadParameter("give either POINTS or --remove")
    from convedu.grading.console import run_override

    raise typer.Exit(run_override(out, student, check, points, comment=comment))
