"""Kinds of answers and tests: for each a right answer, its test, and wrong answers."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from convedu.grading.exercise import load

NAME = "kinds"
FILES = {
    "helper.py": b"import table\n\ndef double(x):\n    return 2 * x\n",
    "table.py": b"ROWS = [1, 2, 3]\n",
    "data/numbers.csv": b"a,b\n1,2\n3,4\n",
}
SETUP = """
import asyncio, contextlib, csv, functools, inspect, io, math, random, types, unittest, warnings
from dataclasses import dataclass
from unittest import mock
import numpy as np
import matplotlib.pyplot as plt
import helper

shared = [3, 1, 2]
settings = {"rate": 1}

class TooSmallError(ValueError):
    pass

def scale(x):
    return x * settings["rate"]
"""
# name: answer, test, points, wrong answers
KINDS = {
    "value": ("number = 6 * 7", "assert number == 42", 1, "number = '42'", "nummer = 42"),
    "part of the points": (
        "def part(x):\n    return x % 5",
        "sum(part(x) == x % 5 for x in (3, 5, 7, -1)) / 2",
        2,
        "def part(x):\n    return x - 5 * (x // 6)",
        "def part(x):\n    raise KeyError(x)",
    ),
    "text at the end": (
        "def word():\n    return 'ok'",
        "word()",
        1,
        "def word():\n    return 1 / 0",
        "def word():\n    return 0",
    ),
    "numpy number at the end": (
        "def mean_of(x):\n    return np.mean(x)",
        "mean_of(np.array([0.25, 0.75]))",
        1,
        "def mean_of(x):\n    return float(np.min(x))",
        "def mean_of(x):\n    return None",
    ),
    "several shown": (
        "pair = (1, 2)",
        "display(pair)\nprint(3)\npair[0] / 2",
        2,
        "pair = (3, 2)",
        "pair = 1",
    ),
    "class": (
        "class Box:\n    def __init__(self, n):\n        self.n = n\n"
        "    def __eq__(self, other):\n        return self.n == other.n\n"
        "    def __repr__(self):\n        return f'Box({self.n})'",
        "assert Box(3) == Box(3) and repr(Box(2)) == 'Box(2)' and not Box(1) == Box(2)",
        1,
        "class Box:\n    def __init__(self, n):\n        self.n = n",
        "def Box(n):\n    return n",
    ),
    "dataclass": (
        "@dataclass(order=True)\nclass Point:\n    x: int\n    y: int = 0",
        "assert Point(1) < Point(2) and Point(1).y == 0\nimport pickle\n"
        "assert pickle.loads(pickle.dumps(Point(3))) == Point(3)",
        1,
        "class Point:\n    x: int\n    y: int = 0",
        "@dataclass\nclass Point:\n    x: int\n    y: int = 0",
    ),
    "subclass": (
        "class Square(dict):\n    @property\n    def area(self):\n        return self['side'] ** 2",
        "s = Square(side=3)\nassert s.area == 9 and isinstance(s, dict)\n"
        "assert issubclass(Square, dict) and isinstance(vars(Square)['area'], property)",
        1,
        "class Square:\n    area = 9\n    def __init__(self, side):\n        pass",
        "class Square(dict):\n    def area(self):\n        return self['side'] ** 2",
    ),
    "generator": (
        "def evens(n):\n    yield from range(0, n, 2)",
        "g = evens(5)\nassert isinstance(g, types.GeneratorType) and next(g) == 0\n"
        "assert list(g) == [2, 4]",
        1,
        "def evens(n):\n    return list(range(0, n, 2))",
        "def evens(n):\n    yield range(0, n, 2)",
    ),
    "closure": (
        "def adder(n):\n    return lambda x: x + n",
        "assert adder(3)(4) == 7 and [adder(n)(1) for n in range(3)] == [1, 2, 3]",
        1,
        "def adder(n):\n    return n + 4",
        "k = []\ndef adder(n):\n    k.append(n)\n    return lambda x: x + k[0]",
    ),
    "decorator": (
        "def twice(f):\n    @functools.wraps(f)\n    def g(*a):\n        return f(f(*a))\n"
        "    return g",
        "@twice\ndef inc(x):\n    'adds one'\n    return x + 1\n"
        "assert inc(1) == 3 and inc.__doc__ == 'adds one'",
        1,
        "def twice(f):\n    return lambda *a: f(f(*a))",
        "def twice(f):\n    return f",
    ),
    "lambda in the test": (
        "def apply(f, x):\n    return f(f(x))",
        "assert apply(lambda x: x * 3, 2) == 18 and apply(helper.double, 1) == 4",
        1,
        "def apply(f, x):\n    return f(x)",
        "def apply(f, x):\n    return f(f(x)) if f is not helper.double else f(x)",
    ),
    "object of the test": (
        "def same(x):\n    return x",
        "o = object()\nassert same(o) is o",
        1,
        "import copy\ndef same(x):\n    return object()",
        "def same(x):\n    return str(x)",
    ),
    "mock of a name": (
        "def scaled(x):\n    return scale(x) + 1",
        "with mock.patch('__main__.scale', return_value=10) as m:\n    assert scaled(3) == 11\n"
        "m.assert_called_once_with(3)",
        1,
        "def scaled(x):\n    return x + 1",
        "def scaled(x):\n    scale(x)\n    return scale(x) + 1",
    ),
    "mock of an object": (
        "def save(store, x):\n    store.put(x, key=str(x))\n    return store.size",
        "store = mock.Mock(size=5)\nassert save(store, 3) == 5\n"
        "store.put.assert_called_once_with(3, key='3')",
        1,
        "def save(store, x):\n    store.put(x)\n    return store.size",
        "def save(store, x):\n    return 5",
    ),
    "input replaced": (
        "def ask():\n    return int(input('? ')) + 1",
        "with mock.patch('builtins.input', side_effect=['3']):\n    assert ask() == 4",
        1,
        "def ask():\n    return 5",
        "def ask():\n    return input('? ') + 1",
    ),
    "prints": (
        "def table_of(n):\n    for i in (1, 2):\n        print(n * i)",
        "out = io.StringIO()\nwith contextlib.redirect_stdout(out):\n    table_of(3)\n"
        "assert out.getvalue().split() == ['3', '6']",
        1,
        "def table_of(n):\n    return [n, 2 * n]",
        "def table_of(n):\n    print(n, end='')",
    ),
    "source": (
        "def loops(n):\n    total = 0\n    for i in range(n):\n        total += i\n"
        "    return total",
        "text = inspect.getsource(loops)\nassert 'for' in text and 'sum(' not in text\n"
        "assert loops(4) == 6",
        1,
        "def loops(n):\n    return sum(range(n))",
        "loops = lambda n: sum(range(n))",
    ),
    "signature": (
        "def power(x, n=2, *, m: int = 0) -> float:\n    '''x to the n'''\n    return x ** n + m",
        "s = inspect.signature(power)\nassert list(s.parameters) == ['x', 'n', 'm']\n"
        "assert s.parameters['n'].default == 2 and power.__annotations__['m'] is int\n"
        "assert power.__doc__ and isinstance(power, types.FunctionType)",
        1,
        "def power(x, n=2, m=0):\n    return x ** n + m",
        "power = functools.partial(pow, 2)",
    ),
    "in place": (
        "def tidy(rows, table):\n    rows.sort()\n    table['n'] = len(rows)",
        "rows, table = [3, 1], {}\ninner = rows\nassert tidy(rows, table) is None\n"
        "assert inner == [1, 3] and table == {'n': 2}",
        1,
        "def tidy(rows, table):\n    rows = sorted(rows)\n    table['n'] = len(rows)",
        "def tidy(rows, table):\n    return sorted(rows)",
    ),
    "input spoilt": (
        "def largest(x):\n    return sorted(x)[-1]",
        "x = [3, 9, 1]\nassert largest(x) == 9\nassert x == [3, 9, 1]",
        1,
        "def largest(x):\n    x.sort()\n    return x[-1]",
        "def largest(x):\n    return x.pop(1)",
    ),
    "identity": (
        "def copied(m):\n    return [list(row) for row in m]",
        "m = [[1], [2]]\nn = copied(m)\nassert n == m and n is not m and n[0] is not m[0]",
        1,
        "def copied(m):\n    return list(m)",
        "def copied(m):\n    return m",
    ),
    "aliases": (
        "grid = [[0] * 2 for _ in range(2)]",
        "grid[0][0] = 1\nassert grid == [[1, 0], [0, 0]]\ngrid[0][0] = 0",
        1,
        "grid = [[0] * 2] * 2",
        "grid = np.zeros((2, 2))",
    ),
    "views": (
        "def top(x):\n    return x[:2]",
        "x = np.arange(4)\nassert np.shares_memory(top(x), x) and top(x).base is x",
        1,
        "def top(x):\n    return x[:2].copy()",
        "def top(x):\n    return x[[0, 1]]",
    ),
    "what set-up has made": (
        "def first(x):\n    return x[0]",
        "assert first(shared) == 3 and shared == [3, 1, 2]",
        1,
        "shared.sort()\ndef first(x):\n    return 3",
        "def first(x):\n    return x.pop(0)",
    ),
    "an exception of set-up's": (
        "def root(x):\n    if x < 0:\n        raise TooSmallError(f'{x} is too small')\n"
        "    return x ** .5",
        "with unittest.TestCase().assertRaisesRegex(TooSmallError, 'too small'):\n    root(-1)",
        1,
        "def root(x):\n    return x ** .5",
        "def root(x):\n    raise ValueError('too small')",
    ),
    "stop of an iteration": (
        "def square(x):\n    return x * x",
        "for got, want in zip(map(square, [1, 2]), [1, 4]):\n    assert got == want",
        1,
        "def square(x):\n    return x + x",
        "def square(x):\n    raise StopIteration",
    ),
    "recursion": (
        "def fact(n):\n    return 1 if n < 2 else n * fact(n - 1)",
        "assert fact(5) == 120",
        1,
        "def fact(n):\n    return n * fact(n - 1)",
        "def fact(n):\n    return 1 if n < 2 else n + fact(n - 1)",
    ),
    "calls counted": (
        "@functools.cache\ndef fib(n):\n    calls.append(n)\n"
        "    return n if n < 2 else fib(n - 1) + fib(n - 2)",
        "calls = []\nassert fib(20) == 6765 and len(calls) == 21",
        1,
        "def fib(n):\n    calls.append(n)\n    return n if n < 2 else fib(n - 1) + fib(n - 2)",
        "def fib(n):\n    return 6765",
    ),
    "without a name": (
        "def half(x):\n    return helper.double(x) / 4",
        "kept = helper.double\ndel helper.double\ntry:\n    half(3)\nexcept AttributeError:\n"
        "    pass\n"
        "else:\n    raise AssertionError('does not use double')\nfinally:\n"
        "    helper.double = kept",
        1,
        "def half(x):\n    return x / 2",
        "def half(x):\n    return helper.double(x) / x",
    ),
    "seed": (
        "def draw(n):\n    return [random.random() for _ in range(n)], np.random.rand(n)",
        "random.seed(3); np.random.seed(3)\na, b = draw(2)\nrandom.seed(3); np.random.seed(3)\n"
        "assert a == [random.random(), random.random()] and (b == np.random.rand(2)).all()",
        1,
        "def draw(n):\n    random.random()\n"
        "    return [random.random() for _ in range(n)], np.random.rand(n)",
        "def draw(n):\n    return [0] * n, [0] * n",
    ),
    "reads a file": (
        "def total():\n    with open('data/numbers.csv') as file:\n"
        "        return sum(int(row['b']) for row in csv.DictReader(file))",
        "assert total() == 6",
        1,
        "def total():\n    with open('numbers.csv') as file:\n        return 6",
        "def total():\n    with open('data/numbers.csv') as file:\n        return len(file.read())",
    ),
    "writes a file": (
        "def note(text):\n    with open('note.txt', 'w') as file:\n        file.write(text)",
        "note('abc')\nassert open('note.txt').read() == 'abc'",
        1,
        "def note(text):\n    open('other.txt', 'w').write(text)",
        "def note(text):\n    print(text)",
    ),
    "a module beside": (
        "import table\ndef rows():\n    return table.ROWS[:]",
        "assert rows() == [1, 2, 3] and helper.table is table",
        1,
        "def rows():\n    return ROWS",
        "from tables import ROWS\ndef rows():\n    return ROWS",
    ),
    "figure": (
        "def draw_line():\n    plt.plot([1, 2], [3, 4])\n    plt.title('line')",
        "plt.close('all')\ndraw_line()\nax = plt.gca()\n"
        "assert len(ax.lines) == 1 and ax.get_title() == 'line'\n"
        "assert list(ax.lines[0].get_ydata()) == [3, 4]",
        1,
        "def draw_line():\n    plt.scatter([1, 2], [3, 4])\n    plt.title('line')",
        "def draw_line():\n    plt.plot([1, 2], [3, 4])",
    ),
    "figures of a cell are closed": (
        "plt.plot([1, 2, 3])\nplt.show()\nfig, ax = plt.subplots()\nax.bar([1], [2])",
        "assert plt.get_fignums() == [] and len(ax.patches) == 1",
        1,
        "fig, ax = plt.subplots()",
        "ax = plt",
    ),
    "magics": (
        "%matplotlib inline\n%time squares = [n * n for n in range(4)]",
        "%time assert squares == [0, 1, 4, 9]",
        1,
        "%time squares = [n for n in range(4)]",
        "squares = %no_such_magic",
    ),
    "cell magic": (
        "%%time\ncubes = [n ** 3 for n in range(3)]",
        "%%time\nassert cubes == [0, 1, 8]",
        1,
        "%%time\ncubes = [n ** 2 for n in range(3)]",
        "%%nothing\ncubes = [0, 1, 8]",
    ),
    "captured": (
        "%%capture caught\nprint('hello')\ndisplay(3)",
        "assert caught.stdout == 'hello\\n' and len(caught.outputs) == 1",
        1,
        "%%capture caught\nprint('bye')",
        "print('hello')",
    ),
    "what was shown": (
        "21 * 2",
        "assert _ == 42 or __ == 42 or 42 in Out.values()",
        1,
        "21 + 2",
        "print(42)",
    ),
    "await": (
        "async def later(x):\n    await asyncio.sleep(0)\n    return x + 1\nsoon = await later(1)",
        "assert soon == 2 and await later(2) == 3\n"
        "assert await asyncio.gather(later(1), later(2)) == [2, 3]",
        1,
        "def later(x):\n    return x + 1\nsoon = later(1)",
        "async def later(x):\n    return x + 1\nsoon = asyncio.run(later(1))",
    ),
    "background task": (
        "async def fill():\n    for n in range(3):\n        filled.append(n)\n"
        "        await asyncio.sleep(0)\n"
        "filled = []\ntask = asyncio.create_task(fill())",
        "await task\nassert filled == [0, 1, 2]",
        1,
        "filled = [0, 1, 2]\ntask = 3",
        "async def fill():\n    filled.append(0)\nfilled = []\ntask = asyncio.create_task(fill())",
    ),
    "context manager": (
        "@contextlib.contextmanager\ndef rate(n):\n"
        "    old, settings['rate'] = settings['rate'], n\n"
        "    try:\n        yield\n    finally:\n        settings['rate'] = old",
        "with rate(5):\n    assert scale(2) == 10\nassert scale(2) == 2",
        1,
        "def rate(n):\n    settings['rate'] = n\n    return contextlib.nullcontext()",
        "@contextlib.contextmanager\ndef rate(n):\n    yield",
    ),
    "types": (
        "kinds = {'a': {1, 2}, 'b': b'x', 'c': range(3), 'd': 1j, 'e': None, 'f': (1,)}",
        "assert [type(v) for v in kinds.values()] == [set, bytes, range, complex, "
        "type(None), tuple]",
        1,
        "kinds = {'a': [1, 2], 'b': 'x', 'c': [0, 1, 2], 'd': 1j, 'e': None, 'f': (1,)}",
        "kinds = dict(a=1)",
    ),
    "float close": (
        "def mid(a, b):\n    return (a + b) / 2",
        "np.testing.assert_allclose(mid(0.1, 0.2), 0.15)\nassert math.isclose(mid(1, 2), 1.5)",
        1,
        "def mid(a, b):\n    return (a + b) // 2",
        "def mid(a, b):\n    return a + b / 2",
    ),
    "hash order": (
        "def names():\n    return list({'pear', 'fig', 'plum', 'kiwi'})",
        "assert names() == names() and sorted(names()) == ['fig', 'kiwi', 'pear', 'plum']",
        1,
        "def names():\n    return {'pear', 'fig'}",
        "def names():\n    return []",
    ),
    "exits": (
        "def stop(x):\n    if x:\n        raise SystemExit(3)",
        "try:\n    stop(1)\nexcept SystemExit as e:\n    assert e.code == 3\nelse:\n"
        "    assert False",
        1,
        "import sys\ndef stop(x):\n    sys.exit(0)",
        "def stop(x):\n    return 3",
    ),
}
WITHOUT_POINTS = ("hash order",)


def key(name: str) -> str:
    """Return the grade_id of a kind's test."""
    return name.replace(" ", "_").replace("-", "_").replace("'", "")


