"""How JupyterLab, as `convedu lab` starts it, reads a notebook in which figures were saved."""

from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager


class Contents(AsyncLargeFileManager):
    """Shows the stored pictures of figures whose kernel is gone.

    A saved figure has a picture and a number by which its kernel knew it. JupyterLab prefers the
    number where a notebook is trusted, and says "model not found" when no kernel knows it any more.
    So a notebook is trusted only while it has a session: not yet when it is opened, and still when
    the page is loaded again.
    """

    async def get(self, path: str, content: bool = True, *args: Any, **options: Any) -> dict:
        """Return a file, folder or notebook, as the base class does."""
        model = await super().get(path, content, *args, **options)
        if content and model["type"] == "notebook" and not await self._in_session(model["path"]):
            self.notary.mark_cells(model["content"], False)
        return model

    async def _in_session(self, path: str) -> bool:
        return any(
            session["path"] == path for session in await self.parent.session_manager.list_sessions()
        )
