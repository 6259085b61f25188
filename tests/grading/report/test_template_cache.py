"""Compiled templates are kept for the next run, and a folder that cannot be used stops none."""

import jinja2
import platformdirs
import pytest

from convedu.grading.report import page


@pytest.fixture
def cached_in(monkeypatch, tmp_path):
    """Return what makes a new environment with its cache in a folder, and a page with it."""

    def render(folder):
        monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: folder)
        page.environment.cache_clear()
        return page.macro("macros.html", "names")(["a", "b"])

    yield render
    page.environment.cache_clear()


def test_a_template_is_compiled_once(cached_in, tmp_path, monkeypatch):
    first = cached_in(tmp_path)
    assert list((tmp_path / "templates").iterdir())

    def refuse(*_, **__):
        raise AssertionError("compiled again")

    monkeypatch.setattr(jinja2.Environment, "compile", refuse)
    assert cached_in(tmp_path) == first


def test_where_nothing_can_be_kept_pages_are_as_ever(cached_in, tmp_path):
    (tmp_path / "file").write_text("no folder")
    assert cached_in(tmp_path / "file") == cached_in(tmp_path)


def test_a_spoilt_file_is_compiled_anew(cached_in, tmp_path):
    first = cached_in(tmp_path)
    for kept in (tmp_path / "templates").iterdir():
        kept.write_bytes(b"spoilt")
    assert cached_in(tmp_path) == first
