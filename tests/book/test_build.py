"""The builder: what it reads, writes and refuses; a course of a made-up lesson and exercise."""

import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import nbformat
import numpy as np
import pytest
from playwright.sync_api import expect

from convedu.book import build as builder
from convedu.book import npm, python_files, scripts
from convedu.book.build import build
from convedu.book.errors import BookError
from tests import need

from . import site
from .course import LAB, course

ROOT = Path(__file__).parents[2]
MADE_UP = Path(__file__).parent / "made_up"

# Built by a Python of its own, which finds the course's package with one widget more.
BUILD = """
import sys
from pathlib import Path
from convedu.book.build import build
made = build(Path(sys.argv[1]), course=Path(sys.argv[2]), on_disk=False)
assert made.without_python == "", made.without_python
print(*(path.name for path in made.pages))
"""
COUNTER = "from convedu.widgets.made_up.view import Counter\n\nCounter()"


@pytest.mark.browser
def test_a_made_up_widget_and_exercise_are_in_the_book(tmp_path, context):
    need.node()
    package = tmp_path / "packages/convedu"
    unwanted = shutil.ignore_patterns("__pycache__", "node_modules")
    shutil.copytree(ROOT / "convedu", package, ignore=unwanted)
    shutil.copytree(MADE_UP, package / "widgets/made_up", ignore=unwanted)
    np.save(package / "widgets/made_up/steps.npy", [1, 3])
    done = subprocess.run(
        [sys.executable, "-P", "-c", BUILD, tmp_path / "out", course(tmp_path, COUNTER)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(package.parent)},
    )
    assert done.stdout.split() == ["index.html", "01-made-up.html", "exercise-01-made-up.html"]
    copies_for_a_disk = (tmp_path / "out/assets").glob("*.js.*.js")
    assert list(copies_for_a_disk) == []
    with site.served(tmp_path / "out") as server:
        page = site.open_page(context, f"{server.address}/01-made-up.html")
        number = page.locator("#counter output")
        expect(number).to_have_text("3")
        expect(number).to_have_css("color", "rgb(1, 2, 3)")
        expect(page.get_by_text("4 more to come")).to_be_visible()
        page.get_by_role("button", name="Train").click()
        expect(number).to_have_text("7", timeout=site.PATIENCE)
        assert page.problems == []
        page.goto(f"{server.address}/exercise-01-made-up.html")
        site.write(page, "answer-a", "answer = 7")
        page.locator("#answer-a").get_by_role("button", name="Run and check").click()
        expect(page.locator("#check-a .outputs")).to_have_text("True", timeout=site.PATIENCE)


def test_a_folder_that_is_no_course_and_one_that_holds_something_else_are_refused(tmp_path):
    with pytest.raises(BookError, match="no lessons in"):
        build(tmp_path / "out", course=tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").touch()
    with pytest.raises(BookError, match="holds something else than a book"):
        build(tmp_path / "mine", course=ROOT)
    assert (tmp_path / "mine/letter.txt").exists()


def test_a_cell_that_cannot_be_put_into_a_page_is_named(tmp_path):
    folder = course(tmp_path)
    lesson = nbformat.read(folder / "notebooks/01-made-up.ipynb", as_version=4)
    lesson.cells[0].source += "\n\n[Nowhere](02-none.ipynb)"
    nbformat.write(lesson, folder / "notebooks/01-made-up.ipynb")
    with pytest.raises(BookError, match=r"01-made-up\.ipynb: title: the link '02-none\.ipynb'"):
        build(tmp_path / "out", course=folder)
    assert not (tmp_path / "out").exists()


def test_the_part_to_read_is_built_without_node(reading_book):
    names = {path.name for path in (reading_book / "assets").iterdir()}
    assert not any(name.startswith(("pyodide", "numpy", "editor")) for name in names)
    pages = {path.name for path in reading_book.glob("*.html")}
    assert pages == {"index.html", "01-made-up.html", "exercise-01-made-up.html"}


def test_every_asset_has_its_contents_hash_in_its_name_and_every_page_finds_its_own(book):
    for page in book.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        for address in re.findall(r'(?:src|href)="(assets/[^"]+)"', text):
            assert (book / address).is_file(), (page.name, address)
    assert all(
        re.search(r"\.[0-9a-f]{12}\.\w+$", path.name) for path in (book / "assets").iterdir()
    )


def test_the_book_is_no_larger_than_a_reader_should_wait_for(book):
    to_read, first_run = (sum(map(len, files)) for files in site.parts(book))
    assert to_read < 3_000_000
    assert first_run < 18_000_000


def contents(folder: Path) -> dict[Path, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}


def test_two_builds_are_the_same_byte_for_byte(reading_book, tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    build(tmp_path / "again", course=course(tmp_path, LAB))
    assert contents(tmp_path / "again") == contents(reading_book)


@pytest.mark.soak
def test_two_builds_of_the_whole_course_are_the_same_byte_for_byte(book, tmp_path):
    assert build(tmp_path / "again", course=ROOT).without_python == ""
    assert contents(tmp_path / "again") == contents(book)


def test_failing_packages_are_told_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(npm, "CACHE", tmp_path / "cache")
    monkeypatch.setenv("npm_config_offline", "true")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "empty"))
    need.node()
    with pytest.raises(npm.Missing, match="npm ci failed: "):
        npm.packages()


def test_nothing_of_the_graders_and_no_answer_is_in_the_pages(book):
    import io
    import zipfile

    names = zipfile.ZipFile(io.BytesIO(python_files.course())).namelist()
    assert not any(name.startswith(("convedu/grading", "convedu/cli")) for name in names)
    assert "convedu/book/browser/runner.py" in names
    assert "anywidget.py" in names


def test_the_lock_of_npm_has_hashes_and_no_addresses():
    lock = (files("convedu.book") / "node/package-lock.json").read_text("utf-8")
    assert "http" not in lock.replace('"url": "https://', "")  # where to thank the authors
    assert '"resolved"' not in lock
    packages = builder.json.loads(lock)["packages"]
    del packages[""]
    assert packages
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())


def test_the_scripts_are_joined_each_once_and_in_order():
    text = scripts.joined("page")
    for name in ("dom", "record", "python", "exercise", "page"):
        assert text.count(f"const {name}_module = ") == 1
    assert text.index("const dom_module") < text.index("const cells_module")
    assert not re.search(r"^(import|export) ", text, re.MULTILINE)
