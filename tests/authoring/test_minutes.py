"""How long a notebook takes: what counts, and what does not."""

import pytest

from convedu.authoring.minutes import minutes, rounded, timing
from tests.parts import check, code, notebook, prose

WORDS = "word " * 200


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([prose("a", WORDS)], 1),
        ([prose("a", f"```\n{WORDS}\n```")], 0),
        ([prose("a", f"| table |\n|---|\n| {WORDS} |")], 1.005),
        ([prose("a", WORDS + "**Say it in one sentence:**")], 2.025),
        ([code("a", "import numpy", tags=["setup"])], 0),
        ([code("a", "x = 1\nprint(x)")], 0.7),
        ([code("a", 'predict("unit1/flip")')], 1.25),
        ([code("a", "w = [1]\nKernelLab(\n    w,\n)")], 4),
        ([code("a", "plots.images(panels)")], 0.6),
        ([check("double", "check.double(double)")], 8),
    ],
)
def test_each_thing_to_read_or_do_takes_its_time(cells, expected):
    assert minutes(notebook(*cells)) == pytest.approx(expected)


def test_stretches_and_what_is_for_instructors_are_left_out():
    stretch = [prose("b", "## Stretch: more\n\n" + WORDS), code("c", "Lab()"), prose("d", WORDS)]
    after = prose("e", "## Summary\n\n" + WORDS)
    told = prose("f", f"<details><summary>For instructors</summary>{WORDS}</details>")
    assert minutes(notebook(prose("a", WORDS), *stretch, after, told)) == pytest.approx(2.005)


def test_a_text_says_fives_and_never_none():
    assert rounded(notebook(prose("a", WORDS))) == 5
    assert rounded(notebook(prose("a", WORDS * 12), prose("b", WORDS))) == 15


def test_sections_are_told_by_their_headings_with_what_stands_below_them():
    cells = [prose("a", "# Title\n\n" + WORDS), prose("b", "## One, two\n\n" + WORDS * 2)]
    cells += [prose("c", "### Within\n\n" + WORDS), prose("d", "## Short\n\nword")]
    cells += [prose("e", "## Stretch\n\n" + WORDS), prose("f", "## End\n\n" + WORDS)]
    assert timing(notebook(*cells)) == "One, two 3; End 1"
