"""The widgets' ES modules and style sheets, joined into the one text that anywidget takes."""

import re
from functools import cache
from importlib.resources import files
from posixpath import dirname, join, normpath

_LOCAL_IMPORT = re.compile(r'^import [^;]*? from "(\.\.?/[\w/]+\.js)";\n', re.MULTILINE)


@cache
def read(path: str) -> str:
    """Return a file of `convedu.widgets`, such as ``"shared/theme.css"``."""
    return files("convedu.widgets").joinpath(path).read_text("utf-8")


def module_files(entry: str) -> tuple[str, ...]:
    """Return an ES module and those that it imports, each after those that it needs."""
    ordered: dict[str, None] = {}

    def visit(path: str) -> None:
        if path not in ordered:
            for imported in _LOCAL_IMPORT.findall(read(path)):
                visit(normpath(join(dirname(path), imported)))
            ordered[path] = None

    visit(entry)
    return tuple(ordered)


def bundle(entry: str) -> str:
    """Return an ES module with those that it imports written out in front.

    anywidget takes one module, and a notebook on a lost network can fetch none.
    """
    return "\n".join(_LOCAL_IMPORT.sub("", read(path)) for path in module_files(entry))
