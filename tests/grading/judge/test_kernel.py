"""The trusted kernel beside Jupyter's own, as nbval uses it: the same cells, the same outputs."""

import os
import time

import pytest
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel

from convedu.grading.judge.kernel_client import TrustedKernel
from convedu.grading.model import KernelLostError

CELLS = {
    "prints": "print('a', end=''); print('b')",
    "warns": "import sys; print('to stderr', file=sys.stderr)",
    "ends with a value": "[1, 2.5, 'x']",
    "ends with None": "None",
    "ends with a semicolon": "3;",
    "array": "import numpy as np\nnp.arange(6).reshape(2, 3) / 4",
    "displays": "display({'a': 1}); display(4)",
    "rich": "from IPython.display import HTML, Math\ndisplay(Math('x'))\nHTML('<b>y</b>')",
    "own mime type": "display({'application/x-own+json': {'a': [1, None]}}, raw=True)",
    "an update": "handle = display(1, display_id=True)\nhandle.update(2)",
    "raises": "def f():\n    return 1 / 0\nf()",
    "raises after output": "print('before')\nraise KeyError('k')",
    "raises without words": "raise ValueError",
    "no Python": "def f(:\n    pass",
    "exits": "raise SystemExit(3)",
    "interrupts itself": "raise KeyboardInterrupt",
    "interleaves": "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('out')\n7",
    "awaits": "import asyncio\nawait asyncio.sleep(0, 'woken')",
    "a magic": "%precision 3\n3.14159",
    "a cell magic": "%%capture caught\nprint('caught')",
    "what was caught": "caught.stdout",
    "asks": "input('?')",
    "a figure": "%matplotlib inline\nfrom matplotlib import pyplot\nlines = pyplot.plot([1, 2])",
    "assigns": "value = 41",
    "uses what was assigned": "value + 1",
    "a subprocess": "!echo hello",
}


def plain(output: dict) -> dict:
    """Drop what nbval does not compare, and what carries numbers of cells or files."""
    kept = {key: output[key] for key in ("output_type", "name", "text", "data") if key in output}
    if "data" in kept:
        kept["data"] = {key: value for key, value in kept["data"].items() if key != "image/png"}
        kept["figure"] = "image/png" in output["data"]
    if "ename" in output:
        kept["ename"] = output["ename"]
        if output["ename"] != "StdinNotImplementedError":  # this one has words of its own
            # The name of a cell's file differs: (<ipython-input-...>, line 1).
            kept["evalue"] = output["evalue"].partition(" (")[0]
    return kept


def joined(outputs: list[dict]) -> list[dict]:
    """Join what each stream has printed, as nbval does; to it streams have no order."""
    found: list[dict] = []
    for output in map(plain, outputs):
        same = [one for one in found if "text" in output and one.get("name") == output["name"]]
        if same:
            same[0]["text"] += output["text"]
        else:
            found.append(output)
    return sorted(found, key=lambda output: output.get("name", "~"))


@pytest.fixture(scope="module")
def jupyters(tmp_path_factory):
    """What Jupyter's kernel makes of all cells, in order."""
    kernel = RunningKernel(CURRENT_ENV_KERNEL_NAME, cwd=str(tmp_path_factory.mktemp("jupyter")))
    yield {name: run(kernel, text) for name, text in CELLS.items()}
    kernel.stop()


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kernel")
    kernel = TrustedKernel(folder, {"IPYTHONDIR": str(folder / "ipython"), "OWN": "set"})
    yield kernel
    kernel.stop()


def run(kernel, text: str, seconds: float = 60.0) -> list[dict]:
    """Run a cell as nbval does; return its outputs."""
    name = kernel.execute_cell_input(text, allow_stdin=False)
    kernel.await_reply(name, timeout=seconds)
    outputs = []
    while True:
        message = kernel.get_message("iopub", timeout=seconds)
        kind, content = message["msg_type"], message["content"]
        if message["parent_header"].get("msg_id") != name:  # of a cell before this one
            continue
        if content.get("execution_state") == "idle":
            return outputs
        if kind in ("stream", "display_data", "execute_result", "error"):
            outputs.append({**content, "output_type": kind})


@pytest.fixture(scope="module")
def ours(kernel):
    return {name: run(kernel, text) for name, text in CELLS.items()}


@pytest.mark.parametrize("name", CELLS)
def test_outputs_are_those_of_jupyters_own_kernel(name, jupyters, ours):
    assert joined(ours[name]) == joined(jupyters[name])


def test_errors_have_their_names_and_words(ours):
    [error] = ours["raises"]
    assert (error["ename"], error["evalue"]) == ("ZeroDivisionError", "division by zero")
    assert any("1 / 0" in line for line in error["traceback"])


def test_it_has_its_settings_and_folder(kernel, tmp_path_factory):
    [there] = run(kernel, "import os\nos.getcwd(), os.environ['OWN']")
    folder, own = eval(there["data"]["text/plain"])
    assert own == "set"
    assert "OWN" not in os.environ
    assert os.path.samefile(folder, tmp_path_factory.getbasetemp() / os.path.basename(folder))


def test_what_it_writes_past_python_reaches_nobody(kernel, capfd):
    assert run(kernel, "import os\nos.write(1, b'x'), os.write(2, b'x'); None") == []
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def another(tmp_path):
    kernel = TrustedKernel(tmp_path, {"IPYTHONDIR": str(tmp_path)})
    yield kernel
    kernel.stop()


def test_what_cells_have_shown_is_not_kept(another):
    """Of a hundred cells that show 1 MB each, the memory of a few may still be there."""

    def megabytes():
        [shown] = run(another, "open('/proc/self/statm').read().split()[1]")
        return int(shown["data"]["text/plain"].strip("'")) * os.sysconf("SC_PAGESIZE") / 1e6

    text = "from IPython.display import HTML\nHTML('x' * 1_000_000)"
    run(another, text)
    before = megabytes()
    for _ in range(100):
        run(another, text)
    assert megabytes() - before < 20


def test_a_cell_that_ends_its_process_is_told_at_once(another):
    start = time.monotonic()
    with pytest.raises(KernelLostError, match="the trusted kernel died"):
        run(another, "import os\nos._exit(0)")
    with pytest.raises(KernelLostError, match="died"):
        run(another, "1")
    assert time.monotonic() - start < 30


def test_a_cell_without_end_is_given_up(another):
    with pytest.raises(KernelLostError, match="did not run a cell in time"):
        run(another, "while True: pass", seconds=0.5)


def test_a_late_reply_is_not_taken_for_that_to_the_next_request(another):
    with pytest.raises(KernelLostError, match="did not run a cell in time"):
        run(another, "import time\ntime.sleep(1)\n'late'", seconds=0.5)
    time.sleep(1)
    with pytest.raises(KernelLostError, match="died"):
        run(another, "'next'")


def test_a_command_that_fails_says_why(another):
    with pytest.raises(KernelLostError, match="could not end: AttributeError"):
        another.command("end", seconds=30)
