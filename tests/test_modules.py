"""The widgets' ES modules are written into one text, so their names must not meet."""

import re
from collections import Counter
from pathlib import Path

import pytest

from convedu.widgets import base

FOLDER = Path(base.__file__).parent
ENTRIES = sorted(path.name for path in FOLDER.glob("*.js") if "export default" in path.read_text())
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:const|let|var|function\*?|class) (\w+)", re.M)


def test_there_is_something_to_look_at():
    assert len(ENTRIES) >= 9


@pytest.mark.parametrize("entry", ENTRIES)
def test_no_name_is_declared_twice_in_a_widgets_module(entry):
    declared = Counter(DECLARED.findall(base.module(entry)))
    assert len(declared) > 3
    assert [name for name, times in declared.items() if times > 1] == []
