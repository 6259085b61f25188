"""What is in a zip of submissions, read in place: nothing is ever unpacked to a disk.

A zip may be hostile: names are only labels, bytes are counted as they come, the list of entries is
bounded before it is read, and links, encrypted entries and rare compressions (one of which may ask
for 4 GB of memory) are not opened.
"""

import io
import re
import stat
import struct
import weakref
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from convedu.grading.limits import CLASS_FILES, FOLDER_DEPTH, STUDENT_ZIP_FILES, ZIP_LIST_BYTES
from convedu.grading.submissions.files import File, SubmissionsError, is_junk
from convedu.grading.submissions.parse import UnreadableError

_CHUNK = 1 << 16
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error),
    *(NotImplementedError, RuntimeError),  # as zipfile says "cannot" and "encrypted"
)
_NO_NAME = re.compile(r"^[A-Za-z]:|^/")


def in_zip(path: Path) -> tuple[list[File], list[str]]:
    """List what is in a zip, and names that lead out of it; raises SubmissionsError."""
    try:
        return _entries(_open(path.open("rb", buffering=0), ZIP_LIST_BYTES), CLASS_FILES)
    except _FAULTS as error:
        why = getattr(error, "strerror", None) or error
        raise SubmissionsError(
            f"{path} cannot be read as a zip ({why}); expected a folder or a zip of submissions"
        ) from None


def inside(file: File, *, limit: int) -> list[File]:
    """List a student's own zip of at most `limit` bytes; raises UnreadableError if it is none."""
    try:
        entries = _inner(file, limit)
    except _FAULTS as error:
        raise UnreadableError(f"It cannot be read as a zip ({error}).") from None
    return [replace(entry, read=partial(_read_inner, file, entry.parts)) for entry in entries]


def _inner(outer: File, limit: int) -> list[File]:
    archive = _open(io.BytesIO(outer.read(limit=limit)), ZIP_LIST_BYTES >> 6)
    return _entries(archive, STUDENT_ZIP_FILES)[0]


def _read_inner(outer: File, parts: tuple[str, ...], *, limit: int) -> bytes:
    """Read the zip again, so that nothing of it is kept."""
    entries = _inner(outer, limit)
    return next(entry for entry in entries if entry.parts == parts).read(limit=limit)


class _Careful(io.BufferedReader):
    """A file of which no single read returns more than so much: the list of entries is one read."""

    def __init__(self, file: Any, most: int) -> None:
        super().__init__(file)
        self.most = most

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(self.most + 1 if size is None or size < 0 else min(size, self.most + 1))
        if len(data) > self.most:
            raise zipfile.BadZipFile(f"its list of entries is larger than {self.most >> 20} MiB")
        return data


def _open(file: Any, most: int) -> zipfile.ZipFile:
    careful = _Careful(file, most)
    try:
        archive = zipfile.ZipFile(careful)
    except BaseException:
        careful.close()
        raise
    weakref.finalize(archive, careful.close)  # a zip does not close a file that it was given
    return archive


def _entries(archive: zipfile.ZipFile, most: int) -> tuple[list[File], list[str]]:
    listed = archive.infolist()
    if len(listed) > most:
        raise zipfile.BadZipFile(f"{len(listed):,} entries, expected at most {most:,}")
    files, refused = [], []
    for entry in listed:
        name = _name(entry)
        parts = _parts(name)
        if parts is None:
            refused.append(name)
        elif parts and not any(is_junk(parts[:depth]) for depth in range(1, len(parts) + 1)):
            reader = partial(_read, archive, entry)
            files.append(File(parts, reader, _modified(entry), entry.is_dir()))
    return sorted(files, key=lambda file: file.parts), refused


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name; without a flag it is said to be in an old code page, and often is UTF-8."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _parts(name: str) -> tuple[str, ...] | None:
    name = name.replace("\\", "/")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if _NO_NAME.search(name) or ".." in parts or len(parts) > FOLDER_DEPTH or len(name) > 1_000:
        return None
    return parts


def _modified(entry: zipfile.ZipInfo) -> datetime | None:
    """Return the time in UTC: from the Unix field if there is one, else as this machine's zone."""
    extra = entry.extra  # Info-ZIP, proginfo/extrafld.txt: 0x5455, flags, seconds since 1970 in UTC
    try:
        while len(extra) >= 4:
            kind, size = struct.unpack_from("<HH", extra)
            if kind == 0x5455 and size >= 5 and extra[4] & 1:
                return datetime.fromtimestamp(struct.unpack_from("<i", extra, 5)[0], UTC)
            extra = extra[4 + size :]
        if entry.date_time == (1980, 1, 1, 0, 0, 0):  # as a zip says that it does not know
            return None
        return datetime(*entry.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError, struct.error):
        return None


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, limit: int) -> bytes:
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnreadableError("The file is a link, which is not followed.")
    if entry.compress_type not in _METHODS:
        raise UnreadableError("The file is compressed in a way that is not read here.")
    try:
        with archive.open(entry) as file:
            chunks = iter(partial(file.read, _CHUNK), b"")
            data = b"".join(islice(chunks, limit // _CHUNK + 1))
    except _FAULTS as error:
        raise UnreadableError(f"It cannot be read in the zip ({error}).") from None
    if len(data) > limit:
        raise UnreadableError(f"The file is too large: expected at most {limit / 1e6:.0f} MB.")
    return data
