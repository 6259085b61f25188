"""How anything is said: on a terminal in colour, to a script as one JSON object."""

import contextlib
import io
import json
import os
import sys
from collections.abc import Sequence
from typing import IO, Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.common.text import many
from convedu.grading.model import GradeChange

INTERRUPTED = 130
MOST_CHANGES = 50


class TolerantConsole(Console):
    """Prints, and never stops its program: what nobody reads or has room for is dropped."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print, as the base class does."""
        try:
            super().print(*objects, **options)
        except UnicodeEncodeError:  # a narrow encoding, of which the command was not told
            if isinstance(self.file, io.TextIOWrapper):
                self.file.reconfigure(errors="backslashreplace")
                super().print(*objects, **options)
        except OSError:  # such as a full disk's
            self.on_broken_pipe()

    def on_broken_pipe(self) -> None:
        """Say no more, where the base class ends the program."""
        self.quiet = True
        drop(self.file)


def drop(stream: IO[str]) -> None:
    """Send what is still to be written to a stream nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


OUT = TolerantConsole(highlight=False)
ERRORS = TolerantConsole(stderr=True, highlight=False)


def say(text: str, *, console: Console = OUT) -> None:
    """Print a line as it is: nothing in it is a colour, and no terminal's width breaks it."""
    console.print(escape_controls(text), markup=False, soft_wrap=True)


def fail(command: str, text: str, *, code: int = 2, as_json: bool = False) -> int:
    """Say why a command came to no good end; return the code that it ends with."""
    if as_json:
        print_json(command, {"error": text}, code=code)
    else:
        line = text if code == INTERRUPTED else f"convedu {command}: {text}"
        say(line, console=ERRORS)
    return code


def print_json(command: str, facts: dict[str, Any], *, code: int = 0) -> None:
    """Print the one JSON object that a script gets."""
    try:
        print(json.dumps({"command": command, "exit": code, **facts}, indent=2), flush=True)
    except OSError:
        drop(sys.stdout)


def changes_table(changes: Sequence[GradeChange]) -> Table:
    """Return the marks that have moved, as many as can be read."""
    title = many(len(changes), "mark has changed", "marks have changed")
    table = Table(title=title, title_justify="left", box=box.SIMPLE)
    for name in ("student", "check"):
        table.add_column(name, overflow="fold")
    for name in ("before", "after"):
        table.add_column(name, justify="right")
    table.add_column("why", overflow="fold")
    for one in changes[:MOST_CHANGES]:
        words = (one.student, one.check, *one.points, one.why)
        table.add_row(*(escape(escape_controls(text)) for text in words))
    if len(changes) > MOST_CHANGES:
        table.add_row(f"and {len(changes) - MOST_CHANGES} more", "", "", "", "")
    return table
