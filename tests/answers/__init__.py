"""Right and wrong answers by unit, for `tests/checks/test_checks.py`.

Each unit's module has RIGHT: check label to right answers in different styles, at least four for
a function; and WRONG: check label to wrong answers by the name that they get. Those of a
function are written as a tired learner would, and not as the bug in the bank is.
"""
