"""Compiled templates in the user's cache folder: compiling takes as long as filling them in."""

import contextlib
from pathlib import Path

import platformdirs
from jinja2.bccache import Bucket, FileSystemBytecodeCache


class TemplateCache(FileSystemBytecodeCache):
    """Keeps nothing where the folder cannot be used, or its disk is full."""

    def __init__(self) -> None:
        super().__init__(str(platformdirs.user_cache_path("convedu") / "templates"))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template's code, if it is there and still that of the template."""
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template's code."""
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
