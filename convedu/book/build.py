"""`convedu book`: from the course's notebooks to a folder of static pages."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from convedu import study

from . import npm, python_files, scripts
from .assets import Assets, dumps
from .errors import BookError
from .figures import Figures
from .notebooks import Page, read
from .text import Renderer

LESSONS, EXERCISES = Path("notebooks"), Path("exercises")
START = "index.html"


@dataclass(frozen=True)
class Built:
    """A book that was built: its pages, and why it has no Python, if it has none."""

    pages: tuple[Path, ...]
    without_python: str = ""


def build(out: Path, *, course: Path = Path(), on_disk: bool = True) -> Built:
    """Write the course as a site into the folder `out`, in place of what was there.

    Parameters
    ----------
    out : pathlib.Path
        A folder that does not exist, is empty, or holds an earlier book.
    course : pathlib.Path
        The folder with ``notebooks`` and ``exercises``.
    on_disk : bool
        Whether Python works, too, in a page that is opened from a disk (by a double click).

    Returns
    -------
    Built

    Raises
    ------
    BookError
        If the course cannot be read, or `out` holds something else.
    """
    lessons = sorted((course / LESSONS).glob("[0-9]*.ipynb"))
    exercises = sorted((course / EXERCISES).glob("[0-9]*.ipynb"))
    if not lessons:
        raise BookError(f"no lessons in {course / LESSONS}: run this in the course's folder")
    if out.exists() and any(out.iterdir()) and not (out / START).exists():
        raise BookError(f"{out} holds something else than a book: choose another folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    # What is half built never stands where a whole book stood.
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        site = Path(folder) / "site"
        site.mkdir()
        built = _Site(site, on_disk=on_disk).write(lessons, exercises)
        if out.exists():
            shutil.rmtree(out)
        site.rename(out)
    return Built(tuple(out / name for name in built.names), built.without_python)


class _Site:
    def __init__(self, site: Path, *, on_disk: bool) -> None:
        self._site = site
        self._assets = Assets(site, on_disk=on_disk)
        self._figures = Figures(self._assets)
        self._templates = Environment(
            loader=PackageLoader(__package__), autoescape=select_autoescape(), trim_blocks=True
        )
        self._templates.filters["safe_json"] = lambda value: Markup(dumps(value))
        self.names: list[str] = []
        self.without_python = ""

    def write(self, lessons: Iterable[Path], exercises: Iterable[Path]) -> "_Site":
        names = {path: _file(path) for path in [*lessons, *exercises]}
        renderer = Renderer({f"{p.parent.name}/{p.stem}": file for p, file in names.items()})
        # Predictions are made by the reader of the book, not by the one who builds it.
        before = os.environ.get("CONVEDU_PROGRESS")
        os.environ["CONVEDU_PROGRESS"] = "off"
        try:
            pages = {path: read(path, names[path], renderer, self._figures) for path in names}
        finally:
            os.environ.pop("CONVEDU_PROGRESS")
            if before is not None:
                os.environ["CONVEDU_PROGRESS"] = before
        start, *rest = [pages[path] for path in lessons]
        tasks = [pages[path] for path in exercises]
        for path in exercises:
            pages[path].notebook = json.loads(path.read_text(encoding="utf-8"))
        versions = self._write_assets([*pages.values()])
        contents = {"start": start, "lessons": rest, "exercises": tasks, "versions": versions}
        for kind, group in (("start", [start]), ("lesson", rest), ("exercise", tasks)):
            for before_it, page, after_it in _with_neighbours(group):
                self._write_page(kind, page, before=before_it, after=after_it, **contents)
        return self

    def _write_page(self, kind: str, page: Page, **more: object) -> None:
        template = self._templates.get_template(f"{kind}.html")
        text = template.render(page=page, kind=kind, own=self._own, units=_units(), **more)
        (self._site / page.file).write_text(text, encoding="utf-8")
        self.names.append(page.file)

    def _write_assets(self, pages: Iterable[Page]) -> dict[str, str]:
        own = {
            "book.css": files(__package__).joinpath("book.css").read_text("utf-8"),
            "early.js": scripts.source("early"),
            "book.js": scripts.joined("page"),
        }
        texts = self._figures.texts | own
        versions = {}
        try:
            packages = npm.packages()
            texts = scripts.minified(texts, packages)
            versions = python_files.add(self._assets, packages)
        except npm.Missing as error:
            self.without_python = str(error)
        for name in self._figures.texts:
            self._assets.add_value(name, texts[name])
        self._assets.add_value("search", [each for page in pages for each in page.passages])
        site = {"assets": self._assets.addresses, "python": bool(versions)}
        texts["site.js"] = f"window.convedu={dumps(site)}"
        self._own = {name: self._assets.add(name, texts[name]) for name in [*own, "site.js"]}
        return versions


def _file(notebook: Path) -> str:
    if notebook.parent.name == EXERCISES.name:
        return f"exercise-{notebook.stem}.html"
    return START if notebook.stem.startswith("00") else f"{notebook.stem}.html"


def _with_neighbours(pages: list[Page]) -> Iterable[tuple[Page | None, Page, Page | None]]:
    return zip([None, *pages], pages, [*pages[1:], None], strict=False)


def _units() -> list[dict[str, object]]:
    """Return each unit with the names that the progress file uses."""
    return [
        {
            "title": f"{unit.number}. {unit.title}",
            "about": unit.about,
            "lesson": f"{unit.lesson}.html",
            "exercise": f"exercise-{unit.lesson}.html",
            "predictions": [f"unit{unit.number}/{question.name}" for question in unit.questions],
            "checks": [f"unit{unit.number}/{name}" for name in unit.checks],
        }
        for unit in study.units()
    ]
