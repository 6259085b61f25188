"""Notices at home that an answer calls a function that returns nothing."""

import dis
import inspect
from collections.abc import Iterator
from itertools import pairwise
from types import CodeType, FunctionType


def note(answer: FunctionType) -> str:
    """Say which of the functions that `answer` calls, if any, never returns a value."""
    names = [function.__name__ for function in _called(answer) if _returns_nothing(function)]
    if not names:
        return ""
    return f"`{answer.__name__}` calls `{names[0]}`, which returns nothing (None): is it finished?"


def _called(answer: FunctionType) -> Iterator[FunctionType]:
    """Yield the learner's functions that a function names, and those that these name."""
    known: set[FunctionType] = set()
    todo = [inspect.unwrap(answer)]
    while todo:
        caller = todo.pop()
        for name in _names(caller.__code__):
            called = caller.__globals__.get(name)
            if not isinstance(called, FunctionType) or called in known or called is answer:
                continue
            if called.__globals__ is caller.__globals__:
                known.add(called)
                todo.append(called)
                yield called


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for part in code.co_consts:  # functions within
        if inspect.iscode(part):
            yield from _names(part)


def _returns_nothing(function: FunctionType) -> bool:
    if inspect.isgeneratorfunction(function) or inspect.iscoroutinefunction(function):
        return False
    steps = pairwise(dis.get_instructions(function))
    given = [
        now if now.opname == "RETURN_CONST" else before
        for before, now in steps
        if now.opname in ("RETURN_VALUE", "RETURN_CONST")
    ]
    return bool(given) and all(one.opcode in dis.hasconst and one.argval is None for one in given)
