"""Names what is wrong with one outcome, in the words a learner needs."""

import builtins
from dataclasses import dataclass
from typing import Any

import numpy as np

from convedu.checks.call_recorder import Failure, Observation
from convedu.checks.compare import close, digits, numbers, pieces

# What people return in place of numbers, beside what is built in. Each has words of its own: the
# name of a class or of a field that a learner made could carry a hidden input.
_ODD = {
    "array of dtype object": "an array of objects",
    "array of dtype <U": "an array of texts",
    "array of dtype datetime64": "an array of dates",
    "array of dtype timedelta64": "an array of times",
    "array of dtype [": "an array of records",
    "array with masked elements": "an array with masked elements",
    "generator": "a generator",
    "function": "a function",
    "datetime64": "a date",
    "timedelta64": "a time",
    "void": "a record",
    "dict_": "a view of a dictionary",
    "array of dtype": "an array",
    "ndarray": "an array",
    "float64": "a number",
    "int64": "a number",
}

# What an error betrays by its type and by how its text begins, if it does: a name and its words.
_ERRORS = (
    ("IndexError", "", "index-too-large", "An index goes beyond the end of an array."),
    ("NameError", "", "unknown-name", "It uses a name that nothing has been assigned to."),
    ("UnboundLocalError", "", "unknown-name", "It uses a name before anything is assigned to it."),
    ("AttributeError", "", "unknown-attribute", "What stands behind a dot does not exist there."),
    ("KeyError", "", "unknown-key", "It looks up a key that a dictionary does not have."),
    ("ZeroDivisionError", "", "divided-by-zero", "It divides by 0."),
    ("RecursionError", "", "endless-recursion", "It calls itself without an end."),
    ("ValueError", "operands could not be broadcast", "shapes-do-not-fit", "Two arrays that do not "
     "have the same shape are added or multiplied."),
    ("ValueError", "could not broadcast", "shapes-do-not-fit", "An array is put into a place of "
     "another shape."),
    ("ValueError", "cannot reshape", "shapes-do-not-fit", "An array is reshaped to a shape with "
     "more or fewer places."),
    ("ValueError", "negative dimensions", "negative-size", "An array is made with a negative size: "
     "what is larger than what?"),
    ("ValueError", "matmul", "shapes-do-not-fit", "Two matrices are multiplied that do not fit."),
    ("ValueError", "shapes ", "shapes-do-not-fit", "Two arrays are multiplied whose sides differ."),
    ("ValueError", "The truth value of an array", "array-for-number", "`if`, `while`, `max` or "
     "`and` gets a whole array, not one number."),
    ("ValueError", "setting an array element", "array-for-number", "Several numbers are put into a "
     "place for one, or rows differ in length."),
    ("ValueError", "zero-size array", "empty-window", "It asks for the largest or smallest of "
     "nothing: a window is empty."),
    ("ValueError", "not enough values", "axes-miscounted", "Something is unpacked into more names "
     "than it has parts."),
    ("ValueError", "too many values", "axes-miscounted", "Something is unpacked into fewer names "
     "than it has parts."),
    ("TypeError", "only ", "array-for-number", "An array stands where one number is needed."),
    ("TypeError", "'float' object cannot be", "fraction-for-whole", "A float stands where a whole "
     "number is needed: divide with `//`."),
)  # fmt: skip

# The share of the points, and the kind of fault, of right values that come with something else.
SIDE_EFFECTS_AND_TYPE = "side_effects_and_type"

