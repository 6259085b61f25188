"""The files beside the pages, under names that change with their content."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

FOLDER = "assets"


class Assets:
    """Writes files into a site; `addresses` has those that a script of the page loads by name.

    Parameters
    ----------
    site : pathlib.Path
    on_disk : bool
        Also write what a page needs that is opened from a disk: there a script may be loaded, and
        nothing else.
    """

    def __init__(self, site: Path, *, on_disk: bool) -> None:
        self.site = site
        self.on_disk = on_disk
        self.addresses: dict[str, str] = {}
        (site / FOLDER).mkdir(parents=True)

    def add(self, name: str, content: bytes | str) -> str:
        """Write a file and return its address."""
        data = content.encode() if isinstance(content, str) else content
        stem, _, ending = name.rpartition(".")
        address = f"{FOLDER}/{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{ending}"
        (self.site / address).write_bytes(data)
        return address

    def add_value(self, name: str, value: Any) -> None:
        """Write a script that hands a value over to the page under `name`."""
        call = f"convedu.put({dumps(name)},{dumps(value)})"
        self.addresses[name] = self.add(f"{name}.js", call)

    def add_bytes(self, name: str, data: bytes) -> None:
        """Write a file that the page loads as bytes."""
        self.addresses[name] = self.add(name, data)
        if self.on_disk:
            self.add_value(f"{name}.js", base64.b64encode(data).decode())


def dumps(value: Any) -> str:
    """Return JSON that may stand in a script element."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
