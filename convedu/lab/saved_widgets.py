"""What is stored of a widget: its picture and its words, not the number of a model in a kernel.

JupyterLab and Notebook prefer that number, and say "model not found" when no kernel knows it any
more: after a restart, and whenever a notebook is opened again.
"""

from typing import Any

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def is_of_the_course(notebook: dict[str, Any]) -> bool:
    """Say whether a notebook's code uses convedu."""
    return any(
        "convedu" in "".join(cell["source"])
        for cell in notebook.get("cells", ())
        if cell["cell_type"] == "code"
    )


def drop_widget_views(notebook: dict[str, Any]) -> dict[tuple[str, int], dict[str, Any]]:
    """Remove the models' numbers from outputs that show something without them, in place.

    Returns them by the cell's id and the output's place in it.
    """
    views = {}
    for cell in notebook.get("cells", ()):
        for place, output in enumerate(cell.get("outputs", ())):
            data = output.get("data", {})
            if WIDGET_VIEW in data and len(data) > 1:
                views[cell.get("id", ""), place] = data.pop(WIDGET_VIEW)
    notebook.get("metadata", {}).pop("widgets", None)
    return views


def put_back(
    notebook: dict[str, Any], views: dict[tuple[str, int], dict[str, Any]], living: set[str]
) -> None:
    """Return those numbers whose models are `living` to their outputs, in place."""
    for cell in notebook["cells"]:
        for place, output in enumerate(cell.get("outputs", ())):
            view = views.get((cell.get("id", ""), place), {})
            if view.get("model_id") in living and "data" in output:
                output["data"][WIDGET_VIEW] = view
