"""A wrong answer gets the same marks whatever the instructor's seed."""

import pytest

from convedu.checks import function
from tests.checks.test_checks import FUNCTION_CHECKS


def _fractions(check, seeds, monkeypatch):
    """Return for each bug the fractions that it gets, with a seed for each."""
    # Names take longer than marks.
    monkeypatch.setattr(function, "find_bug", lambda *_, **__: None)
    found = {}
    for seed in seeds:
        monkeypatch.setenv("CONVEDU_SEED", str(seed))
        for place, bug in enumerate(check.bugs):
            fraction = check.examine(bug.answer).fraction
            found.setdefault((place, bug.name), {}).setdefault(fraction, seed)
    return found


def _uneven(found):
    return {bug[1]: seeds for bug, seeds in found.items() if len(seeds) > 1 or 1.0 in seeds}


@pytest.mark.parametrize("check", FUNCTION_CHECKS, ids=lambda check: check.name)
def test_marks_do_not_hang_on_the_seed(check, monkeypatch):
    assert not _uneven(_fractions(check, range(6), monkeypatch))


@pytest.mark.soak
@pytest.mark.parametrize("check", FUNCTION_CHECKS, ids=lambda check: check.name)
def test_marks_do_not_hang_on_any_of_200_seeds(check, monkeypatch):
    assert not _uneven(_fractions(check, range(200), monkeypatch))
