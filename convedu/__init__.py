"""convedu: a course on convolution, with live widgets, checks and a grader.

The parts are loaded when they are first used, so that `import convedu` costs nothing:

>>> from convedu import ops
>>> ops.correlate1d([1.0, 2.0, 4.0], [1.0, 1.0])
array([3., 6.])
"""

from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"

__all__ = [
    "alexnet",
    "checks",
    "images",
    "layers",
    "ops",
    "plots",
    "shapes",
    "study",
    "widgets",
]


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
