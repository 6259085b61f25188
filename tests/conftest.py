"""One Chromium and one Firefox for all tests; the long forms of tests run with `make soak` only."""

import os

import pytest

from tests import need


@pytest.fixture(scope="session", autouse=True)
def own_progress(tmp_path_factory):
    """Keep what tests solve out of the record of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONVEDU_PROGRESS", str(tmp_path_factory.mktemp("progress") / "progress.json"))
        yield


@pytest.fixture(scope="session")
def browser():
    from tests.e2e import browsing  # needs Playwright, which other tests can do without

    with browsing.chromium(need.browser()) as browser:
        yield browser


@pytest.fixture(scope="session")
def fox(tmp_path_factory):
    from tests.book import firefox

    with firefox.firefox(need.firefox(), tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("CONVEDU_SOAK"):
        return
    long = [item for item in items if item.get_closest_marker("soak")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]
