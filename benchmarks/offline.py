"""How long the whole course takes to run with the network off: each lesson, each solved exercise.

`python -m benchmarks.offline` runs them one after the other in a namespace that has no network
interface but its own loopback, on two cores. Lesson 3's race shows its cached curves; its Run
button, which trains anew, is nobody's to press here. More than two minutes is a failure.
"""

import os
import resource
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORES = 2
LIMIT = 120.0


def main() -> int:
    """Start again without a network; return 1 if a notebook failed or all took too long."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        print("bubblewrap is not installed: apt-get install bubblewrap")
        return 0
    inside = [sys.executable, "-m", "benchmarks.offline", "inside"]
    # A namespace of its own for processes as well: no kernel outlives the run.
    apart = [bwrap, "--dev-bind", "/", "/", "--unshare-net", "--unshare-pid", "--proc", "/proc"]
    return subprocess.run([*apart, "--", *inside], cwd=ROOT, check=False).returncode


def run_all() -> int:
    """Run every notebook here, where there must be no network."""
    from convedu.authoring import execute, read

    interfaces = [name for _, name in socket.if_nameindex()]
    if interfaces != ["lo"]:
        print(f"there is a network: {', '.join(interfaces)}")
        return 1
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    total = 0.0
    for folder in ("notebooks", "exercises/solutions"):
        for path in sorted((ROOT / folder).glob("*.ipynb")):
            start = time.perf_counter()
            execute(read(path), path.parent)
            took = time.perf_counter() - start
            total += took
            print(f"{took:5.1f} s  {path.relative_to(ROOT)}", flush=True)
    # On a busy machine the processor's seconds say more than the clock's.
    used = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    print(f"{total:5.1f} s in all with no network, {used:.0f} s of CPU", end=", ")
    print(f"on {len(os.sched_getaffinity(0))} cores under a load of {os.getloadavg()[0]:.1f}")
    return int(total > LIMIT)


if __name__ == "__main__":
    sys.exit(run_all() if sys.argv[1:] == ["inside"] else main())