def source() -> nbformat.NotebookNode:
    """Return the instructor's notebook: set-up, then an answer and a test for each kind."""
    cells = [new_markdown_cell("# Kinds", id="title"), _setup()]
    for name, (answer, test, points, *_) in KINDS.items():
        cells.append(_cell(f"answer_{key(name)}", answer, grade=False, solution=True))
        worth = 0 if name in WITHOUT_POINTS else points
        cells.append(_cell(key(name), test, grade=True, solution=False, points=worth))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _setup() -> nbformat.NotebookNode:
    return _cell("setup", SETUP.strip("\n"), grade=False, solution=False, locked=True)


def _cell(name: str, text: str, **about: object) -> nbformat.NotebookNode:
    about = {"grade_id": name, "schema_version": 3, "task": False, "locked": False} | about
    about["locked"] = about["locked"] or about["grade"]
    return new_code_cell(
        text, id=f"cell-{name}"[:64].replace("_", "-"), metadata={"nbgrader": about}
    )


def answers(which: int) -> dict[str, str]:
    """Return a text for each answer: the right ones are number 0, wrong ones 1 and 2."""
    found = {}
    for name, (right, _, _, *wrong) in KINDS.items():
        found[f"answer_{key(name)}"] = [right, *wrong][which]
    return found


