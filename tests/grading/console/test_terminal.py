"""What the commands say on a terminal and to scripts, and how they stop."""

import io
import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

import convedu
from convedu.cli import app
from convedu.grading.console.output import progress_bar
from convedu.grading.exercise import load
from convedu.grading.ledger.ledger import Ledger
from convedu.grading.model import Result, student_grade
from tests import demo_class, need
from tests.grading.grade.test_grade_class import NAME, SOLUTION, table
from tests.grading.sandbox.test_sandbox import descendants, is_alive, wait_until

COMMAND = [sys.executable, "-c", "from convedu.cli import app; app()"]


def run(*words, code=0, **environment):
    ran = CliRunner().invoke(app, list(map(str, words)), env={"COLUMNS": "80", **environment})
    assert ran.exit_code == code, ran.output
    return ran


@pytest.fixture
def submissions(tmp_path):
    """A dozen, all with other answers, so that each has to be run."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        text = f"def make_kernel(name):\n    return {number}"
        notebook = demo_class.fill(demo_class.solved(), make_kernel=text)
        (folder / f"s{number:02}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    return folder


# --- Ctrl-C --------------------------------------------------------------------------------------


def marked_in(out: Path) -> dict[str, str]:
    with Ledger(out / "grades.sqlite") as ledger:
        assert ledger.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return dict(ledger.connection.execute("SELECT student, marked FROM submission"))


def names(lines: list[str]) -> set[str]:
    return {line.split()[1].rstrip(":") for line in lines if line.startswith("[")}


@pytest.mark.sandbox
def test_ctrl_c_stops_at_once_and_the_same_command_goes_on(submissions, tmp_path):
    need.sandbox()
    out = tmp_path / "out"
    # Whatever runs the tests in the background has the interrupt ignored.
    words = ["env", "--default-signal=INT", *COMMAND, "grade", str(SOLUTION), str(submissions)]
    words += ["--out", str(out), "--check-seconds", "100"]
    quick = (submissions / "s00.ipynb").read_text(encoding="utf-8")
    endless = quick.replace("return 0", "while True: pass")
    for name in ("s10", "s11"):  # so that it cannot have ended before
        (submissions / f"{name}.ipynb").write_text(endless, encoding="utf-8")
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    ran = subprocess.Popen(words, **pipes, start_new_session=True)
    lines = [ran.stdout.readline() for _ in range(4)]
    assert lines[-1].startswith("[3/12]"), ran.stderr.read() if not lines[-1] else lines
    started = descendants(ran.pid)
    os.killpg(ran.pid, signal.SIGINT)  # a terminal sends it to all that it runs
    lines += ran.stdout.readlines()
    errors = ran.stderr.read()
    assert ran.wait(60) == 130
    assert errors.splitlines() == [
        "Stopped. What was marked is kept: the same command goes on from here."
    ]
    assert len(started) >= 6, "two workers, two kernels, two jails"
    wait_until(lambda: not any(map(is_alive, started)))
    assert [path.name for path in out.iterdir()] == ["grades.sqlite"], "no temporary folder is left"
    before = marked_in(out)
    assert names(lines) <= before.keys()
    assert len(before) < 12
    for number, name in enumerate(("s10", "s11")):
        text = quick.replace("return 0", f"return 1{number}")
        (submissions / f"{name}.ipynb").write_text(text, encoding="utf-8")
    again = subprocess.run(words, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    left = {path.stem for path in submissions.iterdir()} - before.keys()
    assert names(again.stdout.splitlines()) == left, "nothing is marked twice"
    assert {row["score"] for row in table(out).values()} == {"14"}
    assert len(table(out)) == 12


# --- the bar -------------------------------------------------------------------------------------


def rows():
    unit = load.load(SOLUTION)
    yield student_grade(unit, "ada", Result("ok"))
    yield student_grade(unit, "[bold]bob", Result("unreadable", ("The file is empty.",)))
    yield student_grade(unit, "eve", Result("ok"))


class Terminal(io.StringIO):
    """What says of itself that a person looks at it."""

    def isatty(self):
        return True


def told(file):
    with progress_bar(file) as tell:
        for place, row in enumerate(rows(), start=8):
            tell(row, place, 10)
    return file.getvalue()


def test_on_a_terminal_there_is_a_bar_and_a_line_only_for_what_is_odd():
    said = told(Terminal())
    assert "Marking" in said
    assert "1/3" in said, "what was marked before says nothing of the speed"
    assert "3/3" in said
    assert "[9/10] [bold]bob: 0, unreadable: The file is empty." in said
    assert "ada:" not in said
    assert "eve:" not in said


def test_elsewhere_there_is_a_line_for_each_and_no_bar():
    assert told(io.StringIO()).splitlines() == [
        "[8/10] ada: 0, ok",
        "[9/10] [bold]bob: 0, unreadable: The file is empty.",
        "[10/10] eve: 0, ok",
    ]


def test_the_command_has_the_bar_where_its_output_is_a_terminal(tmp_path):
    (tmp_path / "in" / "ada").mkdir(parents=True)  # nothing in it, so nothing has to be run
    out = tmp_path / "out"
    words = ["grade", str(SOLUTION), str(tmp_path / "in"), "--out", str(out), "--sandbox", "none"]
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    ran = subprocess.Popen([*COMMAND, *words], stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = b""
    while part := read(ours):
        said += part
    assert ran.wait(120) == 0, said
    assert b"Marking" in said
    assert b"ada: 0, unreadable: There is no" in said


def read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # so Linux says that the other end is closed
        return b""


# --- for scripts ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scripted(tmp_path_factory):
    """A class of three, and what `grade --json` said."""
    folder = tmp_path_factory.mktemp("scripted")
    (folder / "in").mkdir()
    for name in ("ada", "finn", "noah"):
        made = demo_class.CLASS[name]()
        text = made if isinstance(made, str) else nbformat.writes(made)
        (folder / "in" / f"{name}.ipynb").write_text(text, encoding="utf-8")
    words = ("--sandbox", "none", "--workers", "1", "--json")
    ran = run("grade", SOLUTION, folder / "in", "--out", folder / "out", *words)
    return folder, ran


def test_grade_says_all_in_one_object(scripted):
    folder, ran = scripted
    assert ran.stderr == ""
    said = json.loads(ran.stdout)
    assert (said["command"], said["exit"], said["exercise"]) == ("grade", 0, SOLUTION.stem)
    assert (said["seed"], said["max_score"]) == (0, 18)
    assert sum(said["checks"].values()) == 18
    assert said["isolation"] == "none: not isolated"
    ada, finn, noah = said["students"]
    assert (ada["student"], ada["score"], ada["status"]) == ("ada", 18, "ok")
    assert finn["misconceptions"]["convolve2d"] == "not-flipped"
    assert sum(finn["points"].values()) == finn["score"] == 12
    assert noah["status"] == "unreadable"
    assert "not JSON" in noah["reasons"][0]
    for path in (said["grades"], said["report"], *(one["feedback"] for one in said["students"])):
        assert Path(path).is_file()
    assert Path(said["grades"]).parent == folder / "out"


def test_what_a_person_sets_is_told_as_a_move(scripted):
    folder, _ = scripted
    words = ("override", "finn", "convolve2d", "1.5", "--out", folder / "out")
    said = json.loads(run(*words, "--json").stdout)
    assert said["command"] == "override"
    (change,) = said["changes"]
    assert change == {
        "student": "finn",
        "check": "convolve2d",
        "before": 0.0,
        "after": 1.5,
        "why": "set by hand",
    }
    finn = next(one for one in said["students"] if one["student"] == "finn")
    assert finn["set_by_hand"] == ["convolve2d"]
    said = json.loads(run(*words[:3], "--remove", *words[4:], "--json").stdout)
    assert [change["after"] for change in said["changes"]] == [0.0]


def test_regrade_and_export_say_theirs(scripted):
    folder, _ = scripted
    said = json.loads(run("regrade", "--out", folder / "out", "--json").stdout)
    assert (said["command"], said["changes"], len(said["students"])) == ("regrade", [], 3)
    said = json.loads(run("export", folder / "out", "--csv", "--json").stdout)
    assert (said["command"], said["exit"], said["placed"]) == ("export", 0, 3)
    assert Path(said["path"]).is_file()


def test_check_says_its_verdicts(tmp_path):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / NAME).write_bytes(SOLUTION.read_bytes())
    notebook = demo_class.fill(demo_class.solved(), one_output=demo_class.NUMBERS_SWAPPED)
    (tmp_path / NAME).write_text(nbformat.writes(notebook), encoding="utf-8")
    said = json.loads(run("check", tmp_path / NAME, "--json", code=1).stdout)
    assert (said["command"], said["exit"]) == ("check", 1)
    states = {one["check"]: one["state"] for one in said["checks"]}
    assert len(states) == 6
    assert [name for name, state in states.items() if state != "correct"] == ["one_output"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("grade", SOLUTION, "nowhere", "--out", "out", "--sandbox", "none"), "nowhere"),
        (("regrade", "--out", "out"), "there is no "),
        (("override", "ada", "relu", "1", "--out", "out"), "there is no "),
        (("export", "out", "--csv"), "there is no "),
        (("check", "mine.ipynb"), "mine.ipynb is no file"),
    ],
    ids=lambda part: part[0] if isinstance(part, tuple) else "",
)
def test_an_error_is_one_object_too(words, reason, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = run(*words, "--json", code=2)
    said = json.loads(ran.stdout)
    assert (said["command"], said["exit"]) == (words[0], 2)
    assert reason in said["error"]
    assert ran.stderr == ""


def test_a_stop_is_one_object_too(tmp_path, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("convedu.grading.console.commands.grade", stopped)
    ran = run("grade", SOLUTION, tmp_path, "--out", tmp_path / "out", "--json", code=130)
    assert json.loads(ran.stdout)["error"].startswith("Stopped.")


# --- help and completion -------------------------------------------------------------------------


def test_the_version_is_told():
    assert run("--version").stdout == f"convedu {convedu.__version__}\n"


@pytest.mark.parametrize("command", sorted(app.commands))
def test_each_commands_help_has_examples_that_are_commands(command):
    known = app.commands[command]
    options = {name for one in known.params for name in (*one.opts, *one.secondary_opts)}
    said = run(command, "--help").stdout
    assert max(map(len, said.splitlines())) <= 80
    examples = said.partition("Examples")[2].replace("\\\n", " ")
    lines = [line.split() for line in examples.splitlines() if line.startswith("    convedu ")]
    assert lines
    for line in lines:
        assert line[1] == command
        assert {word for word in line if word.startswith("--")} <= options


def complete(*words: str) -> list[str]:
    """Return what bash is offered for the last word."""
    asked = {"COMP_WORDS": "\n".join(("convedu", *words)), "COMP_CWORD": str(len(words))}
    asked |= {"_CONVEDU_COMPLETE": "bash_complete"}
    offered = CliRunner().invoke(app, [], env=asked, prog_name="convedu").stdout.splitlines()
    return [line.removeprefix("plain,") for line in offered if line]


def test_the_shell_completes_commands_options_exercises_students_and_checks(tmp_path, monkeypatch):
    marks = tmp_path / "marks"
    marks.mkdir()
    (marks / "grades.csv").write_text(
        "student,score,max_score,status,layout,relu,pad2d\nada,1,2,ok,f,1,0\nalan,1,2,ok,f,1,0\nbob,0,2,ok,f,0,0\n"
    )
    assert complete("over") == ["override"]
    assert complete("grade", "--sched") == ["--scheduler"]
    assert complete("override", "--out", str(marks), "a") == ["ada", "alan"]
    assert complete("override", "--out", str(marks), "ada", "p") == ["pad2d"]
    assert complete("override", "--out", str(tmp_path), "a") == []
    monkeypatch.chdir(SOLUTION.parents[2])
    assert complete("grade", "exercises/solutions/01") == [f"exercises/solutions/{NAME}"]


def test_a_script_for_the_shell_can_be_had():
    asked = {"_CONVEDU_COMPLETE": "bash_source"}
    ran = CliRunner().invoke(app, [], env=asked, prog_name="convedu")
    assert "_CONVEDU_COMPLETE=bash_complete" in ran.stdout
