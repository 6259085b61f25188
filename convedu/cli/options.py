"""What several commands ask for, and how their help shows examples."""

from typing import Annotated, Literal

import typer

Sandbox = Annotated[
    Literal["auto", "bubblewrap", "none"],
    typer.Option(help="Where submitted code runs; none is no isolation from this machine."),
]
Json = Annotated[
    bool, typer.Option("--json", help="Print one JSON object, for scripts; errors too.")
]


def examples(*lines: str, more: str = "") -> str:
    """Return the end of a command's help: commands as a user types them, and a sentence."""
    shown = (line.replace("\n", "\n    ") for line in lines)
    return "\n".join(["[bold]Examples[/bold]", *shown, *([f"\n{more}"] if more else [])])
