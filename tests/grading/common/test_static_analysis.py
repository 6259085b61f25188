"""What Python text binds, uses, imports and changes, without running it."""

import ast

from convedu.grading.common import static_analysis
from convedu.grading.common.static_analysis import aliases, dotted


def test_names_that_are_bound_and_used():
    names = static_analysis.read("def f(x): return np.sum(x) + b")
    assert (names.binds, names.uses) == ({"f"}, {"b", "np"})
    assert not static_analysis.read("def f(x").is_python
    assert static_analysis.cell("%matplotlib inline\nx = np.pi").binds == {"x"}


def test_magics_are_passed_over():
    magic = static_analysis.strip_magics("%matplotlib inline\nx = 3")
    assert magic == ("pass\nx = 3", ["%matplotlib inline"])
    assert static_analysis.strip_magics("x = (7\n     % 4)")[1] == []


def test_a_gap_is_no_answer():
    gap = "def f(x):\n    raise NotImplementedError('your code here')"
    assert static_analysis.is_placeholder(gap, {"f"})
    assert static_analysis.is_placeholder("answer = ...", {"answer"})
    assert not static_analysis.is_placeholder("answer = 3", {"answer"})


def test_imports():
    text = "import numpy as np\nfrom convedu.checks import unit1"
    assert static_analysis.without_package(text, "convedu") == "import numpy as np"
    modules = static_analysis.imported_modules("import numpy as np\nfrom matplotlib import pyplot")
    assert modules == {"numpy", "matplotlib", "matplotlib.pyplot"}
    tree = ast.parse("import numpy as np, os.path; from scipy import signal as s")
    assert aliases(tree) == {"np": "numpy", "os": "os", "s": "scipy.signal"}
    name = ast.parse("np.lib.pad", mode="eval").body
    assert dotted(name, {"np": "numpy"}) == "numpy.lib.pad"


def test_definitions_and_changes():
    text = "import math; k = []; k.append(2); print(k)"
    found = [one for one, _ in static_analysis.definitions(text)]
    assert found == ["import math", "k = []", "k.append(2)"]
    tree = ast.parse("a.append(1); b['x'] = 2; c.d += 3; e = f(4); print(g)")
    assert static_analysis.changes(tree) == {"a", "b", "c"}
