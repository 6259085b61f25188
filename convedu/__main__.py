"""``python -m convedu`` is the command ``convedu``."""

from convedu.cli import app

if __name__ == "__main__":
    app()
