"""Warm engines for all attacks, with tight limits, and what the attacks aim at."""

import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest

import convedu
from convedu.grading.exercise import load
from convedu.grading.judge.nbval_runner import NbvalEngine
from convedu.grading.limits import MIB, Limits
from convedu.grading.model import Job
from convedu.grading.submissions.extract import extract
from convedu.grading.submissions.parse import parse
from tests import need

SOLUTION = Path(convedu.__file__).parent.parent / "exercises/solutions/01-convolution.ipynb"
HIDDEN_SEED = 20_240_229
LIMITS = Limits(seconds=2.0, memory_bytes=400 * MIB)


@pytest.fixture(scope="session")
def unit():
    """The real exercise."""
    return load.load(SOLUTION)


def engine_with(unit, limits):
    need.sandbox()
    engine = NbvalEngine(Job(unit, HIDDEN_SEED, "bubblewrap", limits))
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def engine(unit):
    yield from engine_with(unit, LIMITS)


@pytest.fixture(scope="session")
def hurried(unit):
    """An engine for what hangs in any case."""
    yield from engine_with(unit, replace(LIMITS, seconds=0.5))


@pytest.fixture(scope="session")
def mark(engine, unit):
    """Return a function from a notebook's text to fractions by check."""

    def mark(text: str, engine: NbvalEngine = engine) -> dict[str, float]:
        verdicts, _ = engine.mark(extract(unit, parse(text.encode()).cells))
        return {verdict.check: verdict.fraction for verdict in verdicts}

    return mark


@pytest.fixture(scope="session")
def targets(tmp_path_factory):
    """Things outside that an attack must not reach, by the names that attacks use for them."""
    folder = tmp_path_factory.mktemp("outside")
    folder.chmod(0o777)
    other = folder / "other.ipynb"
    other.write_text(SOLUTION.read_text(encoding="utf-8"), encoding="utf-8")
    abstract = f"convedu-{os.getpid()}"  # not the same in two runs at a time
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as named:
        named.bind(f"\0{abstract}")
        named.listen()
        yield {
            "SOLUTION": str(SOLUTION),
            "OTHER": str(other),
            "PACKAGE": str(Path(convedu.__file__).parent),
            "TEMPORARY": str(folder),
            "PORT": str(server.getsockname()[1]),
            "ABSTRACT": abstract,
            "PID": str(2**22 - 3),
        }
