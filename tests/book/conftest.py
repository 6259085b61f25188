"""The book, built once for all its tests, and one page whose Python has started."""

import os
from pathlib import Path

import pytest

from convedu.book.build import build
from tests import need

from . import site
from .course import LAB, course

ROOT = Path(__file__).parents[2]
collect_ignore = ["made_up"]  # it runs only where a test has put it, among the course's widgets


@pytest.fixture(scope="session")
def book(tmp_path_factory) -> Path:
    """Return the folder of the built book, with Python in it; CONVEDU_BOOK names one to take."""
    if ready := os.environ.get("CONVEDU_BOOK"):
        return Path(ready).absolute()
    need.node()
    out = tmp_path_factory.mktemp("book") / "book"
    built = build(out, course=ROOT)
    assert built.without_python == ""
    return out


@pytest.fixture(scope="session")
def reading_book(tmp_path_factory) -> Path:
    """Return the folder of a book of a made-up course that was built where there is no Node."""
    folder = tmp_path_factory.mktemp("reading-book")
    out = folder / "book"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shutil.which", lambda _: None)
        built = build(out, course=course(folder, LAB))
    assert built.without_python == "node is not installed, which builds the part with Python"
    return out


@pytest.fixture(scope="session")
def server(book):
    with site.served(book) as server:
        yield server


@pytest.fixture
def context(browser):
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def visit(context, server):
    """Return what opens a page of the book over http."""
    server.missing.clear()
    return lambda name: site.open_page(context, f"{server.address}/{name}")


@pytest.fixture(scope="module")
def exercise(browser, server):
    """Return the page of exercise 1 whose Python stays alive from test to test."""
    context = browser.new_context()
    page = site.open_page(context, f"{server.address}/exercise-01-convolution.html")
    yield page
    assert page.problems == []
    context.close()
