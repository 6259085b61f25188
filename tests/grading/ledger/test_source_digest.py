"""Which files a verdict depends on."""

import ast

import pytest

from convedu.grading.ledger import source_digest

FILES = sorted(source_digest.ROOT.rglob("*.py"))


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: path.relative_to(path.parents[2]).as_posix()
)
def test_no_import_of_convedu_is_missed(path):
    package = ".".join([source_digest.PACKAGE, *path.parent.relative_to(source_digest.ROOT).parts])
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    whole = {name for node in tree for _, name in source_digest._bound(node, package)}
    assert whole <= source_digest._imports(source_digest._name(path))


def test_a_cell_uses_the_module_of_its_check_alone():
    setup = "from convedu.checks import unit3 as check"
    used = source_digest.used_by("check.relu(relu)", setup)
    assert used == {"convedu.checks.unit3.relu"}


def test_imports_are_in_the_digest():
    assert source_digest.digest(["convedu.ops"]) == source_digest.digest(
        ["convedu.ops", "convedu.shapes"]
    )
    assert source_digest.digest(["convedu.ops"]) != source_digest.digest(["convedu.shapes"])


def test_the_packages_around_a_check_count_and_its_neighbours_do_not():
    found = source_digest.closure(["convedu.checks.unit3.relu"])
    assert {"convedu.checks", "convedu.checks.unit3"} <= found, "shared sentences lie there"
    assert "convedu.checks.unit3.two_strided" not in found


def test_what_a_check_is_worth_and_says_is_a_part_of_everything():
    unit = source_digest.ROOT / "checks/unit1"
    files = {unit / "convolve2d.py", unit / "convolve2d.toml", unit.parent / "common.toml"}
    assert files <= set(source_digest.everything())
