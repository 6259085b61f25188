"""A made-up course of one lesson and one exercise, which is built in no time."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

LAB = "from convedu.widgets import KernelLab\n\nKernelLab()"
"""A lesson's cell with one of the course's own figures."""


def course(folder: Path, code: str = "1 + 1") -> Path:
    """Write a course of one lesson and one exercise."""
    for name in ("notebooks", "exercises"):
        (folder / name).mkdir()
    start = new_notebook(cells=[new_markdown_cell("# Start", id="title")])
    shown = new_output("execute_result", {"text/plain": "A counter."}, execution_count=1)
    lesson = new_notebook(
        cells=[
            new_markdown_cell("# 1. Made up\n\n[Do it](../exercises/01-made-up.ipynb)", id="title"),
            new_code_cell(code, id="counter", outputs=[shown], execution_count=1),
        ]
    )
    tags = {"tags": ["answer"]}
    exercise = new_notebook(
        cells=[
            new_markdown_cell("# Exercises 1: made up", id="title"),
            new_code_cell("answer = ...", id="answer-a", metadata=tags),
            new_code_cell("answer == 7", id="check-a", metadata={"tags": ["check"]}),
        ]
    )
    nbformat.write(start, folder / "notebooks/00-start-here.ipynb")
    nbformat.write(lesson, folder / "notebooks/01-made-up.ipynb")
    nbformat.write(exercise, folder / "exercises/01-made-up.ipynb")
    return folder
