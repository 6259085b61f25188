"""``python -m convedu`` is the command ``convedu``."""

from convedu.cli import app

app()
