"""Right and wrong answers by unit, for `tests/test_checks.py`.

Each unit's module has RIGHT: check label to right answers in different styles, at least four for
a function; and WRONG: check label to wrong answers of a `RulesCheck`, by the rule they break.
"""
