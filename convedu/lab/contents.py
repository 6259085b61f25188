"""How JupyterLab, as `convedu lab` starts it, reads and saves notebooks with widgets."""

import asyncio
from pathlib import Path
from typing import Any

import nbformat
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from convedu.lab import stored_outputs
from convedu.lab.saved_widgets import drop_widget_views, is_of_the_course, put_back

PATIENCE = 2  # seconds that a kernel has for saying which models it knows


class Contents(AsyncLargeFileManager):
    """Saves widgets as pictures, and shows them alive where their kernel still knows them.

    A page that is loaded again finds its widgets as it left them; after a restart of the kernel,
    or of the server, it finds their pictures. A lesson shows the outputs of the cells that its
    learner has run, and keeps the others.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._views: dict[str, dict] = {}

    async def save(self, model: dict[str, Any], path: str = "") -> dict:
        """Save a file or notebook, as the base class does."""
        content = model.get("content")
        if model.get("type") == "notebook" and content and is_of_the_course(content):
            self._views[path.strip("/")] = drop_widget_views(content)
        return await super().save(model, path)

    async def get(self, path: str, content: bool = True, *args: Any, **options: Any) -> dict:
        """Return a file, folder or notebook, as the base class does."""
        model = await super().get(path, content, *args, **options)
        if content and model["type"] == "notebook" and is_of_the_course(model["content"]):
            drop_widget_views(model["content"])  # what another program has saved
            if views := self._views.get(model["path"]):
                put_back(model["content"], views, await self._living_models(model["path"]))
        return model

    def mark_trusted_cells(self, nb: Any, path: str = "") -> None:
        """Mark a notebook that was read as trusted or not; what a lesson hides has no say."""
        lesson = stored_outputs.is_lesson(nb)
        if lesson:
            stored_outputs.hide(nb)
        super().mark_trusted_cells(nb, path)
        if lesson:
            stored_outputs.note_source(nb, path)

    def check_and_sign(self, nb: Any, path: str = "", *, _retrying: bool = False) -> None:
        """Sign what the learner saw of a notebook that is being saved, then add what was hidden."""
        source = stored_outputs.take_source(nb)
        super().check_and_sign(nb, path, _retrying=_retrying)
        if source is not None:
            stored_outputs.complete(nb, self._stored(path) or self._stored(source) or nb)

    def _stored(self, path: str) -> Any:
        """Return a notebook as it is stored, or None if there is none or it cannot be read."""
        try:
            text = Path(self._get_os_path(path)).read_text(encoding="utf-8")
            return nbformat.v4.reads(text)
        except (OSError, ValueError, KeyError):
            return None

    async def _living_models(self, path: str) -> set[str]:
        """Return the numbers of the widget models that the notebook's kernel knows."""
        server: Any = self.parent
        sessions = await server.session_manager.list_sessions()
        kernels = [session["kernel"]["id"] for session in sessions if session["path"] == path]
        return await _models_in(server.kernel_manager.get_kernel(kernels[0])) if kernels else set()


async def _models_in(kernel: Any) -> set[str]:
    """Ask a kernel for its models; a kernel that does not answer in time has none."""
    client = kernel.client()
    client.start_channels(shell=False, iopub=False, stdin=False, hb=False, control=True)
    try:
        # On the control channel a kernel answers while a cell runs.
        request = client.session.msg("comm_info_request", {"target_name": "jupyter.widget"})
        client.control_channel.send(request)
        async with asyncio.timeout(PATIENCE):
            while True:
                reply = await client.get_control_msg()
                if reply["parent_header"].get("msg_id") == request["header"]["msg_id"]:
                    return set(reply["content"]["comms"])
    except TimeoutError:
        return set()
    finally:
        client.stop_channels()