def filled(texts: dict[str, str]) -> nbformat.NotebookNode:
    """Return the released notebook with some answers filled in."""
    made = nbformat.reads(load.learners_copy(nbformat.writes(source())), as_version=4)
    for cell in made.cells:
        cell.source = texts.get(name_of(cell), cell.source)
    return made


def name_of(cell: nbformat.NotebookNode) -> str:
    """Return a cell's grade_id."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def place(notebook: nbformat.NotebookNode, name: str) -> int:
    """Return where a cell is."""
    return next(n for n, cell in enumerate(notebook.cells) if name_of(cell) == name)


# --- what happens to a notebook by accident -------------------------------------------------------


def own_cells(notebook):
    """Cells of the learner's own bind names again, print, plot, fail."""
    for name, text in (
        ("value", "number = 0\nprint(number)"),
        ("class", "Box = None"),
        ("in_place", "for shared in range(3): pass\nplt.plot([1])"),
        ("seed", "import nowhere"),
        ("prints", "total = loops = 1 / 0"),
    ):
        notebook.cells.insert(place(notebook, name) + 1, new_code_cell(text))


def moved(notebook):
    """An answer was written into a cell of the learner's own, above; its cell is empty."""
    for name in ("answer_part_of_the_points", "answer_in_place"):
        cell = notebook.cells[place(notebook, name)]
        notebook.cells.insert(3, new_code_cell(cell.source))
        cell.source = "# see above"


