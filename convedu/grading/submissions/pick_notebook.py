"""Which of a student's files are to be marked: in each attempt the clear one, or none and why."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.common.text import natural, shown
from convedu.grading.limits import DEFAULTS, STUDENT_ZIP_BYTES
from convedu.grading.submissions.files import NOTEBOOK, OwnedFile, is_copy, stem
from convedu.grading.submissions.parse import UnreadableError
from convedu.grading.submissions.zip_reader import inside

_NUMBER = re.compile(r"(?<!\d)(?:\d{1,2}|20\d\d(?:\d{4}(?:\d{6})?)?)(?!\d)")  # or a date
_LOOKED_INTO = 10  # of one's notebooks, where several are there

Belongs = Callable[[bytes], int]  # how likely a file is the exercise, by what is in it; 0 if not
# What to mark, and what was not as it should be: with no file why there is none
Choice = tuple[OwnedFile | None, tuple[str, ...]]


def pick_notebook(
    owned: Sequence[OwnedFile], exercise: str, belongs: Belongs | None = None
) -> Choice:
    """Return the notebook to mark of all that one student handed in, in one attempt."""
    notebooks = [one for one in owned if NOTEBOOK.fullmatch(one.name)]
    if not notebooks:
        return _without_notebook(owned, exercise, belongs)
    likely = notebooks
    if len(likely) > _LOOKED_INTO:  # as in a copy of the whole course
        likely = [one for one in notebooks if is_copy(one.name, exercise)] or notebooks
    if belongs and 1 < len(likely) <= _LOOKED_INTO:
        ranks = [_holds(one, belongs) for one in likely]
        likely = [one for one, rank in zip(likely, ranks, strict=True) if rank == max(ranks)]
    levels = (
        [one for one in likely if one.name == f"{exercise}.ipynb"],
        [one for one in likely if is_copy(one.name, exercise)],
        [one for one in likely if one.name.lower().endswith(".ipynb")],
        likely,
    )
    fitting = next(filter(None, levels))
    if len(fitting) > 1:
        return None, (f"Which notebook counts is unclear: {_names(fitting)}.",)
    return fitting[0], tuple(_remarks(fitting[0], notebooks, exercise))


def _holds(one: OwnedFile, belongs: Belongs) -> int:
    try:
        return belongs(one.file.read(limit=DEFAULTS.notebook_bytes))
    except UnreadableError:
        return 0


def _are_attempts(names: Collection[str]) -> bool:
    """Tell whether folders' names are one name with other numbers or dates, not people's."""
    plain = {_NUMBER.sub("#", name.casefold()) for name in names}
    return len(plain) == 1 and all("#" in name and not re.search(r"\d", name) for name in plain)


def each_attempt(
    owned: Sequence[OwnedFile], exercise: str, belongs: Belongs | None = None
) -> Iterator[tuple[str, Choice]]:
    """Yield each attempt, with its number or folder's name (empty for the only one)."""
    top = [one for one in owned if len(one.rest) == 1 and stem(one.name) is not None]
    by_name = _numbered(top, exercise) if top else _in_folders(owned, exercise)
    if len(by_name) < 2 or not (top or _are_attempts(by_name)):
        yield "", pick_notebook(top or owned, exercise, belongs)
        return
    for name in sorted(by_name, key=natural):
        yield name, pick_notebook(by_name[name], exercise, belongs)


def _numbered(top: Sequence[OwnedFile], exercise: str) -> dict[str, list[OwnedFile]]:
    """Return what is called ``<exercise>.ipynb`` or as a copy of that is named, by number."""
    copied = r"(?: ?\(|-(?:Copy)?)([0-9]{1,6})\)?"
    pattern = re.compile(rf"{re.escape(exercise)}(?:{copied})?\.ipynb", re.IGNORECASE)
    by_number: dict[str, list[OwnedFile]] = {}
    for one in top:
        if match := pattern.fullmatch(one.name):
            by_number.setdefault(match[1] or "", []).append(one)
    if "" in by_number:  # the first has no number; unless there is a 1, it is that
        by_number["0" if "1" in by_number else "1"] = by_number.pop("")
    return by_number


def _in_folders(owned: Sequence[OwnedFile], exercise: str) -> dict[str, list[OwnedFile]]:
    """Return what lies in folders of its own, by the folders' names."""
    by_folder: dict[str, list[OwnedFile]] = {}
    owned = [one for one in owned if one.rest and not one.file.folder]
    while len({one.rest[0] for one in owned}) == 1 and all(one.rest[1:] for one in owned):
        owned = [replace(one, rest=one.rest[1:]) for one in owned]  # folders round all of it
    for one in owned:
        if len(one.rest) > 1:
            by_folder.setdefault(one.rest[0], []).append(one)
    filled = {one.rest[0] for one in owned if len(one.rest) > 1 and stem(one.name) is not None}
    if not all(re.fullmatch(r"[\d-]+", name) for name in filled):  # week2 may hold another one
        filled = {one.rest[0] for one in owned if is_copy(one.name, exercise)} or filled
    return {name: files for name, files in by_folder.items() if name in filled}


def _remarks(chosen: OwnedFile, notebooks: Sequence[OwnedFile], exercise: str) -> Iterator[str]:
    if not is_copy(chosen.name, exercise) or not chosen.name.lower().endswith(".ipynb"):
        yield f"The file is named {quoted(chosen.name)}."
    near = [one for one in notebooks if one is not chosen and one.rest[:-1] == chosen.rest[:-1]]
    if near:
        yield f"{_names(near)} beside it was not used."


def _without_notebook(owned: Sequence[OwnedFile], exercise: str, belongs: Belongs | None) -> Choice:
    zips = [one for one in owned if one.name.lower().endswith(".zip")]
    if len(zips) == 1:
        return _in_own_zip(zips[0], exercise, belongs)
    others = [one for one in owned if one.rest and not one.file.folder]
    if others:
        return None, (f"No notebook was handed in, but {_names(others)}.",)
    return None, (f"There is no `{exercise}.ipynb` in the folder.",)


def _in_own_zip(outer: OwnedFile, exercise: str, belongs: Belongs | None) -> Choice:
    try:
        entries = inside(outer.file, limit=STUDENT_ZIP_BYTES)
    except UnreadableError as error:
        return None, (f"{quoted(outer.name)}: {error}",)
    files = [replace(outer, file=entry, rest=entry.parts) for entry in entries]
    if not any(NOTEBOOK.fullmatch(one.name) for one in files):
        return None, (f"There is no notebook in {quoted(outer.name)}.",)
    chosen, reasons = pick_notebook(files, exercise, belongs)
    return chosen, (f"It was handed in as {quoted(outer.name)}.", *reasons)


def quoted(*names: str) -> str:
    """Return files' names for a sentence, with nothing in them that cannot be seen."""
    return shown(names, most=3, each=lambda name: f"`{escape_controls(name, line=True)[:120]}`")


def _names(owned: Sequence[OwnedFile]) -> str:
    return quoted(*("/".join(one.rest) for one in owned))
