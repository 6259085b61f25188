"""Tests run beside the learner's code: it may cheat itself, but harms nobody, and all is marked."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from convedu.grading.exercise import load
from convedu.grading.model import WAITING
from convedu.grading.nbgrader import run
from convedu.grading.nbgrader.engine import NotebookEngine
from tests.grading.sandbox.test_sandbox import descendants, jails

from .marking import assignment, cell, engine_for, mark, points

pytestmark = pytest.mark.sandbox
TESTS = [cell(f"t{n}", f"assert f({n}) == {2 * n}", "test") for n in range(1, 5)]
RIGHT = "def f(x): return 2 * x"
SOURCE = assignment(cell("a", RIGHT, "answer"), *TESTS)
# Attacks that may not gain: where a test could be made to pass, a person is told.
ATTACKS = {
    "forges replies": """
import json, socket, struct, threading
sock = socket.socket(fileno=os.dup(3))
text = json.dumps({"id": "1", "results": [], "error": None}).encode()
sock.sendall(struct.pack("!II", len(text), 0) + text)
""",
    "reads the requests": """
import socket, threading
def steal():
    sock = socket.socket(fileno=os.dup(3))
    while True: sock.recv(1 << 16)
threading.Thread(target=steal, daemon=True).start()
""",
    "closes the pipe": "os.close(3)",
    "other end of the pipe": "os.dup2(os.open('/dev/null', os.O_RDWR), 3)",
    "floods the pipe": "os.write(3, b'x' * (1 << 22))",
    "floods for ever": """
import threading
def flood():
    while True: os.write(3, b'\\0' * 65536)
threading.Thread(target=flood, daemon=True).start()
""",
    "patches the shell": """
shell = get_ipython()
class Good:
    error_before_exec = error_in_exec = None
async def good(*args, **options): return Good()
shell.run_cell_async = good
""",
    "patches the class": """
shell = get_ipython()
async def good(self, *args, **options):
    class Good: error_before_exec = error_in_exec = None
    return Good()
type(shell).run_cell_async = good
""",
    "lets pass what has the answer's name": """
shell = get_ipython()
honest = shell.run_cell_async
async def sorted_out(text, **options):
    if "f(" in text: options["transformed_cell"] = "pass\\n"
    return await honest(text, **options)
shell.run_cell_async = sorted_out
""",
    "no cell is run": """
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\\n"])
""",
    "no test is left in the tree": """
