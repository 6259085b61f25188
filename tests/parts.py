"""Small notebooks for tests: cells, a picture, and a run of nbval."""

import os
import subprocess
import sys
from base64 import b64encode
from io import BytesIO
from pathlib import Path

from nbformat import NotebookNode, v4
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from convedu.authoring.notebook import VERDICT

CORRECT = {"check": "double", "state": "correct", "fraction": 1.0, "misconception": None}


def notebook(*cells: NotebookNode) -> NotebookNode:
    made = v4.new_notebook()
    made.cells += cells  # unlike new_notebook, this repairs nothing
    return made


def prose(cell_id: str, source: str, **metadata: object) -> NotebookNode:
    return v4.new_markdown_cell(source, id=cell_id, metadata=metadata)


def code(cell_id: str, source: str, *outputs: NotebookNode, number: int | None = 1, **metadata):
    return v4.new_code_cell(
        source, id=cell_id, outputs=list(outputs), execution_count=number, metadata=metadata
    )


def shown(metadata: dict | None = None, **data: object) -> NotebookNode:
    """Return an output; `text_plain="1"` stands for the type text/plain."""
    bundle = {mime.replace("_", "/", 1): value for mime, value in data.items()}
    return v4.new_output("display_data", data=bundle, metadata=metadata or {})


def png(
    *, size: tuple[int, int] = (20, 10), level: int = 100, software: str = "", compress: int = 6
) -> str:
    """Return a PNG in base64: one grey, with a lighter dot."""
    image = Image.new("RGB", size, (level, level, level))
    image.putpixel((3, 3), (200, 200, 200))
    about = PngInfo()
    if software:
        about.add_text("Software", software)
    file = BytesIO()
    image.save(file, "PNG", pnginfo=about, compress_level=compress)
    return b64encode(file.getvalue()).decode()


def run_nbval(path: Path) -> subprocess.CompletedProcess:
    """Compare a notebook's stored outputs with a new run, as the grader does."""
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "--color=no"]
    command += ["-q", "-c", os.devnull, "--rootdir", str(path.parent), "-p", "no:cacheprovider"]
    settings = {"CONVEDU_SEED": "0", "CONVEDU_PROGRESS": "off"}
    return subprocess.run(
        [*command, str(path)],
        env={**os.environ, **settings},
        check=False,
        capture_output=True,
        text=True,
    )


def answer(name: str, source: str, **metadata: object) -> NotebookNode:
    about = {"grade": False, "solution": True, "locked": False, "task": False}
    about |= {"schema_version": 3, "grade_id": f"answer-{name}"}
    return code(f"answer-{name}", source, **{"tags": ["answer"], "nbgrader": about, **metadata})


def check(name: str, source: str, *, state: str = "correct", points: object = 2) -> NotebookNode:
    about = {"grade": True, "solution": False, "locked": True, "task": False}
    about |= {"schema_version": 3, "grade_id": f"check-{name}", "points": points}
    verdict = v4.new_output(
        "execute_result",
        data={"text/plain": state, VERDICT: {**CORRECT, "check": name, "state": state}},
        execution_count=1,
    )
    return code(f"check-{name}", source, verdict, tags=["check"], nbgrader=about)
