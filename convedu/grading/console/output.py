"""How anything is said: to a person in lines, to a script as one JSON object."""

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, TextIO

import click

from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.common.text import many, number
from convedu.grading.model import GradeChange, StudentGrade
from convedu.grading.workers.scheduler import Progress as ShowRow

INTERRUPTED = 130
MOST_CHANGES = 50
CLEAR_LINE = "\r\033[K"


def say(text: str, *, file: TextIO | None = None, bold: bool = False) -> None:
    """Print a line, which never stops its program: what nobody reads or has room for is dropped."""
    stream = file or sys.stdout
    line = escape_controls(text)
    line = click.style(line, bold=True) if bold else line
    try:
        click.echo(line, file=stream)
    except UnicodeEncodeError:  # a narrow encoding, of which the command was not told
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
            click.echo(line, file=stream)
    except OSError:  # such as a full disk's
        drop(stream)


def drop(stream: TextIO) -> None:
    """Send what is still to be written to a stream nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def fail(command: str, text: str, *, code: int = 2, as_json: bool = False) -> int:
    """Say why a command came to no good end; return the code that it ends with."""
    if as_json:
        print_json(command, {"error": text}, code=code)
    else:
        line = text if code == INTERRUPTED else f"convedu {command}: {text}"
        say(line, file=sys.stderr)
    return code


def print_json(command: str, facts: dict[str, Any], *, code: int = 0) -> None:
    """Print the one JSON object that a script gets."""
    try:
        print(json.dumps({"command": command, "exit": code, **facts}, indent=2), flush=True)
    except OSError:
        drop(sys.stdout)


def say_changes(changes: Sequence[GradeChange], *, file: TextIO | None = None) -> None:
    """Print the marks that have changed, as many as can be read."""
    title = many(len(changes), "mark has changed", "marks have changed")
    say(f"{title}:", file=file)
    for one in changes[:MOST_CHANGES]:
        before, after = ("none" if it is None else number(it) for it in (one.before, one.after))
        line = f"{one.student}: {one.check} {before} -> {after} ({one.why})"
        say(line, file=file)


@contextlib.contextmanager
def progress_bar(file: TextIO | None = None) -> Iterator[ShowRow]:
    """Give what is to be called with each row: on a terminal a bar, and a line for what is odd."""
    stream = file or sys.stdout
    if not stream.isatty():
        yield partial(_line, stream)
        return
    bars: list[Any] = []  # one, once it is known of how many; what was marked before is none of it
    with contextlib.ExitStack() as stack:

        def show_row(row: StudentGrade, done: int, total: int) -> None:
            if not bars:
                bar = click.progressbar(
                    length=total - done + 1, label="Marking", show_pos=True, file=stream
                )
                bars.append(stack.enter_context(bar))
            with contextlib.suppress(OSError):
                if row.result.status != "ok" or row.waiting:
                    stream.write(CLEAR_LINE)
                    _line(stream, row, done, total)
                bars[0].update(done - total + bars[0].length - bars[0].pos)

        yield show_row


def _line(stream: TextIO, row: StudentGrade, done: int, total: int) -> None:
    line = f"[{done}/{total}] {row.student}: {number(row.score)}, {row.status}"
    say(escape_controls(line, line=True), file=stream)
