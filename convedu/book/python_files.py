"""Python for the browser: Pyodide, NumPy, the course and an editor, put together with Node."""

import gzip
import io
import json
import tempfile
import zipfile
from importlib.resources import as_file, files
from pathlib import Path

import traitlets

import convedu

from . import npm
from .assets import Assets
from .scripts import joined

PLAIN = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide-lock.json")
ARCHIVES = ("python_stdlib.zip", "numpy.zip", "course.zip")
# What a page cannot use: the instructor's side, the builder, and what needs a server.
LEFT_OUT = {"grading", "cli", "authoring", "lab", "__main__.py", "__pycache__"}
_OF_THE_BOOK = "browser"
"""The one part of the book itself that a page needs."""


def add(assets: Assets, packages: Path) -> dict[str, str]:
    """Add Python, the worker that runs it and the editor; return the versions.

    Raises
    ------
    npm.Missing
        If they cannot be put together.
    """
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        (out / "given.zip").write_bytes(course())
        npm.run(["node", "pack.mjs", str(out), str(out / "given.zip")], packages)
        for each in PLAIN:  # packed here, since many a host packs nothing, and a disk never does
            assets.add_bytes(f"{each}.gz", gzip.compress((out / each).read_bytes(), mtime=0))
        for each in ARCHIVES:
            assets.add_bytes(each, packed(out / each))
        script = (out / "editor.js").read_text(encoding="utf-8")
        versions = json.loads((out / "versions.json").read_text(encoding="utf-8"))
    assets.addresses["editor"] = assets.add("editor.js", f'{script};convedu.put("editor",true)')
    assets.add_value("worker", joined("worker"))
    return versions


def packed(archive: Path) -> bytes:
    """Return a zip with its files compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(archive) as given, zipfile.ZipFile(file, "w") as taken:
        for info in given.infolist():
            taken.writestr(info, given.read(info), zipfile.ZIP_DEFLATED, compresslevel=9)
    return file.getvalue()


def course() -> bytes:
    """Return the course's package, traitlets and the stand-ins as a zip."""
    package = Path(convedu.__file__).parent
    traits = Path(traitlets.__file__).parent
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(package.rglob("*")):
            inside = path.relative_to(package).parts
            if path.is_file() and not LEFT_OUT & set(inside) and _is_needed(inside):
                archive.write(path, Path("convedu", *inside))
        for path in sorted(traits.rglob("*.py")):
            if not {"tests", "config"} & set(path.parts):
                archive.write(path, Path("traitlets", path.relative_to(traits)))
        with as_file(files(f"{__package__}.browser") / "site") as stand_ins:
            for path in sorted(stand_ins.rglob("*.py")):
                archive.write(path, path.relative_to(stand_ins))
    return file.getvalue()


def _is_needed(inside: tuple[str, ...]) -> bool:
    if inside[0] == "book":
        return inside[1] in (_OF_THE_BOOK, "__init__.py") and "site" not in inside
    return True