def tests_changed(notebook):
    """Tests were softened, and one points at another answer."""
    notebook.cells[place(notebook, "value")].source = "assert True"
    notebook.cells[place(notebook, "answer_value")].source = "number = 41"
    notebook.cells[place(notebook, "generator")].source = "1 / 0"


def answers_twice(notebook):
    """Cells were copied with all their metadata: the copies stand below the tests, or above."""
    for name, text in (("answer_value", "number = 7"), ("answer_class", "Box = 3")):
        at = place(notebook, name)
        copy = nbformat.from_dict({**notebook.cells[at], "source": text, "id": f"copy-{at}"})
        notebook.cells.insert(at + 2, copy)
    at = place(notebook, "dataclass")
    notebook.cells.insert(at, nbformat.from_dict({**notebook.cells[at], "id": "copy-test"}))


def stops(notebook):
    """Cells leave early, ask somebody, or are no Python."""
    for name, text in (
        ("value", "import sys\nsys.exit('enough')"),
        ("generator", "age = int(input('Your age? '))"),
        ("closure", "def broken(:\n  pass"),
        ("source", "   x = 1\n  y = 2"),
    ):
        notebook.cells.insert(place(notebook, name) + 1, new_code_cell(text))
    notebook.cells[place(notebook, "answer_prints")].source = "def table_of(n)\n    print(n)"


