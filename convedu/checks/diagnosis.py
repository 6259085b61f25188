"""Names what is wrong with one outcome, in the words that a learner needs."""

import builtins
import re
import sys
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from convedu.checks.bank import words
from convedu.checks.call_recorder import Failure, Observation
from convedu.checks.compare import agrees, close, digits, numbers, pieces

_WORDS = words(__file__)

# The share of the points, and the kind of fault, of right values that come with something else.
SIDE_EFFECTS_AND_TYPE = "side_effects_and_type"

# After one of these the learner's process is gone or hopeless: more cases would say no more.
_FATAL = ("timeout", "memory", "died")


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong with one outcome. `detail` may quote the case, `message` may not.

    `kind` is "fatal", "values" (wrong ones), `SIDE_EFFECTS_AND_TYPE`, or "form". `bug` names the
    misconception where the outcome alone tells it.
    """

    kind: str
    message: str
    detail: str = ""
    bug: str | None = None


def say(what: str, kind: str = "form", **terms: object) -> Diagnosis:
    """Return what the TOML file says of a fault, with what stands there in braces."""
    messages, details = _WORDS.wrong["outcome"], _WORDS.values["outcome"]
    (detail,) = (details | _WORDS.edits).get(what, [""])
    message = (messages | _WORDS.bugs)[what]
    bug = what if what in _WORDS.bugs else None
    return Diagnosis(kind, message.format(**terms), str(detail).format(**terms), bug)


def of_outcome(name: str, observation: Observation, expected: object) -> Diagnosis | None:
    """Return what is wrong with the value in `observation`, or with its failure."""
    if observation.failure:
        return raised(name, observation.failure, expected)
    return _wrong_value(name, observation.value, expected)


def unless_raised(name: str, observation: Observation, wanted: type[Exception]) -> Diagnosis | None:
    """Return what is wrong with `observation` where a right answer raises `wanted`."""
    failure = observation.failure
    terms = {"name": name, "wanted": public(wanted.__name__)}
    if failure is None:
        return say("error-not-raised", **terms)
    if failure.is_error(wanted.__name__):
        return None
    if failure.kind not in ("foreign", "error"):
        return raised(name, failure, None)
    what = "error-returned" if failure.kind == "foreign" else "other-error-raised"
    return say(what, given=public(failure.type), **terms)


def raised(name: str, failure: Failure, expected: object) -> Diagnosis:
    """Return the fault of a call that gave no value."""
    if failure.kind in _FATAL:
        return say(failure.kind, "fatal", name=name)
    if failure.kind == "missing" and failure.function not in ("", name):
        # Its name is a detail: a learner may choose it, and it could carry a hidden input.
        return say("helper-missing", name=name, helper=failure.function)
    if failure.kind == "missing":
        return say("partly-missing", name=name)
    if failure.kind == "uncallable":
        return say("value-for-function", name=name, given=public(failure.type))
    if failure.kind == "foreign":
        return _other_kind(name, public(failure.type), expected)
    cell = f"the cell of `{failure.function}`" if failure.function else "its cell"
    where = f"Line {failure.line} of {cell}: " if failure.line else ""
    text = f"{failure.type}: {failure.text}" if failure.text else failure.type
    bug, meaning = _meaning(failure)
    message = f"`{name}` stopped with an error. {meaning}".strip()
    return Diagnosis("form", message, where + text, bug=bug)


def _meaning(failure: Failure) -> tuple[str | None, str]:
    for start, meaning in _WORDS.wrong["error"].items():
        kind, _, text = start.partition(": ")
        if failure.is_error(kind) and re.match(text, failure.text):
            return str(_WORDS.values["error"][start][0]), meaning
    return None, ""


def public(type_name: str) -> str:
    """Return what to call a type: one that a learner made has no name here."""
    if hasattr(builtins, type_name):
        return f"{'an' if type_name[:1] in 'AEIOUaeiou' else 'a'} `{type_name}`"
    odd = (said for start, said in _WORDS.wrong["type"].items() if type_name.startswith(start))
    return next(odd, "a type of its own")


def _other_kind(name: str, given: str, expected: object, what: str = "other-kind") -> Diagnosis:
    wanted = numbers(expected)
    asked = "one number" if wanted is not None and not wanted.ndim else "numbers"
    if isinstance(expected, str):
        asked = "a text"
    elif wanted is None:
        asked = public(type(expected).__name__)
    return say(what, name=name, given=given, asked=asked)


def _wrong_value(name: str, value: object, expected: object) -> Diagnosis | None:
    if value is None and expected is not None:
        return say("nothing-returned", name=name)
    if isinstance(expected, str):
        return _wrong_word(name, value, expected)
    if wanted_pieces := pieces(expected):
        return _wrong_pieces(name, value, wanted_pieces)
    found, wanted = numbers(value), numbers(expected)
    if wanted is None:
        return None if agrees(value, expected) else _other_value(name, value, expected)
    if found is None:
        if _is_too_large(value):
            return say("too-large", name=name)
        what = "rows-of-different-length" if _is_ragged(value) else "no-numbers"
        return _other_kind(name, public(type(value).__name__), expected, what)
    if np.iscomplexobj(found) and not isinstance(expected, np.ndarray):
        return say("complex-numbers" if found.ndim else "complex-number", name=name)
    if found.shape != wanted.shape:
        if isinstance(expected, list) and found.ndim and len(found) != len(wanted):
            return say("length", name=name, found=len(found), wanted=len(wanted))
        if isinstance(value, tuple) and not wanted.ndim:
            return say("comma", name=name, found=len(value))
        return say("shape", name=name, found=_form(found.shape), wanted=_form(wanted.shape))
    wrong = ~close(found, wanted)
    if not wrong.any():
        return None
    if found.dtype == bool and wanted.dtype != bool:
        kind = "truth values" if found.ndim else "a truth value"
        return _other_kind(name, f"{kind} (True or False)", expected)
    if not wanted.ndim:
        return say("value", "values", found=digits(found.item()))
    place = tuple(int(i) for i in np.argwhere(wrong)[0])
    terms = {"off": wrong.sum(), "all": wrong.size, "place": list(place)}
    return say("values", "values", found=digits(found[place].item()), **terms)


def _is_ragged(value: object) -> bool:
    return isinstance(value, list | tuple) and all(numbers(part) is not None for part in value)


def _is_too_large(value: object) -> bool:
    parts = value if isinstance(value, list | tuple) else (value,)
    return any(isinstance(part, int) and abs(part) > sys.float_info.max for part in parts)


def _form(shape: tuple[int, ...]) -> str:
    return str(shape) if shape else "a single number"


def _wrong_word(name: str, value: object, expected: str) -> Diagnosis | None:
    if not isinstance(value, str):
        return _other_kind(name, public(type(value).__name__), expected)
    if value == expected:
        return None
    if value.strip().lower().replace("_", " ") == expected.lower():
        return say("spelling")
    return say("word", found=value[:80])


def _other_value(name: str, value: object, expected: object) -> Diagnosis:
    kinds = [list if isinstance(each, tuple) else type(each) for each in (value, expected)]
    if kinds[0] is kinds[1]:
        return say("other-value")
    return _other_kind(name, public(type(value).__name__), expected)


def _wrong_pieces(name: str, value: object, expected: tuple) -> Diagnosis | None:
    if not isinstance(value, tuple | list) or len(value) != len(expected):
        given = f"{len(value)} things" if isinstance(value, tuple | list) else type(value).__name__
        return say("pieces", name=name, given=given, wanted=len(expected))
    for number, (found, wanted) in enumerate(zip(value, expected, strict=True), 1):
        if fault := _wrong_value(name, found, wanted):
            message = f"Result {number} of {len(expected)}: {fault.message}"
            return replace(fault, message=message, bug=None)
    return None


def wrong_form(value: Any, expected: Any) -> Diagnosis | None:
    """Return what is wrong with the form of a value whose numbers are right."""
    if wanted := pieces(expected):
        both = zip(value, wanted, strict=True)
        return next(filter(None, (wrong_form(*pair) for pair in both)), None)
    if numbers(expected) is None:
        return None
    if isinstance(expected, np.ndarray) and not isinstance(value, np.ndarray):
        return say("not-an-array", SIDE_EFFECTS_AND_TYPE, given=type(value).__name__)
    if np.iscomplexobj(value) and not np.iscomplexobj(expected):
        return say("complex-array", SIDE_EFFECTS_AND_TYPE)
    return None
