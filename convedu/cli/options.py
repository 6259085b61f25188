"""What several commands ask for, and how their help shows examples."""

from functools import partial
from pathlib import Path

import click

FILE = click.Path(path_type=Path)
text = partial(click.option, default="", show_default=False)

as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object, for scripts; errors too."
)
sandbox = click.option(
    "--sandbox",
    type=click.Choice(["auto", "bubblewrap", "none"]),
    default="auto",
    help="Where submitted code runs; none is no isolation from this machine.",
)


def examples(*lines: str, more: str = "") -> str:
    """Return the end of a command's help: commands as a user types them, and a sentence."""
    shown = [f"  {line}".replace("\n", "\n      ") for line in lines]
    return "\n".join(["\b", "Examples:", *shown, *(["", more] if more else [])])
