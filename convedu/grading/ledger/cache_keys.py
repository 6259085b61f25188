"""What a verdict depends on beside the answers: one digest for each check.

A verdict is kept for as long as its judge stays the same. Points are no part of a judge: what a
check is worth is applied later, to the fraction that it awards.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from importlib.metadata import version
from typing import Any

from convedu.grading.common import static_analysis
from convedu.grading.exercise.model import Exercise
from convedu.grading.ledger import source_digest
from convedu.grading.model import Job

# What marks and what reads, each with all that it imports; what is loaded by its name stands here
_JAILED = "convedu.grading.sandbox.jailed"
_JAILS = (f"{_JAILED}.fork_server", f"{_JAILED}.runner_unjailed")
_GRADER = ("convedu.grading.judge.nbval_runner", *_JAILS)
_NOTEBOOKS = ("convedu.grading.nbgrader.engine", f"{_JAILED}.notebook_shell", *_JAILS)
_READER = ("convedu.grading.submissions.extract", "convedu.grading.nbgrader.plan")
NOTHING: Mapping[str, Any] = {"source": "", "outputs": [], "tags": []}


def check_keys(job: Job) -> dict[str, str]:
    """Return by name the digest of each check: its cell, what it builds on, what code it runs."""
    exercise = job.exercise
    if exercise.runs_whole:
        return _judges_of_whole(job)
    cells = _cells(exercise)
    ids = {check.id for check in exercise.checks}
    before = [cell for name, cell in cells.items() if name not in ids]
    beside = [data.decode(errors="replace") for _, data in exercise.files]  # a part of each check
    common = [job.seed, job.sandbox, job.limits.plain(), exercise.setup, before, beside]
    common += [source_digest.versions(), source_digest.digest(_GRADER)]
    setup = "\n".join([*(cell["source"] for cell in before), *beside])
    needed = builds_on(exercise)
    keys = {}
    for check in exercise.checks:
        names = [*needed[check.name], check.name]
        run = [one for one in exercise.checks if one.name in names]
        used = [cells.get(one.id, NOTHING) for one in run]
        text = "\n".join(cell["source"] for cell in used)
        code = source_digest.digest(source_digest.used_by(text, setup))
        used_names = static_analysis.cell(text).uses & exercise.names.keys()
        asked = {name: exercise.names[name] for name in sorted(used_names)}
        parts = [used, [repr(replace(one, points=0.0)) for one in run], asked, code]
        keys[check.name] = hashed([common, *parts])
    return keys


def _judges_of_whole(job: Job) -> dict[str, str]:
    """Return the digests where each cell may change what the later ones do.

    Points count here: a test may end with a number of them.
    """
    exercise = job.exercise
    files = [[name, hashlib.sha256(data).hexdigest()] for name, data in exercise.files]
    common = [job.sandbox, job.limits.plain(), [*map(asdict, exercise.cells)], files]
    common += [source_digest.versions(), version("ipython")]
    common.append(source_digest.digest(_NOTEBOOKS))
    return {check.name: hashed([common, asdict(check)]) for check in exercise.checks}


def reader_key(exercise: Exercise) -> str:
    """Return the digest of what it depends on which answers are found in a submitted file."""
    answers = [asdict(answer) | {"names": sorted(answer.names)} for answer in exercise.answers]
    known = [sorted(exercise.given), sorted(exercise.ids), [*map(asdict, exercise.cells)]]
    return hashed([answers, known, source_digest.digest(_READER)])


def builds_on(exercise: Exercise) -> dict[str, tuple[str, ...]]:
    """Return for each check the earlier ones that bind a name which it uses, at any depth."""
    cells = _cells(exercise)
    earlier: dict[str, tuple[str, ...]] = {}
    bound: dict[str, frozenset[str]] = {}
    for check in exercise.checks:
        text = cells.get(check.id, NOTHING)["source"]
        reading = static_analysis.cell(text)
        direct = [name for name, names in bound.items() if names & reading.uses]
        deeper = {name for one in direct for name in earlier[one]}
        earlier[check.name] = tuple(name for name in bound if name in deeper or name in direct)
        bound[check.name] = reading.binds
    return earlier


def used_modules(exercise: Exercise) -> set[str]:
    """Return the modules of convedu that the instructor's cells make use of."""
    return source_digest.used_by("\n".join(cell["source"] for cell in _cells(exercise).values()))


def hashed(value: object) -> str:
    """Return the SHA-256 of what JSON can hold."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _cells(exercise: Exercise) -> dict[str, dict[str, Any]]:
    """Return what nbval sees of each cell, by the cells' ids."""
    cells = {}
    for cell in json.loads(exercise.judge)["cells"]:
        text = "".join(cell["source"])
        outputs = [{**out, "execution_count": None} for out in cell.get("outputs", ())]
        tags = cell["metadata"].get("tags", [])
        cells[cell["id"]] = {"source": text, "outputs": outputs, "tags": tags}
    return cells
