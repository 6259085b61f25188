"""How anything is said: on a terminal in colour, to a script as one JSON object."""

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import IO, Any

from rich.console import Console

from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.common.text import many, number
from convedu.grading.model import GradeChange, StudentGrade
from convedu.grading.workers.scheduler import Progress as ShowRow

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


def say_changes(changes: Sequence[GradeChange], *, console: Console = OUT) -> None:
    """Print the marks that have changed, as many as can be read."""
    title = many(len(changes), "mark has changed", "marks have changed")
    say(f"{title}:", console=console)
    for one in changes[:MOST_CHANGES]:
        before, after = ("none" if it is None else number(it) for it in (one.before, one.after))
        line = f"{one.student}: {one.check} {before} -> {after} ({one.why})"
        say(line, console=console)


@contextlib.contextmanager
def progress_bar(console: Console) -> Iterator[ShowRow]:
    """Give what is to be called with each row: on a terminal a bar, and a line for what is odd."""
    if not console.is_terminal:
        yield partial(_line, console)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    left = TimeRemainingColumn(compact=True)
    columns = ("Marking", BarColumn(), MofNCompleteColumn(), left, "left")
    # A thread that draws would be in the way of forking: see process.context.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)
        bar.refresh()

        def show_row(row: StudentGrade, done: int, total: int) -> None:
            if bar.tasks[task].total is None:  # what was marked before says nothing of the speed
                bar.reset(task, total=total, completed=done)
            bar.update(task, completed=done, refresh=True)
            if row.result.status != "ok" or row.waiting:
                _line(console, row, done, total)

        yield show_row


def _line(console: Console, row: StudentGrade, done: int, total: int) -> None:
    line = f"[{done}/{total}] {row.student}: {number(row.score)}, {row.status}"
    say(escape_controls(line, line=True), console=console)
