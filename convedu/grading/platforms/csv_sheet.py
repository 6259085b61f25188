"""Somebody's CSV in which some cells are filled in and every other byte stays as it was."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from convedu.grading.common.errors import UserError
from convedu.grading.limits import TABLE_BYTES

BOM = "\ufeff"
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Sheet:
    """A table in which nothing changes but what is put in; raises UserError if it is none."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.encoding = _MARKS.get(data[:2], "utf-8")
        try:
            text = data.decode(self.encoding)
        except UnicodeDecodeError:  # as Excel on Windows saves a plain CSV
            self.encoding = "cp1252"
            text = data.decode(self.encoding, "backslashreplace")
        if "\0" in text or text.encode(self.encoding) != data:
            raise UserError(
                f"{name} is not in UTF-8; expected a file as the platform exports it, or as a "
                'spreadsheet saves it as "CSV UTF-8"'
            )
        # In front of the names may be a mark of the encoding, and Excel's line for the delimiter.
        plain = re.sub(rf"\A{BOM}?(?:sep=[,;\t]\r?\n)?", "", text, flags=re.IGNORECASE)
        self.mark, text = text.removesuffix(plain), plain
        self.delimiter = max(",;\t", key=lambda sign: len(next(_lines(text, sign), ([], ""))[0]))
        self.lines = list(_lines(text, self.delimiter))  # each with what ends it
        if len(self.lines) < 2:
            raise UserError(f"{name} has no table in it; expected a row of names and others below")
        self.header = [self.value(0, column) for column in range(len(self.lines[0][0]))]

    @classmethod
    def read(cls, path: Path) -> "Sheet":
        """Read a file; see the class for the errors."""
        if path.stat().st_size > TABLE_BYTES:
            raise UserError(f"{path} is too large: expected at most {TABLE_BYTES >> 20} MiB")
        return cls(path.read_bytes(), str(path))

    def column(self, name: str) -> int | None:
        """Return the place of a column, or None; raises UserError if two are called so."""
        titles = [title.strip().casefold() for title in self.header]
        wanted = name.strip().casefold()
        if titles.count(wanted) > 1:
            raise UserError(f"{self.name} has two columns {name!r}, expected one")
        return titles.index(wanted) if wanted in titles else None

    def value(self, line: int, column: int | None) -> str:
        """Return what a cell says; nothing where there is no such cell."""
        cells, _ = self.lines[line]
        if column is None or column >= len(cells):
            return ""
        raw = cells[column]
        if len(raw) > 1 and raw.startswith('"') and raw.endswith('"'):
            return raw[1:-1].replace('""', '"')
        return raw

    def put(self, line: int, column: int, text: str) -> None:
        """Write a cell, quoted if it was or has to be."""
        cells, _ = self.lines[line]
        cells += [""] * (column + 1 - len(cells))
        if cells[column].startswith('"') or set(text) & set(f'"\r\n{self.delimiter}'):
            text = '"' + text.replace('"', '""') + '"'
        cells[column] = text

    def below(self) -> range:
        """Return the numbers of the lines below the names."""
        return range(1, len(self.lines))

    def data(self) -> bytes:
        """Return the file; as comments are HTML, so is what its encoding has no sign for."""
        lines = (self.delimiter.join(cells) + end for cells, end in self.lines)
        return (self.mark + "".join(lines)).encode(self.encoding, "xmlcharrefreplace")


def _lines(text: str, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Yield each record: its cells as they are written, quotes and all, and what ends it."""
    sign = re.escape(delimiter)
    quoted = r'"(?>[^"]|"")*+"?'
    cell = re.compile(rf'((?>{quoted}|[^"\r\n{sign}]++)*+)({sign}|\r\n|\r|\n|\Z)')
    cells: list[str] = []
    start = 0
    while start < len(text) or cells:
        match = cell.match(text, start)
        assert match is not None  # whatever stands there is a cell
        cells.append(match[1])
        start = match.end()
        if match[2] != delimiter:
            yield cells, match[2]
            cells = []