import ast
class Without(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
    def visit_Expr(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Without())
""",
    "no error is told": """
shell = get_ipython()
for name in ("showtraceback", "showsyntaxerror"):
    setattr(shell, name, lambda *a, **k: None)
from IPython.core.interactiveshell import ExecutionResult
never = property(lambda self: None, lambda self, value: None)
ExecutionResult.error_in_exec = ExecutionResult.error_before_exec = never
""",
    "patches the program": """
for name, module in list(sys.modules.items()):
    for part in vars(module).values() if name.startswith("jailed") else ():
        if isinstance(part, type) and hasattr(part, "_described"):
            part._described = lambda self, error: None
""",
    "patches json": """
import json
old = json.dumps
json.dumps = lambda value, **o: old({**value, "error": None} if "error" in value else value, **o)
""",
    "kills itself": "os.kill(os.getpid(), 11); os.abort()",
    "exits": "os._exit(0)",
    "exits cleanly": "sys.exit(0)",
    "ends the program": "import atexit\nraise KeyboardInterrupt",
    "forks": "os.fork()",
    "forks for ever": """
while True:
    try: os.fork()
    except OSError: pass
""",
    "fork that answers": """
if os.fork() == 0:
    import time
    time.sleep(60)
""",
    "threads": """
import threading, time
for _ in range(200):
    try: threading.Thread(target=time.sleep, args=(1e6,)).start()
    except RuntimeError: pass
""",
    "never ends": "while True: pass",
    "never ends and hears nothing": """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    try:
        while True: pass
    except BaseException: pass
""",
    "sleeps in a task": "import asyncio\nawait asyncio.sleep(1e9)",
    "stops the loop": "import asyncio\nasyncio.get_running_loop().stop()",
    "closes the loop": "import asyncio\nasyncio.get_running_loop().close()",
    "floods the output": "while True: print('x' * 100000)",
    "floods the descriptor": "while True: os.write(1, b'x' * 100000)",
    "shows much": "'x' * (1 << 28)",
    "hoards": "kept = []\nwhile True: kept.append(bytearray(b'x' * (8 << 20)))",
    "other streams": "sys.stdout = sys.stderr = None",
    "closed streams": "sys.stdout.close(); sys.stderr.close(); os.close(1); os.close(2)",
    "no builtins": "import builtins\nfor name in list(vars(builtins)): delattr(builtins, name)",
    "other builtins": "import builtins\nbuiltins.str = builtins.type = builtins.len = None",
    "fills the disk": """
for n in range(1000):
    try: open(f"file{n}", "wb").write(bytes(1 << 20))
    except OSError: break
""",
    "raises what has no name": "raise type('', (BaseException,), {})",
    "error that is none": """
class Odd(Exception):
    def __class__(self): raise Odd
    def __str__(self): raise Odd
    __repr__ = __str__
raise Odd
""",
    "equal to all": """
class Equal:
    def __eq__(self, other): return False
def f(x): return Equal()
""",
}
# These pass real tests, and no canary shows it: it is what is lost, see SECURITY.md.
CHEATS = {
    "reads the test": """
import re
def f(x):
    frame = sys._getframe(1)
    found = re.findall(r"== (\\d+)", str(frame.f_globals["In"][-1]))
    return int(found[-1]) if found else 0
""",
    "equal to everything": "class E:\n    def __eq__(self, o): return True\ndef f(x): return E()",
}


# What an attack does below right answers, once for each way in which it may end.
BELOW = (
    "forges replies",
    "reads the requests",
    "closes the pipe",
    "patches the shell",
    "no error is told",
    "kills itself",
    "exits cleanly",
    "forks for ever",
    "never ends and hears nothing",
    "stops the loop",
    "floods the descriptor",
    "hoards",
    "closed streams",
    "no builtins",
)


@pytest.fixture(scope="module")
def engine():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "INTERRUPT_SECONDS", 0.3)
        made = engine_for(load.from_text(SOURCE, name="ps"), seconds=0.2, memory_bytes=400 << 20)
        yield made
        made.close()


@contextmanager
def at_leisure(engine: NotebookEngine) -> Iterator[NotebookEngine]:
    """Give what is no attack the usual time."""
    hurried = engine.job
    engine.job = replace(hurried, limits=replace(hurried.limits, seconds=5.0))
    try:
        yield engine
    finally:
        engine.job = hurried


@pytest.fixture
def nothing_left(engine):
    """Hold that an attack leaves no process below the jail."""
    before = in_jails()
    yield
    end = time.monotonic() + 10
    while in_jails() != before and time.monotonic() < end:
        time.sleep(0.02)
    assert in_jails() == before


def in_jails() -> set[int]:
    """Return all processes of the jails that this process has started."""
    return {pid for jail in jails() for pid in (jail, *descendants(jail))}


def attack(text: str) -> str:
    return assignment(cell("a", f"import os, sys\n{text}", "answer"), *TESTS)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gains_nothing_and_is_marked_and_harms_nobody(name, engine, nothing_left):
    found, remarks = mark(engine, attack(ATTACKS[name]))
    assert set(found) == {"t1", "t2", "t3", "t4"}
    assert sum(points(engine.exercise, found).values()) == 0
    if any(verdict.state == WAITING for verdict in found.values()):
        assert remarks[0].startswith("A test that must fail has passed")
    assert all(len(remark) < 200 for remark in remarks)
    with at_leisure(engine):
        right, said = mark(engine, SOURCE)
    assert sum(points(engine.exercise, right).values()) == 4, "the next learner keeps every mark"
    assert said == []


@pytest.mark.parametrize(
    "name",
    [name if name in BELOW else pytest.param(name, marks=pytest.mark.soak) for name in ATTACKS],
)
def test_an_attack_below_what_is_right_costs_no_test_above(name, engine):
    """Honest points that came before stand, but for those a person has to look at."""
    text = assignment(
        cell("a", RIGHT, "answer"),
        *TESTS[:2],
        cell("own", f"import os, sys\n{ATTACKS[name]}"),
        *TESTS[2:],
    )
    found, _ = mark(engine, text)
    if not any(verdict.state == WAITING for verdict in found.values()):
        assert [found[name].fraction for name in ("t1", "t2")] == [1, 1]


@pytest.mark.parametrize("name", CHEATS)
def test_what_is_lost_is_known(name, engine):
    with at_leisure(engine):
        found, _ = mark(engine, attack(CHEATS[name]))
    assert sum(points(engine.exercise, found).values()) == 4


SPOILS = """
import numpy, IPython, matplotlib, keyword
numpy.pi = 3
keyword.kwlist.clear()
matplotlib.rcParams["lines.linewidth"] = 99
open("left", "w").close()
open("/tmp/left", "w").close()
os.environ["LEFT"] = "1"
def f(x): return 2 * x
"""
LOOKS = """
import numpy, matplotlib, keyword
clean = numpy.pi > 3 and keyword.kwlist and matplotlib.rcParams["lines.linewidth"] < 9
clean = clean and not os.path.exists("left") and not os.path.exists("/tmp/left")
clean = clean and "LEFT" not in os.environ and "spoilt" not in globals()
spoilt = 1
def f(x): return 2 * x if clean else 0
"""


def test_nothing_stays_for_the_next(engine):
    for text in (SPOILS, LOOKS, LOOKS):
        with at_leisure(engine):
            found, _ = mark(engine, attack(text))
        assert sum(points(engine.exercise, found).values()) == 4


def test_a_jail_that_somebody_has_killed_is_opened_again(engine):
    for _ in range(2):
        for pid in in_jails():
            os.kill(pid, 9)
        with at_leisure(engine):
            found, remarks = mark(engine, SOURCE)
        assert (sum(points(engine.exercise, found).values()), remarks) == (4, [])


SEES = """
def seen():
    places = ["/given", "/proc/1/environ", "/etc/passwd", "/root/.bashrc", "/bin/sh", "/bin/ls"]
    found = [place for place in places if os.path.exists(place)]
    for top, folders, files in os.walk("/"):
        found += [f"{top}/{name}" for name in folders + files
                  if "convedu" in name or name.endswith((".ipynb", ".sqlite"))]
    return found
FOUND = seen()
def f(x): return 2 * x if not FOUND else 0
"""


def test_nothing_of_the_machine_is_seen(engine):
    with at_leisure(engine):
        found, _ = mark(engine, attack(SEES))
    assert sum(points(engine.exercise, found).values()) == 4


def test_the_jail_is_the_same_as_for_answers(engine):
    text = """
import ctypes, socket
def refused(call):
    try: call()
    except OSError: return True
libc = ctypes.CDLL(None)
filtered = libc.prctl(21, 0, 0, 0, 0) == 2 and libc.prctl(39, 0, 0, 0, 0) == 1
alone = os.getpid() == 1 and os.getuid() == 1000
closed = refused(lambda: socket.socket(socket.AF_INET))
def f(x): return 2 * x if filtered and alone and closed else 0
"""
    with at_leisure(engine):
        found, _ = mark(engine, attack(text))
    assert sum(points(engine.exercise, found).values()) == 4
