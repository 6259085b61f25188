"""Ways in which tests are written: an answer, a test of it, and the state of a right answer."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

SETUP = """
import unittest
import numpy as np
from numpy.linalg import LinAlgError

case = unittest.TestCase()
shared = [3, 1, 2]

def cube(x):
    return x ** 3
"""

RIGHT, WAITING = ("correct", 1.0), ("needs a person", 0.0)
# name: answer, test, state and fraction
WAYS = {
    "unittest raises": (
        "def a(x):\n    if x < 0: raise ValueError('x must be positive')",
        "case.assertRaises(ValueError, a, -1)\n"
        "case.assertRaisesRegex(ValueError, 'positive', a, -2)",
        RIGHT,
    ),
    "numpy raises": (
        "def b(x):\n    return 1 / x",
        "np.testing.assert_raises(ZeroDivisionError, b, 0)",
        RIGHT,
    ),
    "a library's exception": (
        "def c(m):\n    return np.linalg.inv(m)",
        "try:\n    c(np.zeros((2, 2)))\nexcept LinAlgError:\n    pass\n"
        "else:\n    raise AssertionError",
        RIGHT,
    ),
    "an own exception by its base": (
        "class Odd(KeyError): pass\ndef d(x):\n    raise Odd('e', x)",
        "try:\n    d(3)\nexcept LookupError:\n    pass",
        RIGHT,
    ),
    "an exception that wants arguments": (
        "def e():\n    return b'\\xff'.decode('ascii')",
        "try:\n    e()\nexcept ValueError:\n    pass",
        RIGHT,
    ),
    "changes in place": (
        "def f(rows, table, x, *, names):\n    rows[0].append(9); rows.pop(); table['k'] = [1]\n"
        "    x += 1; names.discard('a')",
        "rows, table, x, names = [[1], [2]], {}, np.zeros((2, 2), dtype=np.float32), {'a', 'b'}\n"
        "inner = rows[0]\nf(rows, table, x, names=names)\n"
        "assert rows == [[1, 9]] and rows[0] is inner and table == {'k': [1]} and names == {'b'}\n"
        "assert (x == 1).all() and x.dtype == np.float32",
        RIGHT,
    ),
    "what another test has set up": (
        "def g(x):\n    x.sort()",
        "g(shared)\nassert shared == [1, 2, 3]",
        RIGHT,
    ),
    "the learner's function as an argument": (
        "def twice(h, x):\n    return h(h(x))\ndef double(x):\n    return 2 * x",
        "assert twice(double, 3) == 12 and twice(h=double, x=1) == 4",
        RIGHT,
    ),
    "a library's function as an argument": (
        "def at(h, x):\n    return h(x)",
        "assert at(np.sqrt, 4) == 2 and at(len, 'abc') == 3 and at(str.upper, 'a') == 'A'\n"
        "assert at(cube, 2) == 8 and at(int, '7') == 7",
        RIGHT,
    ),
    "a function of the test's own": (
        "def at2(h, x):\n    return h(x)",
        "assert at2(lambda x: x, 1) == 1",
        WAITING,
    ),
    "an object as an argument": ("def at3(x):\n    return x", "at3(object())", WAITING),
    "prints before it raises": (
        "def say():\n    print('so far')\n    raise RuntimeError",
        "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as out:\n"
        "    case.assertRaises(RuntimeError, say)\nassert out.getvalue() == 'so far\\n'",
        RIGHT,
    ),
    "numpy's seed": (
        "def draw(n):\n    return np.random.normal(size=n)",
        "np.random.seed(5)\nwanted = np.random.normal(size=4)\nnp.random.seed(5)\n"
        "assert (draw(2) == wanted[:2]).all() and (draw(2) == wanted[2:]).all()\n"
        "np.random.seed(5)\nassert (draw(4) == wanted).all()",
        RIGHT,
    ),
    "values of many types": (
        "def same(x):\n    return x",
        "for x in (b'ab', range(3), {1, 2}, frozenset('ab'), {(1, 'a'): {2: None}}, 1j, 7 ** 99,\n"
        "          np.float32(0.5), float('inf'), [], (1, [2, (3,)]), 'é', True):\n"
        "    y = same(x)\n    assert y == x and type(y) is type(x), x",
        RIGHT,
    ),
    "values that are no functions": (
        "table = {'a': [1, 2]}\nrow = np.arange(3.0)\nname = f'{3:02d}'",
        "assert table['a'][1] == 2 and row.sum() == 3 and len(name) == 2 and name.isdigit()",
        RIGHT,
    ),
    "a generator": (
        "def count(n):\n    yield from range(n)",
        "assert list(count(2)) == [0, 1]",
        WAITING,
    ),
    "a generator that nobody reads": ("def count2(n):\n    yield n", "found = count2(2)", RIGHT),
    "a class": ("class Box:\n    size = 3", "assert Box().size == 3", WAITING),
    "a class that is caught": (
        "class Bag:\n    size = 3",
        "try:\n    assert Bag().size == 3\nexcept Exception:\n    pass",
        WAITING,
    ),
    "an object": ("box = object()", "assert isinstance(box, object) and box.size", WAITING),
    "an instance check": ("class Kind: pass", "assert not isinstance(3, Kind)", WAITING),
    "part of the points": ("def part():\n    return 1", "part() / 2", ("almost", 0.25)),
    "a negative number": ("def minus():\n    return -1", "minus()", ("keep working", 0.0)),
    "more than there is": ("def more():\n    return 9", "more()", ("failed", 0.0)),
    "a text at the end": ("def word():\n    return 'ok'", "word()", RIGHT),
    "a name with an underscore": ("_secret = 42", "assert _secret == 42", RIGHT),
    "a magic": ("%matplotlib inline\nm = 1", "%time assert m == 1", RIGHT),
}
# Wrong answers that a careless test lets pass.
CARELESS = "def never(): pass", "try:\n    never()\nexcept Exception:\n    pass"


def key(name: str) -> str:
    """Return the grade_id of a way's test."""
    return name.replace(" ", "-").replace("'", "")


def assignment(
    ways: dict[str, tuple], *, setup: str = SETUP, minor: int = 5, schema: int = 3
) -> str:
    """Return an assignment's text: set-up, then an answer and a test worth 2 points for each."""
    cells = [new_markdown_cell("# Ways"), new_code_cell(SETUP.strip("\n"))]
    for name, (answer, test, *_) in ways.items():
        about = {"grade_id": f"answer-{key(name)}", "grade": False, "solution": True}
        cells.append(new_code_cell(answer, metadata={"nbgrader": {**about, "locked": False}}))
        about = {"grade_id": key(name), "grade": True, "solution": False, "points": 2}
        cells.append(new_code_cell(test, metadata={"nbgrader": {**about, "locked": True}}))
    for cell in cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"]["schema_version"] = schema
        if minor < 5:
            del cell["id"]
    return nbformat.writes(new_notebook(cells=cells, nbformat_minor=minor))
