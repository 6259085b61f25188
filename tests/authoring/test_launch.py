"""Binder, Codespaces and Colab: what can be tried without them."""

import json
import re
from pathlib import Path

import nbformat
import pytest

from convedu import authoring

ROOT = Path(__file__).parents[2]


def test_binders_environment_is_the_courses_own_but_for_the_course_itself():
    def wanted(path):
        lines = path.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if not line.startswith("#")]

    own = wanted(ROOT / "environment.yml")
    assert own[-2:] == ["  - pip:", "      - -e ."]
    assert wanted(ROOT / "binder/environment.yml") == own[:-2]


def test_the_container_makes_a_target_that_exists():
    settings = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert (ROOT / ".devcontainer" / settings["build"]["dockerfile"]).is_file()
    assert settings["postCreateCommand"] == "make .venv/.lab"
    assert "$(VENV)/.lab" in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.fixture
def course(tmp_path):
    for folder in ("notebooks", "exercises"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nurls = {Source = "https://example.org/a/b"}\n', encoding="utf-8"
    )
    return tmp_path


def test_every_copy_for_colab_is_valid_installs_the_course_and_links_to_the_repository(course):
    findings = list(authoring.colab_files(course))
    assert len(findings) == 18
    assert all(finding.mended for finding in findings)
    for finding in findings:
        copy = nbformat.read(finding.path, as_version=4)
        nbformat.validate(copy)
        assert "git+https://example.org/a/b" in copy.cells[0].source
        prose = "\n".join(c.source for c in copy.cells if c.cell_type == "markdown")
        links = re.findall(r"\]\(([^)\s]+\.ipynb)", prose)
        places = [link.removeprefix("https://example.org/a/b/blob/main/") for link in links]
        assert all((ROOT / place).is_file() for place in places), links


def test_an_answer_is_found_in_a_copy_by_its_id(course):
    *_, finding = authoring.colab_files(course)
    copy = nbformat.read(finding.path, as_version=4)
    own = nbformat.read(ROOT / "exercises" / finding.path.name, as_version=4)
    assert [cell.id for cell in copy.cells[1:]] == [cell.id for cell in own.cells]


def test_without_the_repositorys_address_nothing_is_written(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (finding,) = authoring.colab_files(tmp_path)
    assert not finding.mended
    assert "project.urls.Source" in finding.message
