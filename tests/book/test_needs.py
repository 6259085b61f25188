"""Which earlier cells a cell needs."""

import pytest

from convedu.book.browser.needs import names, needed, without_magics


def found(*cells: str) -> list[int]:
    return needed([names(cell) for cell in cells], len(cells) - 1)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("a = 1", "b = 2", "a + 1"), [0]),
        (("a = 1", "b = a", "b"), [0, 1]),
        (("a = 1", "a = 2", "a"), [1]),
        (("a = 1", "a += 1", "a"), [0, 1]),
        (("a = []", "a.append(1)", "a"), [0, 1]),
        (("a = {}", "a['x'] = 1", "a"), [0, 1]),
        (("a = []", "print(a)", "a"), [0]),
        (("import numpy as np", "x = np.ones(3)", "x"), [0, 1]),
        (("def f():\n    return g()", "def g():\n    return 1", "f()"), [0, 1]),
        (("def f(n):\n    return n", "n = 1", "f(2)"), [0]),
        (("x = 5", "for x in range(3):\n    print(x)", "[x for x in [1]]"), []),
        (("x = 5", "y = [x for x in [1]]", "x"), [0]),
        (("x = 5", "lambda x: x"), []),
        (("class A:\n    b = c", "A"), [0]),
        (("c = 1", "class A:\n    b = c", "A"), [0, 1]),
        (("a = 1", "this is not Python", "a"), [0]),
        (("a = 1", "%matplotlib inline\n!ls\na"), [0]),
    ],
)
def test_a_cell_needs_those_that_make_or_change_its_names(cells, expected):
    assert found(*cells) == expected


def test_magics_leave_the_lines_where_they_are():
    assert without_magics("if a:\n    %time\nb") == "if a:\n    pass\nb"
