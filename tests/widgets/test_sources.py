"""The widgets' ES modules are written into one text, so their names must not meet."""

import re
from collections import Counter

import pytest

from convedu import widgets
from convedu.widgets.shared import sources
from convedu.widgets.shared.base import Widget

WIDGETS = [
    kind
    for kind in (getattr(widgets, name) for name in widgets.__all__)
    if isinstance(kind, type) and issubclass(kind, Widget)
]
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:const|let|var|function\*?|class) (\w+)", re.M)


@pytest.mark.parametrize("kind", WIDGETS, ids=lambda kind: kind.__name__)
def test_a_widgets_modules_are_written_out_once_and_in_order(kind):
    files = kind.module_files()
    assert files[-1].endswith("/view.js")
    assert len(set(files)) == len(files) > 1
    assert not re.search(r"^import ", str(kind._esm), re.MULTILINE)
    declared = Counter(DECLARED.findall(str(kind._esm)))
    assert len(declared) > 3
    assert [name for name, times in declared.items() if times > 1] == []


@pytest.mark.parametrize("kind", WIDGETS, ids=lambda kind: kind.__name__)
def test_a_widgets_styles_begin_with_the_theme(kind):
    assert kind.style_files()[0] == "shared/theme.css"
    assert str(kind._css) == "\n".join(map(sources.read, kind.style_files()))


def test_every_widget_was_looked_at_and_a_subclass_keeps_the_files():
    assert len({kind.module_files()[-1] for kind in WIDGETS}) == len(WIDGETS) > 9

    class Own(widgets.KernelLab):
        pass

    assert Own.module_files() == widgets.KernelLab.module_files()
    assert str(Own._esm) == str(widgets.KernelLab._esm)
