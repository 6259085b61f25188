import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from convedu.lab import server
from tests.e2e import browsing

NOTIFICATION = "@jupyterlab/apputils-extension:notification"
ROOT = Path(__file__).parents[2]


def test_the_course_is_found_from_inside_it_and_from_elsewhere(tmp_path):
    (tmp_path / server.START).parent.mkdir(parents=True)
    (tmp_path / server.START).touch()
    assert server.course_folder(tmp_path / "notebooks") == tmp_path
    assert server.course_folder(Path("/")) == ROOT


def test_without_notebooks_it_says_where_it_looked(tmp_path, monkeypatch):
    monkeypatch.setattr(
        server, "__file__", str(tmp_path / "site" / "convedu" / "lab" / "server.py")
    )
    with pytest.raises(FileNotFoundError, match=re.escape(f"in {tmp_path} or above it")):
        server.course_folder(tmp_path)


def test_the_server_opens_the_start_page_and_asks_for_no_news(tmp_path):
    """Starts the real server, reads the address it prints, asks it for the page and settings."""
    environment = {**os.environ, "HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path)}
    words = [sys.executable, "-m", "convedu", "lab", "--port", "9871", "--no-browser"]
    log = tmp_path / "log"
    with log.open("w") as stream:
        process = subprocess.Popen(words, stderr=stream, stdout=stream, env=environment, cwd=ROOT)
    try:
        found = wait_for(r"http://127\.0\.0\.1:(\d+)(/lab/tree/\S+)\?token=(\w+)\s", log)
        port, path, token = found.groups()
        assert path == "/lab/tree/notebooks/00-start-here.ipynb"
        base = f"http://127.0.0.1:{port}"
        # Jupyter prints its address before it listens there.
        browsing.answers(f"{base}/api/status?token={token}", process, log)
        settings = read(
            f"{base}/lab/api/settings/@jupyterlab/apputils-extension:notification", token
        )
        defaults = json.loads(settings)["schema"]["properties"]
        assert defaults["fetchNews"]["default"] == "false"
        assert "installation" in read(f"{base}/api/contents/{server.START}", token)
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(pattern, log):
    for _ in range(600):
        if found := re.search(pattern, log.read_text()):
            return found
        time.sleep(0.1)
    raise AssertionError(f"no address within a minute:\n{log.read_text()}")


def read(address, token):
    request = urllib.request.Request(address, headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return reply.read().decode()
