"""Runs a page's cells and says what came out, message by message, as JSON text.

A message names its cell: ``started``, ``output`` (with "text" and "stream"), ``result`` (with any
of "text", "html", "error", "absent", "verdict", "figure"); ``done`` ends a request.
"""

import ast
import base64
import io
import json
import linecache
import os
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from .namespace import Namespace
from .needs import names, needed, without_magics

LONGEST_TEXT, LONGEST_HTML = 100_000, 4_000_000
"""How many characters of a cell's text and of one table or picture are shown."""
VERDICT = "application/vnd.convedu.verdict+json"
_PROGRESS = Path("/tmp/convedu-progress.json")
_PAUSE = 0.05
"""Seconds between two messages of a cell that prints a lot."""


class Runner:
    """One page's Python: its names, with what text each cell has run, and which ones failed.

    Parameters
    ----------
    post : callable
        Takes each message.
    """

    def __init__(self, post: Callable[[str], None]) -> None:
        self._post = post
        self._namespace = Namespace()
        self._ran: dict[str, str] = {}
        self._failed: set[str] = set()
        self._cell = ""
        self._history: list[str] = []
        os.environ["CONVEDU_PROGRESS"] = str(_PROGRESS)
        self._streams = _Output(self, "stdout"), _Output(self, "stderr")
        sys.stdout, sys.stderr = self._streams

    def remember_in(self, history: list[str]) -> None:
        """Keep the cells that run where a check looks for them."""
        self._history = history

    def tell(self, **message: Any) -> None:
        """Post a message about the cell that runs."""
        self._post(json.dumps({"cell": self._cell, **message}, default=_plain))

    def handle(self, text: str) -> None:
        """Do what a message from the page asks for."""
        request = json.loads(text)
        if "figure" in request:
            self._to_figure(request)
            return
        _PROGRESS.write_text(json.dumps(request["progress"]), encoding="utf-8")
        if "solution" in request:
            self._cell = request["cell"]
            self._solve(request["solution"])
        for wanted in request.get("wanted", ()):
            self._run(request["cells"], wanted)
        progress = json.loads(_PROGRESS.read_text(encoding="utf-8"))
        self._post(json.dumps({"done": True, "progress": progress}))

    def _run(self, cells: Sequence[Mapping[str, str]], wanted: str) -> None:
        """Run a cell, after those before it that it needs and that have not run as they stand."""
        position = [cell["id"] for cell in cells].index(wanted)
        first = needed([names(cell["source"]) for cell in cells], position)
        new = [cells[i] for i in first if self._ran.get(cells[i]["id"]) != cells[i]["source"]]
        for cell in [*new, cells[position]]:
            self._cell = cell["id"]
            for stream in self._streams:
                stream.begin()
            self.tell(started=True)
            self.tell(result=self._again(cell["source"]))

    def _again(self, source: str) -> dict[str, Any]:
        """Run the cell, in place of how it ran before; not without what a failed cell owes it."""
        self._ran[self._cell] = source
        self._failed.discard(self._cell)
        with self._namespace.run_of(self._cell):
            missing = self._namespace.missing(names(source).used)
            if missing and self._failed:
                text = f"Not run: there is no {missing[0]}, since another cell ended with an error."
                return {"error": text}
            self._history.append(source)
            outcome = self._outcome(source)
        if "error" in outcome:
            self._failed.add(self._cell)
        return outcome

    def _outcome(self, source: str) -> dict[str, Any]:
        file = f"<{self._cell}>"
        source = without_magics(source)
        linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
        try:
            tree = ast.parse(source, file)
            last = _last_value(tree, source)
            exec(compile(tree, file, "exec"), self._namespace.names)
            if last is None:
                return {}
            value = eval(compile(ast.Expression(last), file, "eval"), self._namespace.names)
            return {} if value is None else shown(value)
        except BaseException as error:  # whatever a learner's cell does, the page goes on
            return _failure(error)
        finally:
            for stream in self._streams:
                stream.flush()

    def _solve(self, check_cell: str) -> None:
        """Print the solution that a check keeps for those who have tried."""
        for stream in self._streams:
            stream.begin()
        last = ast.parse(without_magics(check_cell)).body[-1]
        if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
            check = ast.unparse(last.value.func)
            self.tell(result=self._outcome(f"{check}.solution()"))

    def _to_figure(self, request: Mapping[str, Any]) -> None:
        figure = import_module("anywidget").alive[request["figure"]]
        if "state" in request:
            figure.set_state(request["state"])
        if "message" in request:
            figure.receive(request["message"])


