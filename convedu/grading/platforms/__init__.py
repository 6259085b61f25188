"""Where submissions come from and marks go to: one file for each platform, and here a line."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convedu.grading.platforms.platform import Platform
    from convedu.grading.submissions.files import Layout

MODULES = {
    "moodle": ".moodle",
    "canvas": ".canvas",
    "nbgrader": ".nbgrader",
    "gradescope": ".gradescope",
    "csv": ".spreadsheet",
    "folder": ".platform",
}


def platform_named(name: str) -> "Platform":
    """Return the platform of that name, one of `MODULES`; it is loaded when it is asked for."""
    return import_module(MODULES[name], __name__).PLATFORM


def layouts() -> tuple["Layout", ...]:
    """Return the ways in which platforms arrange the submissions that they give out."""
    known = (platform_named(name).layout for name in MODULES)
    return tuple(layout for layout in known if layout)
