"""The instructor's grader: submissions run in a jail, nbval judges outside of it.

A class goes through the rooms in this order: `exercise` and `submissions` read, `workers` hand
each submission to `judge`, which runs it in the `sandbox`; verdicts go to the `ledger`, from there
to `gradebook`, `report` and `platforms`. `grade` does all of it, `console` is its command.
Only `sandbox.jailed` runs a learner's code; SECURITY.md says what that promises.
"""
