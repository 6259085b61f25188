"""Say in words where two forms of one notebook differ."""

import json
from collections.abc import Iterator

from nbformat import NotebookNode

from .notebook import cell_name


def changes(stored: NotebookNode, wanted: NotebookNode) -> Iterator[tuple[str, str]]:
    """Yield (cell, message) for each place where a notebook is not as it should be.

    Parameters
    ----------
    stored, wanted : NotebookNode
        What is on the disk and what should be. If they are equal, only the way of writing can
        differ, and that is said instead.
    """
    found = False
    for place, message in _differences(stored, wanted):
        found = True
        if place[0] == "cells" and len(place) > 1:
            name = cell_name(stored.cells[place[1]], place[1])
            yield name, f"{'.'.join(map(str, place[2:]))} {message}"
        else:
            yield "", f"{'.'.join(map(str, place))} {message}"
    if not found:
        yield "", "indent, order of keys or the last newline would change"


def _differences(old: object, new: object, *place: object) -> Iterator[tuple[tuple, str]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            if key not in new:
                yield (*place, key), "would be removed"
            elif key not in old:
                yield (*place, key), "would be added"
            else:
                yield from _differences(old[key], new[key], *place, key)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, pair in enumerate(zip(old, new, strict=True)):
            yield from _differences(*pair, *place, index)
    elif old != new:
        yield place, "would change from {} to {}".format(*map(_brief, (old, new)))


def _brief(value: object) -> str:
    words = json.dumps(value)
    return words if len(words) <= 60 else f"{words[:57]}..."
