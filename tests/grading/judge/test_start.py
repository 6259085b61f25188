"""What is loaded for marking: each package that nobody uses would delay the first verdict."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "unused"),
    [
        ("console.commands", {"IPython", "jinja2", "nbval", "numpy", "pytest"}),
        ("judge.nbval_runner", {"coverage", "jinja2", "jupyter_client", "tornado", "zmq"}),
        ("nbgrader.engine", {"IPython", "jinja2", "jupyter_client", "nbval", "pytest"}),
    ],
)
def test_what_marking_does_not_use_is_not_loaded(module, unused):
    script = f"import sys, convedu.grading.{module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert unused & set(loaded.stdout.decode().split()) == set()


def test_nbval_is_whole_for_others():
    script = (
        "from convedu.grading.judge import fast_nbval; from nbval.kernel import RunningKernel; "
        "from nbval.cover import setup_coverage; print(RunningKernel.__name__)"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert found.stdout.decode().split() == ["RunningKernel"]
