"""The command ``convedu``, also as ``python -m convedu``."""

import gc
import io
import os
import signal
import sys

EXTRAS = {
    "lab": {"PIL", "jupyter_server", "jupyterlab", "matplotlib", "click"},
    "grade": {"jinja2", "markupsafe", "nbclient", "nbformat", "nbval", "pytest", "click"},
    "book": {
        "PIL",
        *("jinja2", "latex2mathml", "markdown_it", "mdit_py_plugins", "nbformat", "pygments"),
        "click",
    },
    "cluster": {"distributed"},
}
"""The packages that each extra in pyproject.toml adds, by the names they are imported under."""


def distrust_current_folder() -> None:
    """Look for modules in the current folder last, where ``python -m`` looks first.

    A folder of submissions may hold a ``numpy.py``. The folder stays only if convedu lies in it.
    """
    here = os.getcwd()
    if not sys.flags.safe_path and sys.path and sys.path[0] in ("", here):
        first = sys.path.pop(0)
        if os.path.dirname(os.path.dirname(os.path.abspath(__file__))) == here:
            sys.path.append(first)


def print_anything() -> None:
    """Write out what the terminal's or the pipe's encoding cannot show, and go on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def fill_standard_streams() -> None:
    """Lead input and output that a caller has closed nowhere, or files would be opened there."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115 - until the end


def wait_for_children() -> None:
    """Have the end of a process told, which a caller may have had ignored: marking would hang."""
    if sys.platform != "win32":
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def main() -> None:
    """Run the command; where a package is missing, say in one sentence what to install."""
    fill_standard_streams()
    print_anything()
    wait_for_children()
    gc.set_threshold(100_000)  # to look for what is left over of imports takes an eighth of them
    try:
        from convedu.cli import app

        app()
    except ModuleNotFoundError as error:
        extras = [name for name, packages in EXTRAS.items() if error.name in packages]
        if not extras:
            raise
        choices = " or ".join(f"'convedu[{extra}]'" for extra in extras)
        needed = f"This needs {error.name}, which is not installed: pip install {choices}"
        print(needed, file=sys.stderr)
        sys.exit(2)  # 1 is a verdict of `check`


if __name__ == "__main__":
    distrust_current_folder()
    main()
