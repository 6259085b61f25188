"""The packages of the lock in ``node``, and the scripts there that use them."""

import hashlib
import shutil
import subprocess
from importlib.resources import as_file, files
from pathlib import Path

CACHE = Path("build/book-packages")


class Missing(Exception):
    """Why there can be no Python in the pages."""


def packages() -> Path:
    """Return a folder with the packages of the lock, from the cache or from the registry.

    Raises
    ------
    Missing
        If Node or the packages cannot be had.
    """
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
        run(command, folder)
        whole.touch()
    return folder


def run(command: list[str], folder: Path, given: str = "") -> str:
    """Run a command in a folder of `packages`, hand it `given`, and return what it prints.

    Raises
    ------
    Missing
        If it fails.
    """
    done = subprocess.run(
        command, cwd=folder, input=given, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["it said nothing"]
        raise Missing(f"{' '.join(command[:2])} failed: {last[0]}")
    return done.stdout
