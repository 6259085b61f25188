"""No attack gains a mark, costs another student anything, or leaves something behind."""

import json
import os
import time
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from convedu.authoring import release
from convedu.grading.submissions.extract import extract
from convedu.grading.submissions.parse import parse

from .attacks import ATTACKS, RIGHT, Attack, pays
from .conftest import SOLUTION

pytestmark = pytest.mark.sandbox
HOST = "answer-conv1d_valid"
FULL = {1.0}


def notebook_with(source: str) -> str:
    """Return the right solution of everything, but for one cell."""
    notebook = nbformat.read(SOLUTION, as_version=4)
    next(cell for cell in notebook.cells if cell.id == HOST).source = source
    return nbformat.writes(notebook)


def processes(engine) -> set[int]:
    """Return the trusted kernel and its descendants: nothing of a submission may stay among them.

    The jail hangs below the kernel. This process has other children, such as the browser of the
    lessons' tests, which come and go as they like.
    """
    parents = {}
    for name in os.listdir("/proc"):
        try:
            text = Path(f"/proc/{name}/stat").read_text() if name.isdigit() else ""
        except OSError:
            continue
        if text:
            state, parent = text.rpartition(")")[2].split()[:2]
            if state != "Z":
                parents[int(name)] = int(parent)
    found = {engine.kernel.process.pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


@contextmanager
def nothing_left(engine):
    """Hold that an attack leaves no process, no mount and no file."""
    before = processes(engine), Path("/proc/mounts").read_text()
    assert len(before[0]) > 1, "the jail must be among them, or this would see nothing"
    shared = set(os.listdir("/dev/shm"))
    yield
    for _ in range(100):
        if (processes(engine), Path("/proc/mounts").read_text()) == before:
            break
        time.sleep(0.02)
    assert (processes(engine), Path("/proc/mounts").read_text()) == before
    assert not {name for name in set(os.listdir("/dev/shm")) - shared if "left" in name}


@pytest.mark.parametrize("name", ATTACKS)
def test_attack_gets_its_fair_score_and_costs_nobody_anything(name, mark, targets, engine, hurried):
    attack: Attack = ATTACKS[name]
    source = attack.source
    for target, value in targets.items():
        source = source.replace(f"@{target}@", value)
    used = hurried if attack.hangs else engine
    with nothing_left(used):
        found = mark(notebook_with(source), used)
        clean = mark(SOLUTION.read_text(encoding="utf-8"), used)
    own = found.pop("conv1d_valid")
    assert attack.least <= own <= attack.most
    assert set(found.values()) == FULL, "the other answers of the same learner keep their marks"
    assert set(clean.values()) == FULL, "the next learner keeps every mark"
    assert sorted(os.listdir(targets["TEMPORARY"])) == ["other.ipynb"]


def test_an_attack_that_succeeded_would_show(mark):
    found = mark(notebook_with(pays("def succeeds(x, w): return True").source))
    assert found["conv1d_valid"] == 1.0


def test_nothing_stays_for_the_next_submission(mark):
    source = ATTACKS["leaves something for the next"].source
    assert [mark(notebook_with(source))["conv1d_valid"] for _ in range(2)] == [0.0, 0.0]


@pytest.mark.parametrize("piece", ["time.sleep(0.7)", "os._exit(0)"], ids=["slow", "ends"])
def test_copies_of_a_cell_have_one_budget(piece, engine, unit):
    """A thousand cells, each within its limits, are one answer's: they do not stop the class."""
    notebook = nbformat.read(SOLUTION, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == HOST)
    source = f"import os, time\n{piece}\ndef conv1d_valid(x, w): return 0"
    place = notebook.cells.index(cell)
    copies = [nbformat.from_dict({**cell, "source": f"{source}  # {n}"}) for n in range(1000)]
    notebook.cells[place : place + 1] = copies
    merged = extract(unit, parse(json.dumps(notebook).encode()).cells)
    found = {verdict.check: verdict.fraction for verdict in engine.mark(merged)[0]}
    assert found.pop("conv1d_valid") == 0
    assert set(found.values()) == FULL


def test_marks_do_not_depend_on_what_was_marked_before(engine, unit):
    """Partly right answers get the same verdicts, whatever came before them."""
    partly = "def conv1d_valid(x, w):\n    return np.convolve(x, w, 'valid')"
    merged = extract(unit, parse(notebook_with(partly).encode()).cells)
    first = engine.mark(merged)
    for name in ("patches the libraries", "forged replies", "ends its process", "fork bomb"):
        engine.mark(extract(unit, parse(notebook_with(ATTACKS[name].source).encode()).cells))
        assert engine.mark(merged) == first


def test_hidden_inputs_do_not_come_out(engine, unit):
    """The instructor's seed draws cases that no message may carry to the learner."""
    source = (
        RIGHT
        + """
def conv1d_valid(x, w):
    if list(x) in ([1, 2, 4, 8], [2, 0, 5, 1, 3]): return right(x, w)
    raise type("Told" + "".join(c for c in repr(list(x)) if c.isdigit()), (Exception,), {})(
        f"TOLD {list(x)}")
"""
    )
    verdicts, _ = engine.mark(extract(unit, parse(notebook_with(source).encode()).cells))
    said = "".join(f"{verdict.message} {verdict.case}" for verdict in verdicts)
    assert verdicts[0].fraction < 1
    assert "TOLD" not in said.upper()


# --- attacks by the notebook itself: it is the right one's check cells and metadata that count --


def released() -> nbformat.NotebookNode:
    return release(nbformat.read(SOLUTION, as_version=4))


def forge_outputs(notebook):
    """Claim the outputs of the solution for cells that were never filled in."""
    for cell, right in zip(
        notebook.cells, nbformat.read(SOLUTION, as_version=4).cells, strict=True
    ):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = right.get("outputs", []), 1


def replace_checks(notebook):
    """Put cells that praise themselves in the place of the checks."""
    for cell in notebook.cells:
        if cell.id.startswith("check-"):
            cell.source = "# NBVAL_SKIP\nprint('correct')"


def mark_cells(notebook):
    """Use every marker by which nbval can be told to look away."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = "# NBVAL_IGNORE_OUTPUT\n# NBVAL_SKIP\n" + cell.source
            cell.metadata["tags"] = ["raises-exception", "nbval-skip", "nbval-ignore-output"]


def define_the_check(notebook):
    """Bind the name of the checks' module, and the checks' own names."""
    for cell in notebook.cells:
        if cell.id.startswith("answer-"):
            cell.source += "\nclass check:\n    conv1d_valid = correlate2d = print\nmark = check"


def take_other_tags(notebook):
    """Swap the roles of answers and checks."""
    for cell in notebook.cells:
        tags = {"answer": "check", "check": "answer"}
        cell.metadata["tags"] = [tags.get(tag, tag) for tag in cell.metadata.get("tags", [])]
        if cell.id.startswith("check-"):
            cell.source = "correlate2d = conv1d_valid = print"


def raise_the_points(notebook):
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.points = 1000


@pytest.mark.parametrize(
    "forge",
    [
        forge_outputs,
        replace_checks,
        mark_cells,
        define_the_check,
        take_other_tags,
        raise_the_points,
    ],
)
def test_a_forged_notebook_gains_nothing(forge, mark):
    notebook = released()
    forge(notebook)
    assert set(mark(nbformat.writes(notebook)).values()) == {0.0}


def test_a_forged_notebook_with_right_answers_loses_nothing(mark):
    notebook = nbformat.read(SOLUTION, as_version=4)
    mark_cells(notebook)
    replace_checks(notebook)
    raise_the_points(notebook)
    notebook.metadata["kernelspec"] = {"name": "rm -rf /", "display_name": "evil"}
    notebook.metadata["language_info"] = {"name": "bash"}
    assert set(mark(nbformat.writes(notebook)).values()) == FULL
