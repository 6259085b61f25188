"""The program inside the jail: it executes a learner's cells and serves calls to what they define.

It sees arguments and hands back values, nothing else: no expected value, no check, no verdict is
ever on this side of the wall. Whatever a cell does to this process (patching, exiting, writing to
the wire) can only cost the learner the check that was under way.
"""

import ast
import codeop
import inspect
import os
import random
import socket
import sys
import traceback
import types
import warnings
from io import BytesIO
from typing import Any

import numpy as np
import numpy.random  # it is loaded late otherwise, by each student process anew

from . import codec, framing

TEXT = 500
# Why a statement fails here that did not in the learner's notebook: a module, a file, somebody to
# ask, a name of a cell that is not run.
NOT_HERE = (ImportError, NameError, OSError, EOFError)
ABSENT: dict[str, str] = {}  # names that an import has not bound, and why
MISSING = {"kind": "missing", "type": "", "line": None, "text": ""}


def warm() -> None:
    """Load nothing more: each exercise says what it imports."""


def serve(sock: socket.socket) -> None:
    """Answer requests until the other side closes the connection."""
    namespace = _main_module()
    kept: dict[str, Any] = {}  # what answers have bound, whatever a later one binds to their names
    while True:
        try:
            header, body = framing.receive(sock)
        except EOFError:
            return
        back = bytearray()
        if header["op"] == "run":
            reply = run_cell(namespace, header["source"], header["cell"])
            kept.update((name, namespace[name]) for name in header["keeps"] if name in namespace)
        else:
            reply = answer({**namespace, **kept}, header, body, back)
        framing.send(sock, {"id": header["id"], **reply}, back)


def _main_module() -> dict[str, Any]:
    """Make the namespace of the cells, as ``__main__``, so that dataclasses and pickle work."""
    main = types.ModuleType("__main__")
    main.__dict__["display"] = lambda *objects, **options: None
    sys.modules["__main__"] = main
    warnings.simplefilter("ignore")
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 - the learner may use the old interface
    return main.__dict__


def run_cell(namespace: dict[str, Any], source: str, cell: str) -> dict:
    """Execute a cell's statements; return the first ``failure``, before which all stays bound.

    One that needs what the jail does not have is passed over: only what it would bind is lost.
    """
    failure = None
    compiled: Any = codeop.Compile()  # it remembers what comes from `__future__`
    compiled.flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    try:
        for statement in ast.parse(source, f"<cell {cell}>").body:
            code = compiled(ast.Module([statement], []), f"<cell {cell}>", "exec")
            try:
                _execute(code, namespace)
            except NOT_HERE as error:
                failure = failure or describe(error)
                if isinstance(statement, ast.Import | ast.ImportFrom):
                    names = (alias.asname or alias.name for alias in statement.names)
                    ABSENT.update((name.partition(".")[0], str(error)) for name in names)
    except BaseException as error:  # sys.exit and KeyboardInterrupt end a cell, not the process
        failure = failure or describe(error)
    return {"failure": failure}


def _execute(code: types.CodeType, namespace: dict[str, Any]) -> None:
    """Execute code that may await, as a notebook's cells may."""
    if code.co_flags & inspect.CO_COROUTINE:
        import asyncio

        asyncio.run(eval(code, namespace))
    else:
        exec(code, namespace)


def describe(error: BaseException, answer: Any = None) -> dict:
    """Say what went wrong, in which line of the learner's own cells, and in which ``function``.

    That is empty in the answer's own cell. What an import has not bound counts as its error.
    """
    line, function, is_own = getattr(error, "lineno", None), "", True
    file = getattr(getattr(answer, "__code__", None), "co_filename", None)
    for frame, number in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        is_own = code.co_filename.startswith("<cell ")
        if is_own:
            line = number
            function = "" if code.co_filename == file else code.co_qualname.partition(".")[0]
    kind = "memory" if isinstance(error, MemoryError) else "error"
    if isinstance(error, NotImplementedError) and is_own:  # a library's own is an error
        kind = "missing"
    name, bases = type(error).__name__, []
    try:
        bases = [str(base.__name__)[:60] for base in type(error).__mro__[1:12]]
        text = str(error)[:TEXT]
        if isinstance(error, NameError) and error.name in ABSENT:
            name, text = ModuleNotFoundError.__name__, ABSENT[error.name][:TEXT]
    except BaseException:
        text = ""
    failure = {"kind": kind, "type": name, "line": line, "text": text}
    return {**failure, "function": function, "bases": bases}


def answer(namespace: dict[str, Any], header: dict, body: BytesIO, back: bytearray) -> dict:
    """Return the value of a name, or of a call to it, with the arguments as they are then."""
    reply: dict[str, Any] = {"failure": MISSING, "value": None, "args": None}
    value, args = namespace.get(header["name"], Ellipsis), []
    if value is Ellipsis:
        return reply
    if header["op"] == "call":
        if not callable(value):
            kind = {"kind": "uncallable", "type": type(value).__name__}
            return {**reply, "failure": {**MISSING, **kind}}
        args = [codec.decode(tree, body) for tree in header["args"]]
        options = {key: codec.decode(tree, body) for key, tree in header["kwargs"].items()}
        try:
            value = value(*args, **options)
        except BaseException as error:
            return {**reply, "failure": describe(error, value)}
    reply["value"], reply["failure"] = _encoded(value, back)
    if reply["failure"] is None:
        reply["args"] = [_encoded(part, back)[0] for part in args]
    return reply


def _encoded(value: object, back: bytearray) -> tuple[Any, dict | None]:
    """Return the tree of a value, or what is in the way."""
    mark = len(back)
    try:
        return codec.encode(value, back), None
    except codec.ForeignError as error:
        failure = {**MISSING, "kind": "foreign", "type": str(error)}
    except (framing.TooLargeError, MemoryError) as error:
        failure = {**MISSING, "kind": "memory", "text": str(error)}
    except BaseException as error:
        failure = describe(error)
    del back[mark:]
    return None, failure


def cpu_seconds(limits: dict[str, Any]) -> int:
    """Return what a process may use of the processor, in case nobody watches the clock."""
    return int(20 * limits["seconds"]) + 10


def bound(**limits: int) -> None:
    """Set limits of this process by their names, such as ``CPU``; none above what it has."""
    import resource  # Windows has none

    for name, value in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        _, most = resource.getrlimit(kind)
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(kind, (value, value))


def silence() -> None:
    """Lead input and output nowhere: prints and warnings are never a failure, nor a flood."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    if null > 2:
        os.close(null)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
