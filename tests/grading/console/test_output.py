"""Nothing that is printed stops what prints it."""

import os
import sys

import pytest

from convedu.grading.console import commands
from convedu.grading.console.output import print_json, say


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no disk that is always full")
def test_a_full_disk_takes_nothing_and_stops_nothing():
    with open("/dev/full", "w", encoding="utf-8") as file:
        for _ in range(3):
            say("x" * 100_000, file=file)


def test_a_reader_who_has_gone_stops_nothing():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as file:
        for _ in range(3):
            say("x" * 100_000, file=file)


def test_a_narrow_encoding_stops_nothing(tmp_path):
    path = tmp_path / "narrow"
    with path.open("w", encoding="cp1252") as file:
        say("Nguyễn", file=file)
    assert path.read_text("cp1252") == "Nguy\\u1ec5n\n"


def test_json_for_nobody_stops_nothing(monkeypatch):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdout", file)
        print_json("check", {"checks": ["x" * 100_000]})


def test_too_little_memory_is_said(monkeypatch, tmp_path, capsys):
    def override(*_):
        raise MemoryError

    monkeypatch.setattr(commands, "override", override)
    assert commands.run_override(tmp_path, "ada", "one", 1.0) == 2
    assert "too little memory" in capsys.readouterr().err
