"""Python for the browser: Pyodide, NumPy, the course and an editor, put together with Node."""

import gzip
import hashlib
import io
import json
import shutil
import subprocess
import tempfile
import zipfile
from importlib.resources import as_file, files
from pathlib import Path

import traitlets

import convedu

from .assets import Assets
from .scripts import joined

PLAIN = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide-lock.json")
ARCHIVES = ("python_stdlib.zip", "numpy.zip", "course.zip")
CACHE = Path("build/book-packages")
# What a page cannot use: the instructor's side, the builder, and what needs a server.
LEFT_OUT = {"grading", "cli", "authoring", "lab", "__main__.py", "__pycache__"}
_OF_THE_BOOK = "browser"
"""The one part of the book itself that a page needs."""


class Missing(Exception):
    """Why there can be no Python in the pages."""


def add(assets: Assets) -> dict[str, str]:
    """Add Python, the worker that runs it and the editor; return the versions.

    Raises
    ------
    Missing
        If Node or the packages cannot be had.
    """
    folder = packages()
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        (out / "given.zip").write_bytes(course())
        _run(["node", "pack.mjs", str(out), str(out / "given.zip")], folder)
        for each in PLAIN:  # packed here, since many a host packs nothing, and a disk never does
            assets.add_bytes(f"{each}.gz", gzip.compress((out / each).read_bytes(), mtime=0))
        for each in ARCHIVES:
            assets.add_bytes(each, (out / each).read_bytes())
        script = (out / "editor.js").read_text(encoding="utf-8")
        versions = json.loads((out / "versions.json").read_text(encoding="utf-8"))
    assets.addresses["editor"] = assets.add("editor.js", f'{script};convedu.put("editor",true)')
    assets.add_value("worker", joined("worker"))
    return versions


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


def packages() -> Path:
    """Return a folder with the packages of the lock, from the cache or from the registry."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            raise Missing(f"{tool} is not installed, which builds the part with Python")
    with as_file(files(__package__) / "node") as given:
        sources = {path.name: path.read_bytes() for path in given.iterdir() if path.is_file()}
    key = hashlib.sha256(sources["package-lock.json"]).hexdigest()[:12]
    folder = CACHE.absolute() / key
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in sources.items():
        (folder / name).write_bytes(data)
    whole = folder / "node_modules" / ".whole"
    if not whole.exists():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        _run(command, folder)
        whole.touch()
    return folder


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["it said nothing"]
        raise Missing(f"{' '.join(command[:2])} failed: {last[0]}")
