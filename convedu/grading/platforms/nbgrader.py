"""nbgrader's ``submitted/<student>/<assignment>/<notebook>.ipynb``: see its exchange_api.rst."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from convedu.grading.platforms.platform import Platform
from convedu.grading.submissions.files import File, Layout, OwnedFile, markable, share_owned
from convedu.grading.submissions.parse import UnreadableError

SUBMITTED, STAMP = "submitted", "timestamp.txt"
# What lies beside it in a course's folder.
_COURSE = {"source", "release", "autograded", "feedback", "nbgrader_config.py", "gradebook.db"}


def owner_of(file: File) -> OwnedFile | None:
    """Say whose a file is."""
    parts = file.parts[1:] if file.parts[0] == SUBMITTED else file.parts
    if (file.folder and len(parts) == 1) or len(parts) >= 3:
        return OwnedFile(file, parts[0], parts[0], parts[1:])
    return None


def share(files: Sequence[File]) -> float:
    """Return how much lies below ``submitted/``, or is of students with nbgrader's timestamps."""
    files = [file for file in files if file.parts[0] not in _COURSE]
    own = {file for file in files if file.parts[0] == SUBMITTED and len(file.parts) >= 4}
    if own:
        return share_owned(files, lambda file: owner_of(file) if file in own else None)
    students = {file.parts[0] for file in files if len(file.parts) >= 3}
    stamped = {file.parts[0] for file in files if file.name == STAMP and len(file.parts) == 3}
    # In Sakai's tree, which has timestamps too, what was handed in is a folder further down.
    stamped &= {file.parts[0] for file in markable(files) if len(file.parts) == 3}
    return min(share_owned(files, owner_of), len(stamped) / len(students) if students else 0.0)


def time_of(notebook: OwnedFile, files: Sequence[OwnedFile]) -> datetime | None:
    """Return what timestamp.txt beside the notebook says; without a zone it is in UTC."""
    for one in files:
        if one.rest == (*notebook.rest[:-1], STAMP):
            try:  # such as ``2015-02-02 15:58:23.948203 UTC`` (nbgrader/utils.py, parse_utc)
                text = one.file.read(limit=200).decode("ascii").strip()
                time = datetime.fromisoformat(re.sub(r"\s*(UTC|GMT|Z)$", "+00:00", text))
                return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
            except (UnreadableError, ValueError, OverflowError):
                return None
    return None


PLATFORM = Platform(
    "nbgrader",
    Layout(
        "nbgrader",
        "nbgrader's submitted/<student>/<assignment>/",
        owner_of,
        share,
        # Where the folder of a whole course was given, what was handed in
        submitted=lambda files: [file for file in files if file.parts[0] == SUBMITTED] or files,
        time_of=time_of,
    ),
)
