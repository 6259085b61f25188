"""What a test holds in place of a learner's function or object."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from convedu.grading.judge.relay import Relay

_SPECIAL = (
    *("eq", "ne", "lt", "le", "gt", "ge", "len", "iter", "next", "contains", "getitem", "setitem"),
    *("delitem", "call", "add", "radd", "sub", "rsub", "mul", "rmul", "matmul", "truediv", "mod"),
    *("pow", "neg", "abs", "bool", "int", "float", "index", "str", "format", "enter", "exit"),
    *("instancecheck", "subclasscheck"),
)


class Function:
    """Stands for a function of the learner's.

    Parameters
    ----------
    relay : Relay
        Calls it.
    name : str
        Its name.
    """

    def __init__(self, relay: "Relay", name: str) -> None:
        self.relay = relay
        self.name = self.__name__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the answer; see `Relay.call`."""
        return self.relay.call(self.name, args, kwargs)

    def __deepcopy__(self, memo: dict) -> "Function":
        return self


class Outsider:
    """Stands for an object of the learner's: it can be passed by, and nothing else.

    Parameters
    ----------
    relay : Relay
        Is told when a test needs it.
    what : str
        What it is, as a clause.
    """

    def __init__(self, relay: "Relay", what: str) -> None:
        self._relay = relay
        self._what = what

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # IPython and copy look for much that no test asks for
            raise AttributeError(name)
        raise self._relay.refuse(self._what)

    def __repr__(self) -> str:
        return f"<{self._what}>"

    def __deepcopy__(self, memo: dict) -> "Outsider":
        return self


def _refusing(self: Outsider, *_: Any, **__: Any) -> Any:
    raise self._relay.refuse(self._what)


for _name in _SPECIAL:
    setattr(Outsider, f"__{_name}__", _refusing)


def write_back(old: Any, new: Any) -> Any:
    """Give lists, dictionaries, sets and arrays the content that they have on the other side.

    Parameters
    ----------
    old : object
        As the caller knows it; changed in place.
    new : object
        What it is now.

    Returns
    -------
    object
        `old` if it is a container of that type, else `new`.

    Examples
    --------
    >>> numbers = [3, [1]]
    >>> write_back(numbers, [3, [1, 2]]) is numbers, numbers
    (True, [3, [1, 2]])
    """
    if isinstance(old, list) and isinstance(new, list):
        olds = [*old, *new[len(old) :]]
        old[:] = [write_back(*pair) for pair in zip(olds, new, strict=False)]
    elif isinstance(old, dict) and isinstance(new, dict):
        merged = {key: write_back(old.get(key), value) for key, value in new.items()}
        old.clear()
        old.update(merged)
    elif isinstance(old, set) and isinstance(new, set):
        old.clear()
        old.update(new)
    elif isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        if old.flags.writeable and (old.shape, old.dtype) == (new.shape, new.dtype):
            old[...] = new
    elif isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        for pair in zip(old, new, strict=True):
            write_back(*pair)
    else:
        return new
    return old
