"""What several commands ask for."""

from typing import Annotated, Literal

import typer

Sandbox = Annotated[
    Literal["auto", "bubblewrap", "none"],
    typer.Option(help="Where submitted code runs; none is no isolation from this machine."),
]
