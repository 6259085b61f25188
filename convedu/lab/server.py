"""Starts JupyterLab on the course: quiet, in the course's folder, with the start page open."""

import os
import sys
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from convedu.course_address import how_to_get

START = Path("notebooks/00-start-here.ipynb")


def course_folder(start: Path | None = None) -> Path:
    """Return the folder that holds the notebooks: the current one, one above it, or the checkout.

    Parameters
    ----------
    start : pathlib.Path, optional
        Where to look first; the current folder by default.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    FileNotFoundError
        If there are no notebooks in any of them.
    """
    here = (start or Path.cwd()).resolve()
    checkout = Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, checkout):
        if (folder / START).is_file():
            return folder
    raise FileNotFoundError(f"no {START} in {here} or above it: {how_to_get()}")


def command(folder: Path, *, port: int, browser: bool) -> list[str]:
    """Return the command that starts the server.

    Parameters
    ----------
    folder : pathlib.Path
        The course's folder, which becomes the server's root.
    port : int
        Where to listen; the next free one if it is taken.
    browser : bool
        Whether to open a browser.

    Returns
    -------
    list of str

    Raises
    ------
    ModuleNotFoundError
        Without JupyterLab.
    """
    if find_spec("jupyterlab") is None:
        raise ModuleNotFoundError("No module named 'jupyterlab'", name="jupyterlab")
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.port={port}",
        "--ServerApp.contents_manager_class=convedu.lab.contents.Contents",
        "--ServerApp.jpserver_extensions={'convedu.lab': True}",
        f"--LabApp.default_url=/lab/tree/{START.as_posix()}",
        f"--LabApp.app_settings_dir={files('convedu.lab') / 'settings'}",
    ]
    if not browser:
        options.append("--no-browser")
    # In a container everybody is root, and Jupyter would refuse.
    if getattr(os, "geteuid", lambda: 1)() == 0:
        options.append("--allow-root")
    return [sys.executable, "-m", "jupyterlab", *options]
