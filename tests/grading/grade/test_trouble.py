"""A full disk, a folder that cannot be written, a ledger that is broken or in use: all is kept."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from convedu.cli import app
from convedu.grading.grade.results import alone
from convedu.grading.ledger import ledger as ledger_module
from convedu.grading.ledger.ledger import Ledger, LedgerError
from tests import need
from tests.hostile.conftest import SOLUTION

pytestmark = pytest.mark.sandbox
UNFINISHED = SOLUTION.read_text(encoding="utf-8").replace("1 / 9", "1 / 8")
DISK = 3_000_000
# Bytes of room; a run of one more submission takes some 130,000.
LEAVE = [
    0,
    60_000,
    *[pytest.param(n, marks=pytest.mark.soak) for n in range(5_000, 100_000, 10_000)],
]


def grade(submissions, out, **options):
    words = ["grade", str(SOLUTION), str(submissions), "--out", str(out), "--workers", "1"]
    ran = CliRunner().invoke(app, [*words, "--sandbox", "none"], **options)
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, " ".join(ran.output.split())


def contents(folder) -> dict[str, bytes]:
    paths = [path for path in sorted(Path(folder).rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A folder with one submission that is marked already."""
    need.sandbox()
    folder = tmp_path_factory.mktemp("marked")
    (folder / "in").mkdir()
    shutil.copy(SOLUTION, folder / "in" / "ada.ipynb")
    assert grade(folder / "in", folder / "out")[0] == 0
    return folder


@pytest.fixture
def submissions(marked, tmp_path):
    return Path(shutil.copytree(marked / "in", tmp_path / "in"))


@pytest.fixture
def out(marked, tmp_path):
    return Path(shutil.copytree(marked / "out", tmp_path / "out"))


# --- disks: bubblewrap makes a small one, or one that cannot be written ---------------------------


def on_a_disk(*options: str, script: str, **places: object) -> dict:
    """Run a function of this file where `options` of bubblewrap have put a disk."""
    call = f"import json, {__name__} as t; print(json.dumps(t.{script}(**{places!r})))"
    command = [need.sandbox(), "--dev-bind", "/", "/", *options, sys.executable, "-c", call]
    root = Path(__file__).parents[3]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def fill(out: str, *, leave: int) -> None:
    """Fill the disk of a folder but for some bytes."""
    free = shutil.disk_usage(out).free - leave
    Path(out, "filler").write_bytes(bytes(max(0, free)))


def on_a_full_disk(marked: str, submissions: str, out: str, leave: int) -> dict:
    shutil.copytree(marked, out, dirs_exist_ok=True)
    before = contents(out)
    Path(submissions, "bob.ipynb").write_text(UNFINISHED, encoding="utf-8")
    fill(out, leave=leave)
    told = {"full": grade(submissions, out)}
    Path(out, "filler").unlink()
    after = contents(out)
    pages = [name for name in before if "sqlite" not in name]
    told["kept"] = all(before[name] == after[name] for name in pages)
    with Ledger(Path(out, "grades.sqlite")) as ledger:
        told["sound"] = ledger.connection.execute("PRAGMA integrity_check").fetchone()[0]
    told["then"] = grade(submissions, out)
    told["grades"] = Path(out, "grades.csv").read_text()
    told["left"] = sorted(os.listdir(out))
    return told


@pytest.mark.parametrize("leave", LEAVE)
def test_a_full_disk_is_told_and_with_room_it_goes_on(leave, marked, submissions, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    disk = ("--size", str(DISK), "--tmpfs", str(out))
    places = {"marked": str(marked / "out"), "submissions": str(submissions), "out": str(out)}
    places["leave"] = leave
    told = on_a_disk(*disk, script="on_a_full_disk", **places)
    code, said = told["full"]
    assert code == 2
    assert "the disk is full; make room" in said or "No space left on device" in said
    assert "Traceback" not in said
    assert (told["kept"], told["sound"]) == (True, "ok")
    assert told["then"][0] == 0, told
    assert told["grades"].splitlines()[1:] == [
        '"ada",18,18,"ok","folder 100%",4,2,4,4,4,0',
        '"bob",17,18,"ok","folder 100%",4,2,4,4,3,0',
    ]
    assert told["left"] == ["feedback", "grades.csv", "grades.sqlite", "report.html"]


def on_a_read_only_disk(submissions: str, out: str) -> dict:
    return {"said": grade(submissions, out)}


def test_a_folder_that_cannot_be_written_is_told_and_kept(submissions, out):
    before = contents(out)
    places = {"submissions": str(submissions), "out": str(out)}
    disk = ("--ro-bind", str(out), str(out))
    code, said = on_a_disk(*disk, script="on_a_read_only_disk", **places)["said"]
    assert code == 2
    assert f"convedu grade: {out} cannot be written to: give another --out" in said
    assert contents(out) == before


@pytest.mark.parametrize("place", ["file", "file/folder"])
def test_a_file_in_the_place_of_the_folder_is_kept(place, submissions, tmp_path):
    (tmp_path / "file").write_text("mine")
    code, said = grade(submissions, tmp_path / place)
    assert code == 2
    assert f"{tmp_path / place} cannot be the folder for marks: " in said
    assert (tmp_path / "file").read_text() == "mine"


# --- the ledger -----------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["start", "middle", "end"])
def test_a_damaged_ledger_is_told_and_kept(damage, submissions, out):
    path = out / "grades.sqlite"
    data = bytearray(path.read_bytes())
    start = {"start": 0, "middle": 4096, "end": len(data) // 2}[damage]
    data[start : start + 40_000] = bytes(len(data[start : start + 40_000]))
    path.write_bytes(data)
    before = contents(out)
    code, said = grade(submissions, out)
    assert code == 2
    assert f"{path} cannot be " in said
    assert contents(out) == before


def test_a_second_grader_in_the_same_folder_is_told(submissions, out):
    before = contents(out)
    with alone(out):
        code, said = grade(submissions, out)
    assert code == 2
    assert f"another convedu is at work in {out}: wait for it to end" in said
    assert contents(out) == before
    assert grade(submissions, out)[0] == 0


def test_a_ledger_that_something_else_holds_is_told(submissions, out, monkeypatch):
    before = contents(out)
    monkeypatch.setattr(ledger_module, "PATIENCE", 0.1)
    other = sqlite3.connect(out / "grades.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    code, said = grade(submissions, out)
    other.close()
    assert code == 2
    assert "database is locked" in said
    pages = [name for name in before if "sqlite" not in name]
    assert [contents(out)[name] for name in pages] == [before[name] for name in pages]


HOLD = """
import time
from pathlib import Path
from convedu.grading.grade.results import alone
with alone(Path({folder!r})):
    print("held", flush=True)
    time.sleep(600)
"""


def test_the_system_lets_go_of_the_folder_of_a_killed_grader(tmp_path):
    hold = HOLD.format(folder=str(tmp_path))
    other = subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE, text=True)
    assert other.stdout.readline() == "held\n"
    with pytest.raises(LedgerError, match="another convedu"), alone(tmp_path):
        pass
    other.kill()
    other.communicate()
    with alone(tmp_path):
        assert not list(tmp_path.iterdir())
