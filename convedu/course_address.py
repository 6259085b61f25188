"""Where the course can be had: the one address in pyproject.toml, as it was installed."""

from importlib.metadata import PackageNotFoundError, metadata


def how_to_get() -> str:
    """Return what somebody without the course's folder should do, as the end of a sentence.

    Returns
    -------
    str

    Examples
    --------
    >>> how_to_get().startswith("get the course")
    True
    """
    try:
        links = metadata("convedu").get_all("Project-URL") or []
    except PackageNotFoundError:
        links = []
    addresses = [link.partition(", ")[2] for link in links if link.startswith("Source, ")]
    first = f"get the course with `git clone {addresses[0]}`" if addresses else "get the course"
    return f"{first}, and run the command in its folder"
