"""What a learner has done so far: one local JSON file, and nothing else anywhere.

``CONVEDU_PROGRESS`` names the file; with ``off`` (marking and tests use it) there is none, and what
was done is known until Python ends: a solution still opens after an attempt.
"""

import contextlib
import copy
import functools
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, a browser
    fcntl = None  # type: ignore[assignment]

EMPTY: Mapping[str, dict] = {"predictions": {}, "checks": {}}
KINDS = {
    "predictions": {"choice": int, "confidence": int, "correct": bool},
    "checks": {"attempts": int, "solved": bool, "state": str},
}
"""What each entry of a part holds, beside when it was made."""

_NOT_SAVED = "Your progress cannot be saved in {} ({}). It is kept until Python ends."

BROWSER_FOLDER = Path("/drive")

_unsaved: dict[Path | None, dict[str, dict]] = {}
"""For each file what could not be written to it; for None, where no file is kept, all."""


def path() -> Path | None:
    """Return the progress file, or None where no file is kept."""
    chosen = os.environ.get("CONVEDU_PROGRESS")
    if chosen == "off":
        return None
    if chosen:
        return Path(chosen)
    if sys.platform == "emscripten":  # JupyterLite keeps in the browser what lies in this folder
        return BROWSER_FOLDER / "progress.json" if BROWSER_FOLDER.exists() else None
    import platformdirs  # only where its answer is needed

    file = platformdirs.user_data_path("convedu") / "progress.json"
    return file if file.is_absolute() else None  # "~" stays where there is no home


def read() -> dict[str, dict]:
    """Return the record: ``{"predictions": {name: ...}, "checks": {name: ...}}``.

    A file that cannot be read as a record is kept under another name, and the record starts anew.
    """
    file = path()
    try:
        return _with_unsaved(file, _read_file(file))
    except OSError:
        return _with_unsaved(file, EMPTY)


def add_prediction(name: str, *, choice: int, confidence: int, correct: bool) -> dict:
    """Log one prediction and return what stands in the record.

    The first choice stays: a prediction made after the answer was seen is none.
    """
    entry = {"choice": choice, "confidence": confidence, "correct": correct, "at": _now()}
    return _update("predictions", name, lambda known: known or entry)


def add_check(name: str, state: str) -> dict:
    """Log one attempt at a check and return its entry: last state, attempts, ever correct."""

    def attempted(known: dict) -> dict:
        return {
            "attempts": known.get("attempts", 0) + (state != "missing"),
            "solved": known.get("solved", False) or state == "correct",
            "state": state,
            "at": _now(),
        }

    return _update("checks", name, attempted)


def _update(part: str, name: str, change: Callable[[dict], dict]) -> dict:
    """Change one entry of the record, in the file where that can be, else until Python ends."""
    file = path()
    try:
        with _locked(file):
            record = _with_unsaved(file, _read_file(file))
            entry = record[part][name] = change(record[part].get(name, {}))
            if file is not None:
                _write(file, record)
                _unsaved.pop(file, None)
                return dict(entry)
    except OSError as error:  # a full disk, a home that cannot be written
        _say_once(_NOT_SAVED.format(file, error.strerror or error))
        record = read()
        entry = change(record[part].get(name, {}))
    _unsaved.setdefault(file, {part: {} for part in EMPTY})[part][name] = entry
    return dict(entry)


@contextlib.contextmanager
def _locked(file: Path | None) -> Iterator[None]:
    """Let no other notebook write between our reading and writing, where the system can do that."""
    if file is None or fcntl is None:
        yield
        return
    if file.exists() and not file.is_file():  # a folder; /dev/null, which would be replaced
        raise OSError("it is no file")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_suffix(".lock").open("a") as lock:
        with contextlib.suppress(OSError):  # some network disks have no locks
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _with_unsaved(file: Path | None, saved: Mapping[str, dict]) -> dict[str, dict]:
    unsaved = copy.deepcopy(_unsaved.get(file, EMPTY))
    return {part: {**saved[part], **unsaved[part]} for part in EMPTY}


def _read_file(file: Path | None) -> dict[str, dict]:
    """Return what is saved; raise OSError where there is a file and the disk does not give it."""
    try:
        found = json.loads(file.read_text(encoding="utf-8")) if file and file.is_file() else {}
        return {part: _entries(part, found.get(part, {})) for part in EMPTY}
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError):
        if file:
            with contextlib.suppress(OSError):
                file.replace(_unused(file))
    return {part: {} for part in EMPTY}


def _entries(part: str, found: Mapping[str, dict]) -> dict[str, dict]:
    """Return a part of the record; raise TypeError or KeyError where an entry is none of ours."""
    for entry in found.values():
        for key, kind in KINDS[part].items():
            if type(entry[key]) is not kind:
                raise TypeError(
                    f"{key} is {entry[key]!r}, expected a value of type {kind.__name__}"
                )
    return dict(found)


def _write(file: Path, record: Mapping[str, dict]) -> None:
    """Write the record whole: a reader sees the old one or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(record, stream, indent=1, sort_keys=True)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise


@functools.cache
def _say_once(message: str) -> None:
    print(message, file=sys.stderr)


def _unused(file: Path) -> Path:
    number = 1
    while (kept := file.with_suffix(f".unreadable-{number}.json")).exists():
        number += 1
    return kept


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
