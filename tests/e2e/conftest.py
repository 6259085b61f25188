import pytest

from tests import need
from tests.e2e import browsing


@pytest.fixture(scope="session")
def browser():
    with browsing.chromium(need.browser()) as browser:
        yield browser


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
def show(page):
    """Open a widget's own page, without any network, and return the page."""

    def show(widget):
        page.context.route("**/*", lambda route: route.abort())
        page.set_content(widget.to_html())
        page.wait_for_selector("html[data-ready]")
        return page

    return show
