"""A check says in the page what it says in plain Python, of every solution and every known bug."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from . import site

ROOT = Path(__file__).parents[2]
UNITS = sorted(path.stem for path in (ROOT / "exercises/solutions").glob("0*.ipynb"))
AT_ONCE = UNITS[4]
BY_ROUNDING = "border_distance/nothing-kept"
"""Nothing is kept by an exact comparison either, where a machine rounds like the page."""

# What is said of a unit's bugs, as data; the same script runs in the page and here. A last digit
# may differ, and the page's whole numbers have 32 bits.
BANK = """
import json, re, zlib
from importlib import import_module
def digits(found):
    return format(float(found[0]), ".12g")
unit = import_module("convedu.checks.unit{number}")
said = {{}}
for name in unit.__all__:
    check = getattr(unit, name)
    for bug in getattr(check, "bugs", ()):
        verdict = check(bug.answer)
        case = re.sub(r"\\d+\\.\\d{{9,}}", digits, verdict.case.replace("np.int32", "np.int64"))
        case = zlib.crc32(case.encode())  # a page shows no more than 100,000 characters
        said[f"{{name}}/{{bug.name}}"] = [
            verdict.state, verdict.fraction, verdict.misconception, verdict.message, case
        ]
print(json.dumps(said))
"""


def solution_cells(name: str) -> list[dict[str, str]]:
    notebook = nbformat.read(ROOT / f"exercises/solutions/{name}.ipynb", as_version=4)
    code = (c for c in notebook.cells if c.cell_type == "code")
    wanted = {"setup", "answer", "check"}
    return [
        {"id": c.id, "source": c.source} for c in code if wanted & set(c.metadata.get("tags", []))
    ]


# Runs cells as the page does, in plain Python, with the stand-ins that the page has.
HERE = """
import json, sys
from convedu.book.browser.runner import connect
said, out = {}, sys.stdout
def post(text):
    message = json.loads(text)
    if "verdict" in message.get("result", {}):
        said[message["cell"]] = message["result"]
connect(post).handle(sys.stdin.read())
print(json.dumps(said), file=out)
"""


def in_plain_python(code: str, given: str = "") -> dict:
    places = [str(ROOT / "convedu/book/browser/site"), str(ROOT)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places), "CONVEDU_PROGRESS": "off"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=given,
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    return json.loads(done.stdout)


@pytest.mark.browser
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name == AT_ONCE else pytest.mark.soak) for name in UNITS],
)
def test_solutions_and_bugs_get_the_same_words(name, visit):
    cells = solution_cells(name)
    wanted = [cell["id"] for cell in cells]
    progress = {"predictions": {}, "checks": {}}
    request = json.dumps({"cells": cells, "wanted": wanted, "progress": progress})
    expected = in_plain_python(HERE, request)
    assert expected
    assert {result["verdict"]["state"] for result in expected.values()} == {"correct"}

    # First the bugs: a check also looks at what a learner has defined before.
    page = visit(f"exercise-{name}.html")
    page.wait_for_selector("html[data-ready]")
    bank = BANK.format(number=int(name[:2]))
    answer = next(cell["id"] for cell in cells if cell["id"].startswith("answer-"))
    site.write(page, answer, bank)
    in_page = json.loads(site.run(page, answer))
    here = in_plain_python(bank)
    if here.pop(BY_ROUNDING, None):
        assert in_page.pop(BY_ROUNDING)[0] == "keep working"
    assert len(here) > 20
    assert in_page == here

    for cell in cells:
        if cell["id"].startswith("answer-"):
            site.write(page, cell["id"], cell["source"])
    page.get_by_role("button", name="Run all").click()
    site.idle(page)
    for cell, result in expected.items():
        section = page.locator(f"#{cell}")
        assert section.get_attribute("data-state") == "correct", section.inner_text()
        shown = section.locator(".outputs")
        assert shown.inner_text().split() == plain_words(page, result["html"])


def plain_words(page, html: str) -> list[str]:
    return page.evaluate(
        """(html) => {
          const box = document.body.appendChild(document.createElement("div"));
          box.innerHTML = html;
          const words = box.innerText;
          box.remove();
          return words.split(/\\s+/).filter(Boolean);
        }""",
        html,
    )
