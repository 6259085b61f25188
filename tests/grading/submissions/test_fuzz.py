"""Whatever is handed in is read or refused, and each file of a class has its row."""

import os
from datetime import timedelta
from random import Random

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convedu.authoring import release
from convedu.grading.exercise import load
from convedu.grading.grade import grade_class
from convedu.grading.ledger.cache_keys import hashed
from convedu.grading.report.similarity.ast_similarity import fingerprint
from convedu.grading.report.similarity.similar_answers import library_calls
from convedu.grading.submissions.extract import extract
from convedu.grading.submissions.parse import UnreadableError, parse
from tests import need
from tests.hostile.conftest import SOLUTION
from tests.mutants import mutant

SOLVED = SOLUTION.read_bytes()
GIVEN = nbformat.writes(release(nbformat.reads(SOLVED, as_version=4))).encode()
WHOLE = {"solved": SOLVED, "given": GIVEN}
UNIT = load.load(SOLUTION)


def read_and_merge(data: bytes) -> None:
    """Read a file as the grader and its report do."""
    try:
        found = parse(data)
    except UnreadableError:
        return
    assert found.cells
    merged = extract(UNIT, found.cells)
    assert merged == extract(UNIT, found.cells)
    assert hashed(merged.canonical())
    assert {piece.answer for piece in merged.pieces} <= {answer.id for answer in UNIT.answers}
    for piece in merged.pieces:
        fingerprint(piece.text)
        library_calls(piece.text, setup=UNIT.setup)


def fuzz(examples: int, *, fixed: bool):
    """Try damaged notebooks: the same each time, or new ones with a line that repeats a failure."""
    drawn = given(st.randoms(use_true_random=False), st.sampled_from(["solved", "given"]))
    return lambda test: settings(
        max_examples=examples,
        derandomize=fixed,
        database=None,
        print_blob=True,
        deadline=timedelta(seconds=60),  # in place of a few milliseconds
        suppress_health_check=list(HealthCheck),
    )(drawn(test))


@fuzz(150, fixed=True)
def test_a_damaged_notebook_is_read_or_refused(rng, whole):
    read_and_merge(mutant(rng, WHOLE[whole]))


@pytest.mark.soak
@fuzz(20_000, fixed=False)
def test_thousands_of_damaged_notebooks_are_read_or_refused(rng, whole):
    read_and_merge(mutant(rng, WHOLE[whole]))


@fuzz(60, fixed=True)
def test_noise_is_read_or_refused(rng, whole):
    size = rng.choice((1, 10, 1000))
    read_and_merge(bytes(rng.randrange(256) for _ in range(size)))


def mark_mutants(folder, count: int, seed: int) -> None:
    rng = Random(seed)
    (folder / "in").mkdir()
    for number in range(count):
        data = mutant(rng, rng.choice((SOLVED, GIVEN)))
        (folder / "in" / f"m{number:04}.ipynb").write_bytes(data)
    (folder / "in" / "whole.ipynb").write_bytes(SOLVED)
    marked = grade_class.grade(SOLUTION, folder / "in", folder / "out", sandbox="bubblewrap")
    assert [row.student for row in marked.rows] == [f"m{n:04}" for n in range(count)] + ["whole"]
    assert {row.result.status for row in marked.rows} <= {"ok", "repaired", "unreadable"}
    assert all(0 <= row.score <= UNIT.points for row in marked.rows)
    assert marked.rows[-1].score == UNIT.points
    assert len(os.listdir(folder / "out" / "feedback")) == count + 1
    assert (folder / "out" / "report.html").stat().st_size > 0


@pytest.mark.sandbox
def test_each_damaged_notebook_of_a_class_has_its_row(tmp_path):
    need.sandbox()
    mark_mutants(tmp_path, 12, seed=7)


@pytest.mark.soak
@pytest.mark.sandbox
def test_each_of_hundreds_of_damaged_notebooks_has_its_row(tmp_path):
    need.sandbox()
    seed = Random().randrange(1 << 32)
    print(f"seed {seed}")
    mark_mutants(tmp_path, 500, seed)
