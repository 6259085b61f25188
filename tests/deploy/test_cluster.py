"""The scripts for clusters: SLURM's with stand-ins that start real workers, the others as read."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

from tests import demo_class, need
from tests.grading.sandbox.test_sandbox import wait_until

ROOT = Path(__file__).parents[2]
SLURM = ROOT / "deploy/slurm.sh"
SBATCH = """#!/usr/bin/env bash
exec env SLURM_NTASKS=2 SLURM_JOB_ID=7 bash "$@"
"""
SRUN = """#!/usr/bin/env bash
{ echo "$@"; cat "$5"; } > "$SRUN_SAW"
count=${1#--ntasks=}
shift
trap 'pgrep -f "dask scheduler.*$4" > "$SRUN_SAW-end"; kill $(jobs -p); wait' TERM
for _ in $(seq "$count"); do "$@" & done
wait
"""
CLASS = ("ada", "chloe", "finn", "grace")


@pytest.fixture
def folder(tmp_path):
    """A folder with a class and with stand-ins for what SLURM has."""
    need.sandbox()
    need.distributed()
    for name, text in (("sbatch", SBATCH), ("srun", SRUN)):
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
    (tmp_path / "in").mkdir()
    for name in CLASS:
        made = demo_class.CLASS[name]()
        text = made if isinstance(made, str) else nbformat.writes(made)
        (tmp_path / "in" / f"{name}.ipynb").write_text(text, encoding="utf-8")
    return tmp_path


def sbatch(folder, *options):
    path = f"{folder / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    settings = {"PATH": path, "SRUN_SAW": str(folder / "srun"), "DASK_CONFIG": os.devnull}
    words = ["sbatch", str(SLURM), str(demo_class.SOLUTION), "in", "marks", *options]
    return subprocess.Popen(
        words,
        cwd=folder,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finished(job):
    said, errors = job.communicate(timeout=240)
    return job.returncode, said + errors


def test_a_job_whose_time_is_over_keeps_what_was_marked_and_another_goes_on_from_there(folder):
    endless = demo_class.fill(demo_class.solved(), one_output="while True: pass")
    (folder / "in/zoe.ipynb").write_text(nbformat.writes(endless), encoding="utf-8")
    job = sbatch(folder, "--seed", "5", "--check-seconds", "100")
    lines = []
    while not lines or not lines[-1].startswith("[2/"):
        lines.append(next(job.stdout))
    job.send_signal(signal.SIGTERM)
    code, said = finished(job)
    assert code == 130, said
    assert (folder / "srun-end").read_text(), "a worker that starts cannot end without a scheduler"
    assert not list(folder.glob("convedu-job-*")), "the certificate is gone"
    wait_until(lambda: not _left(folder), 30)

    marked = [line.split()[1].rstrip(":") for line in lines if line.startswith("[")]
    shutil.copy(folder / "in/ada.ipynb", folder / "in/zoe.ipynb")
    code, said = finished(sbatch(folder, "--seed", "5", "--check-seconds", "100"))
    assert code == 0, said
    assert "/5] zoe" in said
    assert not [name for name in marked if f"/5] {name}" in said], "none is marked twice"
    saw = (folder / "srun").read_text()
    assert "--ntasks=2 dask worker" in saw
    assert "--nthreads 1" in saw
    assert '"address": "tls://' in saw

    words = ["grade", str(demo_class.SOLUTION), "in", "--out", "alone", "--seed", "5"]
    command = [sys.executable, "-m", "convedu", *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    grades = (folder / "marks/grades.csv").read_text(encoding="utf-8")
    assert grades == (folder / "alone/grades.csv").read_text(encoding="utf-8")
    assert grades.count("\n") == len(CLASS) + 2


def _left(folder):
    """Return what still runs of a job."""
    found = subprocess.run(
        ["pgrep", "-f", str(folder)], capture_output=True, text=True, check=False
    )
    return found.stdout


def test_a_job_without_a_class_is_refused():
    ran = subprocess.run(["bash", str(SLURM), "one"], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "expected EXERCISE SUBMISSIONS MARKS" in ran.stderr


def test_bash_understands_the_script_and_slurm_its_lines():
    assert subprocess.run(["bash", "-n", str(SLURM)], check=False).returncode == 0
    text = SLURM.read_text(encoding="utf-8")
    lines = text.splitlines()
    asked = [number for number, line in enumerate(lines) if line.startswith("#SBATCH ")]
    assert asked
    before = lines[: asked[-1]]
    assert all(line.startswith("#") for line in before), "SLURM reads no further than a command"


def test_what_the_image_is_made_from_is_there():
    text = (ROOT / "deploy/Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    steps = [line.split(None, 1) for line in text.splitlines() if line[:1].isupper()]
    copied = [word for kind, rest in steps if kind == "COPY" for word in rest.split()[:-1]]
    assert {"requirements.lock", "pyproject.toml", "convedu"} <= set(copied)
    assert all((ROOT / name).exists() for name in copied)
    installed = " ".join(rest for kind, rest in steps if kind == "RUN")
    assert "bubblewrap" in installed
    assert "--require-hashes -r requirements.lock" in installed
    assert "cluster" in installed
    users = [rest for kind, rest in steps if kind == "USER"]
    assert users == ["marker"], "nothing runs as root"
    order = [kind for kind, _ in steps]
    assert order.index("USER") > max(n for n, kind in enumerate(order) if kind == "RUN")
    python = re.search(r"^FROM python:(\S+?)-", text, re.MULTILINE)
    assert python
    assert python[1] == "3.11"


def test_workers_on_kubernetes_are_asked_for_what_a_jail_needs_and_no_more():
    text = (ROOT / "deploy/kubernetes.yaml").read_text(encoding="utf-8")
    parts = {(part["kind"], part["metadata"]["name"]): part for part in yaml.safe_load_all(text)}
    spec = parts["Deployment", "convedu-worker"]["spec"]["template"]["spec"]
    (worker,) = spec["containers"]
    assert shlex.join(worker["command"]).startswith(
        "dask worker tls://convedu-scheduler:8786 --nthreads 1"
    )
    context = worker["securityContext"]
    assert context["procMount"] == "Unmasked"
    assert spec["hostUsers"] is False
    assert context["capabilities"] == {"drop": ["ALL"]}
    assert "privileged" not in json.dumps(parts[("Deployment", "convedu-worker")])
    settings = parts["ConfigMap", "convedu-dask"]["data"]
    assert settings["DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION"] == "true"
    for one in ("convedu-scheduler", "convedu-worker"):
        pod = parts["Deployment", one]["spec"]["template"]
        assert pod["spec"]["automountServiceAccountToken"] is False
        policy = parts["NetworkPolicy", "convedu-scheduler"]["spec"]["podSelector"]["matchLabels"]
        assert policy.items() <= pod["metadata"]["labels"].items()


def test_dask_takes_the_certificates_from_the_settings():
    need.distributed()
    text = (ROOT / "deploy/kubernetes.yaml").read_text(encoding="utf-8")
    settings = next(yaml.safe_load_all(text))["data"]
    code = """
import json
from distributed.security import Security
made = Security()
names = [name for name in dir(made) if name.startswith(("tls_", "require"))]
values = {name: getattr(made, name) for name in names}
print(json.dumps({name: value for name, value in values.items() if not callable(value)}))
"""
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **settings, "DASK_CONFIG": os.devnull},
        capture_output=True,
        text=True,
        check=True,
    )
    read = json.loads(found.stdout)
    assert read["require_encryption"] is True
    assert read["tls_ca_file"] == "/tls/certificate.pem"
    for role in ("scheduler", "worker", "client"):
        assert read[f"tls_{role}_cert"] == "/tls/certificate.pem"
        assert read[f"tls_{role}_key"] == "/tls/key.pem"
