"""The command ``convedu``, also as ``python -m convedu``."""

import sys

EXTRAS = {
    "lab": {"PIL", "jupyter_server", "jupyterlab", "matplotlib", "rich", "typer"},
    "grade": {"jinja2", "nbclient", "nbformat", "nbval", "pytest", "rich", "typer"},
    "cluster": {"distributed"},
}
"""The packages that each extra in pyproject.toml adds, by the names they are imported under."""


def main() -> None:
    """Run the command; where a package is missing, say in one sentence what to install."""
    try:
        from convedu.cli import app

        app()
    except ModuleNotFoundError as error:
        extras = [name for name, packages in EXTRAS.items() if error.name in packages]
        if not extras:
            raise
        choices = " or ".join(f"'convedu[{extra}]'" for extra in extras)
        sys.exit(f"This needs {error.name}, which is not installed: pip install {choices}")


if __name__ == "__main__":
    main()
