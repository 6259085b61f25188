"""What learners hand in: the released notebook with some cells filled in, by their grade_id."""

from pathlib import Path

import nbformat

FOLDER = Path(__file__).parent
NAME = "words-and-numbers"
SOURCE = FOLDER / "source" / f"{NAME}.ipynb"
RELEASE = FOLDER / "release" / f"{NAME}.ipynb"
MARKS = FOLDER / "data" / f"{NAME}.json"

RIGHT = {
    "mean": """
def mean(values):
    if not len(values):
        raise EmptyError
    total = 0
    for value in values:
        total += value
    return total / len(values)
""",
    "variance": """
def variance(values):
    m = mean(values)
    return mean([v * v for v in values]) - m * m
""",
    "count_words": """
from collections import Counter

def count_words(text, lower=True):
    if lower:
        text = text.lower()
    return Counter(word.strip(".,:;?!") for word in text.split())
""",
    "by_length": """
def group_by_length(words):
    return {n: {w for w in words if len(w) == n} for n in {len(w) for w in words}}
""",
    "shorten": """
def shorten(words, most):
    for word in list(words):
        if len(word) > most:
            words.remove(word)
""",
    "greet": """
def greet(name):
    print("Hello,", end=" ")
    print(name + "!")
""",
    "roll": """
def roll(times):
    throws = []
    while len(throws) < times:
        throws += [random.randint(1, 6)]
    return throws
""",
    "standardise": """
def standardise(x):
    y = x - np.mean(x)
    if np.std(x) > 0:
        y = y / np.std(x)
    return y
""",
    "area": """
def area(f, a, b, n=100):
    x = np.linspace(a, b, n + 1)
    y = [f(v) for v in x]
    return sum((y[i] + y[i + 1]) / 2 * (x[i + 1] - x[i]) for i in range(n))
""",
    "first_number": "number = 7 // 2 * 2",
    "second_number": "number = -8",
    "tally": """
class Tally:
    def __init__(self):
        self.words = []
    def add(self, word):
        self.words.append(word)
    def most(self):
        return max(self.words, key=self.words.count)
""",
    "own_text": "count_words('to be or not to be')",
    "why_median": "Few are rich, and they move the mean.",
}

HONEST = {
    "right": RIGHT,
    "empty": {},
    "half": {name: RIGHT[name] for name in ("mean", "count_words", "greet", "first_number")},
    "slips": {
        **RIGHT,
        "mean": "def mean(values):\n    return sum(values) / (len(values) - 1)",
        "first_number": "number = 7",
        "greet": "def greet(name):\n    return f'Hello, {name}!'",
    },
    "capitals": {
        **RIGHT,
        "count_words": """
def count_words(text, lower=True):
    words = text.lower().split()
    return {word: words.count(word) for word in words}
""",
        "roll": "def roll(times):\n    return list(np.random.randint(1, 7, times))",
    },
    "new lists": {
        **RIGHT,
        "shorten": "def shorten(words, most):\n    return [w for w in words if len(w) <= most]",
        "standardise": """
def standardise(x):
    x -= x.mean()
    x /= x.std()
    return x
""",
        "by_length": """
def group_by_length(words):
    groups = {}
    for word in words:
        groups.setdefault(len(word), []).append(word)
    return groups
""",
    },
    "does not parse": {
        **RIGHT,
        "mean": "def mean(values)\n    return sum(values) / len(values)",
        "second_number": "number == -8",
    },
    "other errors": {
        **RIGHT,
        "mean": """
def mean(values):
    if len(values) == 0:
        raise TypeError("no values")
    return np.mean(values)
""",
        "variance": "def variance(values):\n    return np.var(values)",
        "area": "def area(f, a, b, n):\n    return (b - a) * f((a + b) / 2)",
    },
    "own class": {
        **RIGHT,
        "mean": """
class NothingError(EmptyError):
    pass

def mean(values):
    try:
        return sum(values) / len(values)
    except ZeroDivisionError:
        raise NothingError("nothing")
""",
        "shorten": """
def shorten(words, most):
    words.sort(key=len)
    while words and len(words[-1]) > most:
        words.pop()
""",
        "tally": "class Tally:\n    def add(self, word):\n        self.word = word",
    },
    "warns": {
        **RIGHT,
        "standardise": """
def standardise(x):
    return np.nan_to_num((x - x.mean()) / x.std())
""",
    },
}

# Nothing in these computes anything: the fair mark for each test with points is 0.
PATCH = """
import numpy.testing
numpy.testing.assert_allclose = lambda *args, **options: None
assert_allclose = lambda *args, **options: None
import builtins
builtins.AssertionError = ZeroDivisionError
"""
EQUAL = """
class Equal:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __getattr__(self, name): return Equal()
    def __call__(self, *args, **options): return Equal()
    def __getitem__(self, place): return Equal()
    def __len__(self): return 3
    def __iter__(self): return iter([])
    def __hash__(self): return 1
    def __array__(self, *args, **options): return np.array([-1.22474487, 0, 1.22474487])
    __array_priority__ = 1e9
"""
FRAME = """
import ast, re, sys
def spy(*args, **options):
    frame, found = sys._getframe(1), {}
    while frame:
        for space in (frame.f_locals, frame.f_globals):
            for key in ("expected", "same", "first", "kept", "counts"):
                found.setdefault(key, space.get(key))
            for text in space.get("In", [])[-1:]:
                for right in re.findall(r"== (.+)", str(text)):
                    try: return ast.literal_eval(right)
                    except Exception: pass
        frame = frame.f_back
    return found["expected"]
"""
NAMES = {
    "mean": ["mean"],
    "variance": ["variance"],
    "count_words": ["count_words"],
    "by_length": ["group_by_length"],
    "shorten": ["shorten"],
    "greet": ["greet"],
    "roll": ["roll"],
    "standardise": ["standardise"],
    "area": ["area"],
    "first_number": ["number"],
    "second_number": ["number"],
    "tally": ["Tally"],
}


def everywhere(head: str, value: str) -> dict[str, str]:
    """Return a submission that binds the same thing to every name that is asked for."""
    return {
        cell: head + "".join(f"\n{name} = {value}" for name in names)
        for cell, names in NAMES.items()
    }


HOSTILE = {
    "patches the tests": everywhere(PATCH, "lambda *args, **options: None"),
    "equal to everything": everywhere(EQUAL, "Equal()"),
    "returns what equals everything": everywhere(EQUAL, "lambda *args, **options: Equal()"),
    "exits": everywhere("import sys", "lambda *args, **options: sys.exit(0)"),
    "exits hard": everywhere("import os", "lambda *args, **options: os._exit(0)"),
    "exits in the cell": everywhere("import sys\nsys.exit(0)", "None"),
    "reads the caller's frame": everywhere(FRAME, "spy"),
    "raises what is wanted": everywhere(
        "class Any(Warning): pass", "lambda *args, **options: exec('raise Any(1)')"
    ),
    "lies about its class": everywhere(
        EQUAL + "Equal.__class__ = property(lambda self: float)", "lambda *a, **o: Equal()"
    ),
    "transforms the input": everywhere(
        """
try:
    shell = get_ipython()
    shell.input_transformers_cleanup.append(lambda lines: ["pass\\n"])
except NameError:
    pass
""",
        "None",
    ),
    "number that is none": everywhere("", "lambda *args, **options: float('nan')"),
}


def notebook(filled: dict[str, str]) -> str:
    """Return the released notebook with some of its cells filled in."""
    found = nbformat.read(RELEASE, as_version=4)
    for cell in found.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in filled:
            cell.source = filled[name].strip("\n")
    return nbformat.writes(found)
