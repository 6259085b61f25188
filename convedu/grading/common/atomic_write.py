"""Write a file whole: a killed run leaves the old one or the new one."""

from pathlib import Path


def write(path: Path, content: str | bytes) -> None:
    """Write a file so that there is at any moment the old one or the new one."""
    if isinstance(content, str):
        content = content.encode("utf-8", "backslashreplace")
    part = path.with_name(f".{path.name}.part")  # what a killed run has left is written over
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:
            file.write(content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
