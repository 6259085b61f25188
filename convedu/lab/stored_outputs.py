"""A lesson opens without the outputs that are stored in it, and saving it keeps them.

They are for readers at a code host; here an answer would stand under its question. The file lists
the cells that its learner has run, and only the outputs of these are shown.
"""

from typing import Any

from nbformat import NotebookNode, from_dict

COURSE = "convedu"  # the notebook's metadata under this name: `lesson`, `run`, `opened`


def is_lesson(notebook: dict[str, Any]) -> bool:
    """Say whether a notebook is a lesson or a copy of one; `convedu tidy` marks them."""
    return bool(_about(notebook).get("lesson"))


def hide(notebook: NotebookNode) -> None:
    """Clear the cells of a lesson that are not listed as run, in place."""
    run = set(_about(notebook).pop("run", ()))
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.get("id") not in run:
            cell.update(outputs=[], execution_count=None)


def note_source(notebook: NotebookNode, path: str) -> None:
    """Write into a lesson which file it was opened from, so that a copy finds what is stored."""
    _about(notebook)["opened"] = path


def take_source(notebook: NotebookNode) -> str | None:
    """Remove what `note_source` wrote and return it; None if no hidden lesson is saved."""
    return _about(notebook).pop("opened", None)


def complete(notebook: NotebookNode, stored: NotebookNode) -> None:
    """List the cells that were run, and give the others what is stored of them, in place.

    A cell whose source was changed keeps nothing: its old output would be a lie.
    """
    before = {(cell.get("id"), cell.source): cell for cell in stored.cells}
    run = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if cell.outputs or cell.execution_count is not None:
            run.append(cell.get("id"))
        elif (same := before.get((cell.get("id"), cell.source))) and same.cell_type == "code":
            kept = from_dict({"outputs": same.outputs, "execution_count": same.execution_count})
            cell.update(kept)
    _about(notebook)["run"] = run


def _about(notebook: dict[str, Any]) -> dict[str, Any]:
    about = notebook.get("metadata", {}).get(COURSE, {})
    return about if isinstance(about, dict) else {}
