"""Commands for those who take the course."""

import sys
from pathlib import Path

import click

from .options import FILE, as_json, examples, sandbox


@click.command(epilog=examples("convedu lab", "convedu lab --port 9999 --no-browser"))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8888, help="Where the server listens."
)
@click.option("--browser/--no-browser", default=True, help="Open a browser too.")
def lab(port: int, browser: bool) -> None:
    """Open the course in JupyterLab and print its address."""
    import os

    from convedu.lab.server import command, course_folder

    try:
        words = command(course_folder(), port=port, browser=browser)
    except FileNotFoundError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    os.execv(words[0], words)


@click.command(epilog=examples("convedu progress"))
def progress() -> None:
    """Show the predictions made and the exercises solved, unit by unit."""
    from convedu import study

    click.echo(str(study.progress()))


@click.command(epilog=examples("convedu check exercises/01-convolution.ipynb"))
@click.argument("notebook", type=FILE)
@sandbox
@as_json
def check(notebook: Path, sandbox: str, as_json: bool) -> None:
    """Run an exercise's checks on your copy of it; exit 1 if one is not correct yet.

    The exercise is found by the notebook's cells, whatever it is called. What is right counts as
    progress.
    """
    from importlib.resources import files

    from convedu.course.progress_store import add_check
    from convedu.grading.console.commands import run_check

    def solved(check: str) -> None:
        # An exercise of an instructor's own is no part of the course.
        for unit in (files("convedu") / "checks").iterdir():
            if (unit / f"{check}.toml").is_file():
                add_check(f"{unit.name}/{check}", "correct")

    sys.exit(run_check(notebook, sandbox=sandbox, solved=solved, as_json=as_json))
