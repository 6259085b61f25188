"""JupyterLab as `convedu lab` starts it, and what every Jupyter server does for the course.

A server finds the extension through the configuration that is installed with the package.
"""

from typing import Any

from convedu.lab.saved_widgets import drop_widget_views, is_of_the_course


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "convedu.lab"}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.contents_manager.register_pre_save_hook(_keep_pictures)


def _keep_pictures(model: dict[str, Any], **_about: Any) -> None:
    """Save the pictures of widgets in the course's notebooks; leave all other files as they are."""
    content = model.get("content")
    if model["type"] == "notebook" and content and is_of_the_course(content):
        drop_widget_views(content)
