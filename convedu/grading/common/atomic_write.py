"""Write a file whole: a killed run leaves the old one or the new one."""

from pathlib import Path


def write(path: Path, content: str | bytes) -> None:
    """Write a file, and its folder if that is not there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
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
