"""Names of a package whose modules are loaded when a name is first used."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy_names(
    package: str, modules: Mapping[str, tuple[str, ...]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return a package's ``__getattr__`` and ``__dir__`` from each module's public names.

    Raises
    ------
    AttributeError
        From ``__getattr__``, for a name that no module has.
    """
    module_of = {name: module for module, names in modules.items() for name in names}

    def get_name(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{module_of[name]}"), name)

    return get_name, lambda: sorted(module_of)
