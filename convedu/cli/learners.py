"""Commands for those who take the course."""

from pathlib import Path
from typing import Annotated

import typer

from .options import Json, Sandbox, examples

app = typer.Typer()


@app.command(
    rich_help_panel="For learners",
    epilog=examples("convedu lab", "convedu lab --port 9999 --no-browser"),
)
def lab(
    port: Annotated[int, typer.Option(help="Where the server listens.")] = 8888,
    browser: Annotated[bool, typer.Option(help="Open a browser too.")] = True,
) -> None:
    """Open the course in JupyterLab and print its address."""
    import os

    from convedu.lab.server import command, course_folder

    try:
        words = command(course_folder(), port=port, browser=browser)
    except FileNotFoundError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    os.execv(words[0], words)


@app.command(rich_help_panel="For learners", epilog=examples("convedu progress"))
def progress() -> None:
    """Show the predictions made and the exercises solved, unit by unit."""
    from convedu import study

    typer.echo(str(study.progress()))


@app.command(
    rich_help_panel="For learners", epilog=examples("convedu check exercises/01-convolution.ipynb")
)
def check(
    notebook: Annotated[Path, typer.Argument(help="Your copy of an exercise.")],
    sandbox: Sandbox = "auto",
    as_json: Json = False,
) -> None:
    """Run an exercise's checks on your notebook; exit 1 if one is not correct yet.

    The exercise is found by the notebook's cells, whatever it is called. What is right counts as
    progress.
    """
    from convedu.course.progress_store import add_check
    from convedu.grading.console.commands import run_check

    def solved(check: str) -> None:
        add_check(check, "correct")

    raise typer.Exit(run_check(notebook, sandbox=sandbox, solved=solved, as_json=as_json))
