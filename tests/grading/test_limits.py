"""The limits of a class that was marked earlier are read as they were written."""

import json

from convedu.grading.limits import DEFAULTS, Limits


def test_limits_come_back_and_what_is_no_longer_known_is_left_out():
    stored = {**DEFAULTS.plain(), "seconds": 2.5, "value_bytes": 1}
    assert Limits.from_json(json.dumps(stored)) == Limits(seconds=2.5)
