"""A student's attempts, in the layout that people make themselves, in their order."""

import re
from collections.abc import Iterator, Sequence

from convedu.grading.common.text import natural
from convedu.grading.submissions.pick_notebook import Choice, OwnedFile, pick_notebook, stem


def attempts(owned: Sequence[OwnedFile], exercise: str) -> Iterator[tuple[str, Choice]]:
    """Yield each attempt, with its number or folder's name (empty for the only one)."""
    top = [one for one in owned if len(one.rest) == 1 and stem(one.name) is not None]
    by_name = _numbered(top, exercise) if top else _in_folders(owned)
    if len(by_name) < 2:
        yield "", pick_notebook(top or owned, exercise)
        return
    for name in sorted(by_name, key=natural):
        yield name, pick_notebook(by_name[name], exercise)


def _numbered(top: Sequence[OwnedFile], exercise: str) -> dict[str, list[OwnedFile]]:
    """Return what is called ``<exercise>.ipynb``, ``<exercise>-2.ipynb`` and so on, by number."""
    pattern = re.compile(rf"{re.escape(exercise)}(?:-([0-9]{{1,6}}))?\.ipynb", re.IGNORECASE)
    by_number: dict[str, list[OwnedFile]] = {}
    for one in top:
        if match := pattern.fullmatch(one.name):
            by_number.setdefault(match[1] or "", []).append(one)
    if "" in by_number:  # the first has no number; unless there is a 1, it is that
        by_number["0" if "1" in by_number else "1"] = by_number.pop("")
    return by_number


def _in_folders(owned: Sequence[OwnedFile]) -> dict[str, list[OwnedFile]]:
    """Return what lies in folders of its own, by the folders' names."""
    by_folder: dict[str, list[OwnedFile]] = {}
    for one in owned:
        if len(one.rest) > 1:
            by_folder.setdefault(one.rest[0], []).append(one)
    return {
        name: files
        for name, files in by_folder.items()
        if any(stem(one.name) is not None for one in files)
    }
