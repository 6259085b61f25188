"""What a test needs from the machine: skip with a reason at home, fail under CI."""

import importlib
import os
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest


def _absent(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"CI must not skip this test: {what}")
    pytest.skip(what)


def torch() -> ModuleType:
    """Return the module torch."""
    try:
        return importlib.import_module("torch")
    except ImportError:
        _absent("PyTorch is not installed: pip install torch")


def browser() -> str:
    """Return the path of a Chromium that Playwright can drive."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    _absent("Chromium is not installed: apt-get install chromium")


def axe() -> Path:
    """Return the file of axe-core, which finds what keeps people out of a page."""
    path = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
    if not path.is_file():
        _absent("axe-core is not installed: npm ci")
    return path


def sandbox() -> str:
    """Return the path of a bubblewrap that can make user namespaces here."""
    path = shutil.which("bwrap")
    if path is None:
        _absent("bubblewrap is not installed: apt-get install bubblewrap")
    trial = subprocess.run([path, "--ro-bind", "/", "/", "--unshare-all", "true"], check=False)
    if trial.returncode:
        _absent("bubblewrap cannot make a namespace on this machine")
    return path


def distributed() -> ModuleType:
    """Return the module distributed."""
    try:
        return importlib.import_module("distributed")
    except ImportError:
        _absent("dask.distributed is not installed: pip install --editable '.[cluster]'")


def node() -> str:
    """Return the path of Node, with npm beside it."""
    path = shutil.which("node")
    if path is None or shutil.which("npm") is None:
        _absent("Node is not installed: apt-get install nodejs npm")
    return path


def firefox() -> str:
    """Return the path of a Firefox that speaks WebDriver BiDi."""
    for name in ("firefox-esr", "firefox"):
        if path := shutil.which(name):
            return path
    _absent("Firefox is not installed: apt-get install firefox-esr")
