"""The book's ES modules as one plain script: a page from a disk may load no modules."""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from . import npm

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const|let)) (\w+)", re.MULTILINE)


def source(name: str) -> str:
    """Return a script of the book as it is written."""
    return files(__package__).joinpath("js", f"{name}.js").read_text("utf-8")


def joined(entry: str) -> str:
    """Return a module and those that it imports, each in a function of its own."""
    parts: dict[str, str] = {}

    def visit(name: str) -> None:
        if name in parts:
            return
        text = source(name)
        for imported in _IMPORT.finditer(text):
            visit(imported[2])
        body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(r"const {\1} = \2_module;", text))
        exports = ", ".join(match[2] for match in _EXPORT.finditer(text))
        parts[name] = f"const {name}_module = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();"

    visit(entry)
    inside = "\n".join(parts.values())
    return f'(() => {{\n"use strict";\n{inside}\n}})();\n'


def minified(texts: Mapping[str, str], packages: Path) -> dict[str, str]:
    """Return scripts (.js), modules (.mjs) and styles (.css) without what only people read."""
    return json.loads(npm.run(["node", "minify.mjs"], packages, given=json.dumps(dict(texts))))
