"""Run each benchmark of this folder in a process of its own."""

import pkgutil
import subprocess
import sys

import benchmarks


def main() -> int:
    """Return 1 if a benchmark failed."""
    failed = 0
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if not module.name.startswith("_"):
            print(f"\n== {module.name} ==\n", flush=True)
            run = subprocess.run([sys.executable, "-m", f"benchmarks.{module.name}"], check=False)
            failed |= run.returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
