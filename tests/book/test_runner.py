"""The page's runner, in plain Python with the page's stand-ins."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = """
import json, sys
out = sys.stdout
from convedu.book.browser.runner import connect
runner = connect(lambda text: print(text, file=out))
for line in sys.stdin:
    runner.handle(line)
"""


def messages(*requests: dict) -> list[dict]:
    """Return what is posted for these requests."""
    places = [str(ROOT / "convedu/book/browser/site"), str(ROOT)]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input="\n".join(map(json.dumps, requests)),
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def run(*sources: str, wanted: tuple[int, ...] = (-1,)) -> dict:
    cells = [{"id": f"cell{number}", "source": source} for number, source in enumerate(sources)]
    names = [cells[number]["id"] for number in wanted]
    return {"cells": cells, "wanted": names, "progress": {"predictions": {}, "checks": {}}}


def results(*sources: str) -> dict[str, dict]:
    """Return what each of these cells shows, run in one process."""
    said = messages(run(*sources, wanted=tuple(range(len(sources)))))
    return dict(zip(sources, (m["result"] for m in said if "result" in m), strict=True))


def test_a_cell_runs_after_those_that_it_needs_and_these_only_once():
    said = messages(run("a = 1", "b = 2", "a + 1"), run("a = 1", "b = 2", "a + 2"))
    started = [message["cell"] for message in said if "started" in message]
    assert started == ["cell0", "cell2", "cell2"]
    assert [m["result"] for m in said if "result" in m] == [{}, {"text": "2"}, {"text": "3"}]
    assert said[-1]["done"] is True


SHOWN = {
    "3 + 4": {"text": "7"},
    "3 + 4;": {},
    "None": {},
    "x = 1": {},
    "from IPython.display import HTML\nHTML('<b>a</b>')": {"html": "<b>a</b>"},
    "import nowhere": {"absent": "nowhere"},
    "1 / 0": {"error": "ZeroDivisionError: division by zero"},
    "raise SystemExit": {"error": "SystemExit"},
    "def f(:": {"error": '  File "<cell8>", line 1\n    def f(:\n          ^\nSyntaxError'},
}


@pytest.fixture(scope="module")
def shown() -> dict[str, dict]:
    return results(*SHOWN)


@pytest.mark.parametrize("source", SHOWN)
def test_what_a_cell_shows(source, shown):
    expected, found = SHOWN[source], shown[source]
    assert found.keys() >= expected.keys()
    assert all(text in found[key] for key, text in expected.items())
    assert "runner.py" not in found.get("error", "")


def test_output_comes_in_order_and_is_cut():
    said = messages(run("import sys\nprint('a')\nprint('b', file=sys.stderr)\nprint('x' * 10**6)"))
    streams = [m["output"] for m in said if "output" in m]
    assert streams[0]["text"].startswith("a")
    text, errors = (
        "".join(each["text"] for each in streams if each["stream"] == name)
        for name in ("stdout", "stderr")
    )
    assert errors == "b\n"
    assert 100_000 < len(text) < 100_100
    assert text.endswith("… the rest is not shown.")


def test_a_checks_verdict_and_progress_come_back():
    check = "from convedu.checks import unit1\nunit1.conv1d_valid(lambda x, w: None)"
    said = messages(run(check))
    (verdict,) = [m["result"]["verdict"] for m in said if "verdict" in m.get("result", {})]
    assert verdict["state"] == "keep working"
    assert said[-1]["progress"]["checks"]["unit1/conv1d_valid"]["attempts"] == 1


def test_a_check_says_that_an_older_answer_stands():
    cells = [
        "from convedu.checks import unit1 as check",
        "def conv1d_valid(x, w):\n    return None",
        "1 / 0\n\n\ndef conv1d_valid(x, w):\n    return 1",
        "check.conv1d_valid(conv1d_valid)",
    ]
    said = messages(run(*cells, wanted=(1, 2, 3)))
    (text,) = [m["result"]["text"] for m in said if "verdict" in m.get("result", {})]
    assert "ended with an error, so this is about the version before it" in text


def test_a_cell_that_was_changed_and_not_run_is_run_where_it_is_needed():
    said = messages(run("a = 1", "a + 1"), run("a = 5", "a + 1"))
    assert [m["result"] for m in said if "result" in m] == [{}, {"text": "2"}, {}, {"text": "6"}]


@pytest.mark.parametrize("broken", ["def f(:", "1 / 0\n\n\ndef f():\n    return 2"])
@pytest.mark.parametrize("earlier", [True, False])
def test_nothing_is_said_about_an_answer_that_is_no_longer_there(broken, earlier):
    first = [run("def f():\n    return 1", "f()", wanted=(0, 1))] if earlier else []
    said = messages(*first, run(broken, "f()", wanted=(0, 1)), run("f = len", "f('ab')"))
    *_, failed, not_run, mended, result = (m["result"] for m in said if "result" in m)
    assert failed["error"].splitlines()[-1].startswith(("SyntaxError", "ZeroDivisionError"))
    assert not_run == {"error": "Not run: there is no f, since another cell ended with an error."}
    assert (mended, result) == ({}, {"text": "2"})


def test_a_cell_that_runs_again_starts_from_what_was_there_before_it():
    counting = [run("n = 1", "n = n + 1\nn", wanted=(1,))] * 2
    other = run("n = 1", "pass", "n", wanted=(1, 2))
    results = [m["result"] for m in messages(*counting, other) if "result" in m]
    assert results == [{}, {"text": "2"}, {"text": "2"}, {}, {"text": "1"}]


def test_a_solution_is_shown_after_an_attempt():
    ask = {"cell": "c", "solution": "check.conv1d_valid(f)", "progress": run("")["progress"]}
    setup = run("from convedu.checks import unit1 as check")
    said = messages(setup, ask)
    assert any("Try it once first" in m.get("output", {}).get("text", "") for m in said)
    entry = {"attempts": 1, "solved": False, "state": "keep working"}
    ask["progress"] = {"predictions": {}, "checks": {"unit1/conv1d_valid": entry}}
    said = messages(setup, ask)
    assert any("def conv1d_valid" in m.get("output", {}).get("text", "") for m in said)


WIDGET = """
import anywidget, traitlets

class Made(anywidget.AnyWidget):
    _esm = "export default {}"
    number = traitlets.Int().tag(sync=True)
    own = traitlets.Int()

    def __init__(self):
        super().__init__()
        self.on_msg(lambda _, content, __: self.set_trait("number", content["to"]))

    @traitlets.validate("number")
    def _small(self, proposal):
        if proposal.value > 9:
            raise traitlets.TraitError("too large")
        return proposal.value

Made()
"""


def test_a_figure_talks_with_its_view():
    figure = results(WIDGET)[WIDGET]["figure"]
    assert figure["state"] == {"number": 0}
    name = figure["id"]
    said = messages(
        run(WIDGET),
        {"figure": name, "message": {"to": 5}},
        {"figure": name, "state": {"number": 7}},
        {"figure": name, "state": {"number": 70}},
        run(WIDGET, "", wanted=(1,)),
    )
    told = [message for message in said if "figure" in message]
    assert told == [
        {"figure": name, "state": {"number": 5}},  # set in Python: the view is told
        {"figure": name, "state": {"number": 7}},  # refused in the view: it gets back what stands
    ]