def connect(post: Callable[[str], None]) -> Runner:
    """Return a runner that the stand-ins, too, post through."""
    # The page's NumPy is older than the course's: what that has come to refuse is refused here.
    warnings.filterwarnings("error", "Conversion of an array with ndim > 0", DeprecationWarning)
    runner = Runner(post)
    ipython = import_module("IPython")

    runner.remember_in(ipython.get_ipython().history_manager.input_hist_parsed)

    vars(import_module("anywidget"))["post"] = lambda message: post(
        json.dumps(message, default=_plain)
    )
    vars(import_module("IPython.display"))["show"] = lambda value: runner.tell(result=shown(value))
    return runner


def shown(value: Any) -> dict[str, Any]:
    """Return what a notebook would show of a value."""
    bundle = value._repr_mimebundle_() if hasattr(value, "_repr_mimebundle_") else {}
    data, _ = bundle if isinstance(bundle, tuple) else (bundle, {})
    page = data.get("text/html") or (value._repr_html_() if hasattr(value, "_repr_html_") else "")
    result: dict[str, Any] = {"text": _cut(data.get("text/plain") or repr(value), LONGEST_TEXT)}
    if page and len(page) <= LONGEST_HTML:
        result["html"] = page
    if VERDICT in data:
        result["verdict"] = data[VERDICT]
    if view := data.get("application/vnd.jupyter.widget-view+json"):
        result["figure"] = {
            "id": view["model_id"],
            "module": str(value._esm),
            "style": str(value._css),
            "state": value.get_state([name for name in value.keys if not name.startswith("_")]),
        }
    return result


class _Output(io.TextIOBase):
    """A stream whose text goes into the page, in pieces, up to a length."""

    def __init__(self, runner: Runner, name: str) -> None:
        self._runner, self._name = runner, name
        self.begin()

    def begin(self) -> None:
        self._waiting, self._length, self._told = "", 0, 0.0

    def write(self, text: str) -> int:
        room = LONGEST_TEXT - self._length
        if room > 0:
            self._waiting += _cut(text, room)
            self._length += len(text)
            if time.monotonic() > self._told + _PAUSE:
                self.flush()
        return len(text)

    def flush(self) -> None:
        if self._waiting:
            self._runner.tell(output={"stream": self._name, "text": self._waiting})
            self._waiting, self._told = "", time.monotonic()


def _last_value(tree: ast.Module, source: str) -> ast.expr | None:
    """Take the expression off a cell whose value a notebook would show."""
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or source.rstrip().endswith(";"):
        return None
    tree.body.pop()
    return last.value


def _failure(error: BaseException) -> dict[str, Any]:
    if isinstance(error, ModuleNotFoundError):
        return {"absent": error.name, "error": f"ModuleNotFoundError: {error}"}
    trace = error.__traceback__
    ours = (__file__, ast.parse.__code__.co_filename)  # that too where a cell is not Python
    while trace and trace.tb_frame.f_code.co_filename in ours:
        trace = trace.tb_next
    lines = traceback.format_exception(type(error), error, trace, limit=-20)
    return {"error": _cut("".join(lines), LONGEST_TEXT)}


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}\n… the rest is not shown."


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(value).decode("ascii")
    return value.tolist() if hasattr(value, "tolist") else str(value)
