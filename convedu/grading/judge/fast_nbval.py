"""Gives nbval's cells without what it would run Jupyter's kernels and measure coverage with.

That takes a third of the time in which it is loaded, and the judge has a kernel of its own.
"""

import sys
from types import ModuleType
from typing import Any

from convedu.grading.exercise.fast_nbformat import nbformat  # noqa: F401 - before nbval loads it

_UNUSED: dict[str, dict[str, Any]] = {
    "nbval.kernel": {"RunningKernel": None, "CURRENT_ENV_KERNEL_NAME": ""},
    "nbval.cover": {"setup_coverage": None, "teardown_coverage": None},
}
_absent = _UNUSED.keys() - sys.modules.keys()
for _name in _absent:
    sys.modules[_name] = ModuleType(_name)
    vars(sys.modules[_name]).update(_UNUSED[_name])
try:
    from nbval.plugin import IPyNbCell, NbCellError
finally:
    for _name in _absent:
        del sys.modules[_name]

__all__ = ["IPyNbCell", "NbCellError"]