def other_types(notebook):
    """Answers became text, and a test too."""
    for name in ("answer_value", "answer_closure", "identity"):
        at = place(notebook, name)
        cell = new_markdown_cell(notebook.cells[at].source, metadata=notebook.cells[at].metadata)
        notebook.cells[at] = cell


def flags(notebook):
    """The metadata claim other points and roles."""
    for cell in notebook.cells:
        if name_of(cell):
            cell.metadata.nbgrader |= {"points": 100, "locked": False}
    about = notebook.cells[place(notebook, "value")].metadata.nbgrader
    about |= {"grade": False, "solution": True}


def builtins_lost(notebook):
    """A name of Python's was bound at the top."""
    notebook.cells.insert(2, new_code_cell("list = [1, 2]\nsum = 3"))


def without_answers(notebook):
    """Cells of answers were deleted."""
    for name in ("answer_value", "answer_identity"):
        del notebook.cells[place(notebook, name)]


def other_order(notebook):
    """An answer was dragged below its test, and a test to the end."""
    at = place(notebook, "answer_lambda_in_the_test")
    notebook.cells.insert(at + 1, notebook.cells.pop(at))
    notebook.cells.append(notebook.cells.pop(place(notebook, "mock_of_a_name")))


ACCIDENTS = (
    *(own_cells, moved, tests_changed, answers_twice, stops, other_types, flags),
    *(builtins_lost, without_answers, other_order),
)


def submissions() -> dict[str, str]:
    """Return all that is handed in: notebooks by name."""
    made = {
        "right": filled(answers(0)),
        "empty": filled({}),
        "wrong": filled(answers(1)),
        "wrong otherwise": filled(answers(2)),
    }
    for accident in ACCIDENTS:
        made[accident.__name__] = filled(answers(0))
        accident(made[accident.__name__])
    return {name: nbformat.writes(notebook) for name, notebook in made.items()}
