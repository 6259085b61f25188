import pytest

from convedu.widgets.shared.base import Widget
from tests import need
from tests.e2e import browsing


@pytest.fixture
def context_options():
    """Overridden by `pytest.mark.parametrize` for other screens."""
    return {}


@pytest.fixture
def page(browser, context_options):
    """An empty page; a mistake in its scripts fails the test."""
    context = browser.new_context(**context_options)
    page = context.new_page()
    mistakes = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    yield page
    context.close()
    assert not mistakes


@pytest.fixture
def show(page, monkeypatch):
    """Open a widget's own page, without any network, and return the page.

    The still picture, which stands there for a moment only, is left out: drawing it takes longer
    than most tests of the page.
    """
    monkeypatch.setattr(Widget, "_still", lambda self: None)

    def show(widget):
        page.context.route("**/*", lambda route: route.abort())
        page.set_content(widget.to_html())
        page.wait_for_selector("html[data-ready]")
        return page

    return show


@pytest.fixture(scope="session")
def course_folder(tmp_path_factory):
    """The copy of the lessons that `course` serves."""
    return browsing.copy_of_lessons(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def course(course_folder):
    """One JupyterLab on a copy of the lessons, for all of their tests; yields its address."""
    need.browser()
    with browsing.jupyterlab(course_folder, course_folder.parent) as address:
        yield address


@pytest.fixture(scope="module")
def lesson(request, browser, course):
    """The module's LESSON, opened and run once; each test uses cells of its own."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, has_touch=True)
    mistakes = browsing.mistakes(page)
    notebook = browsing.Notebook(page, course, f"notebooks/{request.module.LESSON}")
    notebook.run_all()
    yield notebook
    notebook.stop()
    page.close()
    assert not mistakes


@pytest.fixture
def untouched(lesson):
    """No key that was meant for a widget reached Jupyter: no cell came, went or changed."""
    before = lesson.sources()
    yield
    assert lesson.sources() == before
