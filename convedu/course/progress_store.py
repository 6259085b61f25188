"""What a learner has done so far: one local JSON file, and nothing else anywhere.

``CONVEDU_PROGRESS`` names the file; with ``off`` (marking and tests use it) there is none, and what
was done is known until Python ends: a solution still opens after an attempt.
"""

import copy
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

EMPTY: Mapping[str, dict] = {"predictions": {}, "checks": {}}
BROWSER_FOLDER = Path("/drive")

_session: dict[str, dict] = {part: {} for part in EMPTY}
"""The record where no file is kept."""


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

    return platformdirs.user_data_path("convedu") / "progress.json"


def read() -> dict[str, dict]:
    """Return the record: ``{"predictions": {name: ...}, "checks": {name: ...}}``.

    A file that cannot be read as a record is kept under another name, and the record starts anew.
    """
    file = path()
    if file is None:
        return copy.deepcopy(_session)
    if not file.exists():
        return {part: {} for part in EMPTY}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {part: dict(found.get(part, {})) for part in EMPTY}
    except (ValueError, AttributeError, TypeError):
        file.replace(_unused(file))
        return {part: {} for part in EMPTY}


def add_prediction(name: str, *, choice: int, confidence: int, correct: bool) -> dict:
    """Log one prediction and return what stands in the record.

    The first choice stays: a prediction made after the answer was seen is none.
    """
    record = read()
    entry = record["predictions"].setdefault(
        name, {"choice": choice, "confidence": confidence, "correct": correct, "at": _now()}
    )
    _write(record)
    return entry


def add_check(name: str, state: str) -> dict:
    """Log one attempt at a check and return its entry: last state, attempts, ever correct."""
    record = read()
    entry = record["checks"].setdefault(name, {"attempts": 0, "solved": False})
    if state != "missing":
        entry["attempts"] += 1
    entry.update(state=state, solved=entry["solved"] or state == "correct", at=_now())
    _write(record)
    return entry


def _write(record: Mapping[str, dict]) -> None:
    file = path()
    if file is None:
        _session.update(copy.deepcopy(dict(record)))
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    # Two notebooks may write at the same time: a reader sees the old record or the new one.
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(record, stream, indent=1, sort_keys=True)
    os.replace(name, file)


def _unused(file: Path) -> Path:
    number = 1
    while (kept := file.with_suffix(f".unreadable-{number}.json")).exists():
        number += 1
    return kept


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
