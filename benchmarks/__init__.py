"""The measurements behind the figures in README; `python -m benchmarks` runs them all."""