# After one of these the learner's process is gone or hopeless: more cases would say no more.
FATAL = {
    "timeout": "`{name}` ran longer than the time limit: does a loop never end?",
    "memory": "`{name}` used more memory than it may: does an array grow in a loop?",
    "died": "`{name}` ended the Python process it ran in.",
}


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong with one outcome. `detail` may quote the case, `message` may not.

    `bug` names the misconception where the outcome alone tells it.
    """

    kind: str
    message: str
    detail: str = ""
    bug: str | None = None


def of_outcome(name: str, observation: Observation, expected: object) -> Diagnosis | None:
    """Return what is wrong with the value in `observation`, or with its failure."""
    return _fatal(name, observation) or (
        raised(name, observation.failure)
        if observation.failure
        else _wrong_value(name, observation.value, expected)
    )


def unless_raised(name: str, observation: Observation, wanted: type[Exception]) -> Diagnosis | None:
    """Return what is wrong with `observation` where a right answer raises `wanted`."""
    if fatal := _fatal(name, observation):
        return fatal
    failure = observation.failure
    if failure and failure.is_error(wanted.__name__):
        return None
    if failure and failure.kind in ("missing", "uncallable"):
        return raised(name, failure)
    if failure is None:
        did, bug = "returns a value", "error-not-raised"
    elif failure.kind == "foreign":
        did, bug = f"returns {public(failure.type)}", "error-returned"
    else:
        did, bug = f"raises {public(failure.type)}", "other-error-raised"
    message = (
        f"`{name}` {did}, expected it to `raise` {public(wanted.__name__)} for such arguments."
    )
    return Diagnosis("error", message, bug=bug)


def _fatal(name: str, observation: Observation) -> Diagnosis | None:
    if observation.failure and observation.failure.kind in FATAL:
        return Diagnosis("fatal", FATAL[observation.failure.kind].format(name=name))
    return None


def raised(name: str, failure: Failure) -> Diagnosis:
    """Return the fault of a call that gave no value."""
    if failure.kind == "missing" and failure.function:
        # Its name is a detail: a learner may choose it, and it could carry a hidden input.
        return Diagnosis(
            "error",
            f"`{name}` calls a function that is still missing.",
            f"It is `{failure.function}`: write that one first.",
            bug="helper-missing",
        )
    if failure.kind == "missing":
        return Diagnosis("error", f"`{name}` is still missing for some arguments.")
    if failure.kind == "uncallable":
        return Diagnosis(
            "type",
            f"Instead of a function the check got {public(failure.type)}: pass `{name}` itself, "
            "without calling it, and give results names of their own.",
            bug="value-for-function",
        )
    if failure.kind == "foreign":
        kind = public(failure.type)
        return Diagnosis(
            "type", f"`{name}` gives {kind}, expected numbers or a NumPy array of them."
        )
    cell = f"the cell of `{failure.function}`" if failure.function else "its cell"
    where = f"Line {failure.line} of {cell}: " if failure.line else ""
    words = f"{failure.type}: {failure.text}" if failure.text else failure.type
    bug, meaning = _meaning(failure)
    message = f"`{name}` stopped with an error. {meaning}".strip()
    return Diagnosis("error", message, where + words, bug=bug)


def _meaning(failure: Failure) -> tuple[str | None, str]:
    for kind, start, bug, meaning in _ERRORS:
        if failure.is_error(kind) and failure.text.startswith(start):
            return bug, meaning
    return None, ""


def public(type_name: str) -> str:
    """Return what to call a type: one that a learner made has no name here."""
    if hasattr(builtins, type_name):
        return f"{'an' if type_name[:1] in 'AEIOUaeiou' else 'a'} `{type_name}`"
    odd = (words for start, words in _ODD.items() if type_name.startswith(start))
    return next(odd, "a type of its own")


def _wrong_value(name: str, value: object, expected: object) -> Diagnosis | None:
    if value is None:
        message = (
            f"`{name}` returns nothing (None): is there a `return`, with a value in every case?"
        )
        return Diagnosis("type", message, bug="nothing-returned")
    if isinstance(expected, str):
        return _wrong_word(name, value, expected)
    if wanted_pieces := pieces(expected):
        return _wrong_pieces(name, value, wanted_pieces)
    found, wanted = numbers(value), numbers(expected)
    if found is None:
        return Diagnosis(
            "type",
            f"`{name}` returns {public(type(value).__name__)}, expected numbers.",
            bug="rows-of-different-length" if _is_ragged(value) else "no-numbers",
        )
    if np.iscomplexobj(found) and not isinstance(expected, np.ndarray):
        kinds = ("a complex number", "a real one"), ("complex numbers", "real ones")
        given, asked = kinds[found.ndim > 0]
        return Diagnosis("type", f"`{name}` gives {given}, expected {asked}.")
    assert wanted is not None  # a reference gives numbers
    if found.shape != wanted.shape:
        detail = f"Yours is {_form(found.shape)}"
        # How long a list should be is often the question itself.
        detail += "." if isinstance(expected, list) else f", expected {_form(wanted.shape)}."
        return Diagnosis("shape", "The result has the wrong shape.", detail)
    wrong = ~close(found, wanted)
    if not wrong.any():
        return None
    if found.dtype == bool and wanted.dtype != bool:
        kind = "truth values" if found.ndim else "a truth value"
        return Diagnosis("type", f"`{name}` gives {kind} (True or False), expected numbers.")
    if not wanted.ndim:
        return Diagnosis("values", "Not the right value.", f"Yours is {digits(found.item())}.")
    place = tuple(int(i) for i in np.argwhere(wrong)[0])
    at = f"the first at {list(place)}: yours is {digits(found[place].item())}"
    return Diagnosis(
        "values", "Not the right values.", f"{wrong.sum()} of {wrong.size} are off, {at}."
    )


def _is_ragged(value: object) -> bool:
    return isinstance(value, list | tuple) and all(numbers(part) is not None for part in value)


def _form(shape: tuple[int, ...]) -> str:
    return str(shape) if shape else "a single number"


def _wrong_word(name: str, value: object, expected: str) -> Diagnosis | None:
    if not isinstance(value, str):
        return Diagnosis(
            "type", f"`{name}` returns {public(type(value).__name__)}, expected a text."
        )
    if value == expected:
        return None
    if value.strip().lower().replace("_", " ") == expected.lower():
        return Diagnosis("word", "Nearly the right word: capitals and spaces count.")
    return Diagnosis("word", "Not the right word.", f"Yours is {value[:80]!r}.")


def _wrong_pieces(name: str, value: object, expected: tuple) -> Diagnosis | None:
    if not isinstance(value, tuple | list) or len(value) != len(expected):
        kind = f"{len(value)} things" if isinstance(value, tuple | list) else type(value).__name__
        return Diagnosis("type", f"`{name}` returns {kind}, expected {len(expected)} arrays.")
    for number, (found, wanted) in enumerate(zip(value, expected, strict=True), 1):
        if fault := _wrong_value(name, found, wanted):
            return Diagnosis(
                fault.kind, f"Result {number} of {len(expected)}: {fault.message}", fault.detail
            )
    return None


def wrong_form(value: Any, expected: Any) -> Diagnosis | None:
    """Return what is wrong with the form of a value whose numbers are right."""
    if wanted := pieces(expected):
        both = zip(value, wanted, strict=True)
        return next(filter(None, (wrong_form(*pair) for pair in both)), None)
    if isinstance(expected, np.ndarray) and not isinstance(value, np.ndarray):
        kind = type(value).__name__
        return Diagnosis(
            SIDE_EFFECTS_AND_TYPE, f"The values are right, but come as a {kind}: return an array."
        )
    if np.iscomplexobj(value) and not np.iscomplexobj(expected):
        return Diagnosis(
            SIDE_EFFECTS_AND_TYPE, "The values are right, but complex: take `.real` after an FFT."
        )
    return None
