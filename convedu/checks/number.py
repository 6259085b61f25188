"""Checks numbers that a learner worked out by hand; each known wrong one has its own message."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from convedu.checks import diagnosis
from convedu.checks.bank import Words, words
from convedu.checks.base import Check, name_of
from convedu.checks.call_recorder import Observation, observe_value
from convedu.checks.compare import FLOATING, digits, numbers
from convedu.checks.verdict import Verdict

WORDS = words(__file__)


@dataclass(frozen=True)
class Wrong:
    """A known wrong value, the misconception that leads to it, and what helps."""

    name: str
    value: float
    message: str


@dataclass(frozen=True)
class Number:
    """One number: its value, computed and not typed, how to get there, and the known wrong ones.

    `within` is how far off a rounded answer may be. An estimate is right if it is less than
    `factor` times too large or too small; a factor of 1 is no estimate.
    """

    value: float
    calculation: str
    wrong: tuple[Wrong, ...] = ()
    within: float = 0.0
    factor: float = 1.0

    def is_right(self, given: float) -> bool:
        """Tell whether a number is near enough."""
        if self.factor > 1:
            return _times_off(given, self.value) < self.factor
        return _equal(given, self.value, self.within)

    def known(self, given: float) -> Wrong | None:
        """Return the wrong value that a number is, or of an estimate the nearest."""
        if self.factor > 1:
            near = [w for w in self.wrong if _times_off(given, w.value) < math.sqrt(self.factor)]
            return min(near, key=lambda w: _times_off(given, w.value), default=None)
        return next((w for w in self.wrong if _equal(given, w.value, self.within)), None)


def known_values(said: Words, variable: str, names: Mapping[str, Any]) -> tuple[Wrong, ...]:
    """Return the wrong values that `said` has of a variable, expressions in `names`."""
    messages = {**said.bugs, **said.wrong.get(variable, {})}
    values = said.values.get(variable, {})
    if unsaid := ", ".join(values.keys() - messages.keys()):
        raise ValueError(f"{variable} has no message for the wrong value of {unsaid}")
    return tuple(
        Wrong(name, eval(value, {**names}), messages[name])
        for name, some in values.items()
        for value in some
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class NumberCheck(Check):
    """Compares numbers.

    Parameters
    ----------
    numbers : mapping
        From each answer's variable to its `Number`, in call order.
    together : tuple
        Wrong values of all of them, where one alone does not tell the mistake: looked for first.
    """

    numbers: Mapping[str, Number]
    together: tuple[tuple[Wrong, ...], ...] = ()

    def examine(self, *answers: object) -> Verdict:
        """Compare each answer; the first wrong one is talked about."""
        self._require(answers, self.numbers)
        observations = [observe_value(answer) for answer in answers]
        if all(o.failure and o.failure.kind == "missing" for o in observations):
            return self.verdict(0.0, state="missing")
        right_ones = [number.value for number in self.numbers.values()]
        faults = [
            _fault(name, number, observation, right_ones)
            for (name, number), observation in zip(self.numbers.items(), observations, strict=True)
        ]
        right = faults.count(None)
        if right == len(faults):
            return self.verdict(1.0, state="correct")
        bug, message = self._together(observations, right_ones) or next(filter(None, faults))
        return self.verdict(right / len(faults), message, bug=bug)

    def _together(
        self, observations: Sequence[Observation], right: Sequence[float]
    ) -> tuple[str, str] | None:
        found = [numbers(observation.value) for observation in observations]
        if any(value is None or value.shape or value.dtype.kind not in "iuf" for value in found):
            return None
        values = [float(value) for value in found if value is not None]
        for some in self.together:
            if all(map(_equal, values, (wrong.value for wrong in some))):
                return some[0].name, some[0].message
        if not all(map(_equal, sorted(values), sorted(right))):
            return None
        given = zip(self.numbers.items(), values, strict=True)
        moved = [each for each in given if not _equal(each[0][1].value, each[1])]
        names = {wrong and wrong.name for (_, one), value in moved for wrong in [one.known(value)]}
        if len(names) == 1 and None not in names:
            return None  # one mistake tells more: the two have been mixed up for a reason
        variables = ", ".join(f"`{variable}`" for (variable, _), _ in moved)
        return "swapped", f"{variables}: {WORDS.wrong['number']['swapped']}"

    def solution_source(self) -> str:
        """Return each number with the way to it."""
        return "\n".join(
            f"{k} = {n.value:.10g}   # {n.calculation}" for k, n in self.numbers.items()
        )


def number_check(
    module: str,
    names: Mapping[str, Any],
    *,
    known: Mapping[str, tuple[Wrong, ...]] | None = None,
    shared: Words = WORDS,
) -> NumberCheck:
    """Return the check of a module and the TOML file beside it: ``number_check(__file__, ...)``.

    The table ``right`` has for each answer's variable the number, an expression in `names`, how to
    get there, with names in braces, and further arguments of `Number`, if there are any. To the
    wrong values of `known` are added the file's, expressions in `names` and in `value`, the right
    one: those of the number's variable and those of ``each``, which may also say something else of
    a value that is known. The table ``together`` has the values of all numbers at once. What the
    file does not say of a mistake is taken from `shared`.
    """
    said = words(module, shared)
    together = groupby(known_values(said, "together", names), attrgetter("name"))

    def with_wrong(variable: str, right: Sequence[Any]) -> Number:
        number = _right(names, *right)
        own = said.wrong.get(variable, {})
        wrong = [*number.wrong, *(known or {}).get(variable, ())]
        wrong = [replace(w, message=own.get(w.name, w.message)) for w in wrong]
        for which in (variable, "each"):
            wrong += known_values(said, which, {**names, "value": number.value})
        if unused := ", ".join(own.keys() - {each.name for each in wrong}):
            raise ValueError(f"{variable} has no wrong value for the message of {unused}")
        return replace(number, wrong=tuple(wrong))

    return NumberCheck(
        name=name_of(module),
        hints=said.hints,
        numbers={variable: with_wrong(variable, right) for variable, right in said.right.items()},
        together=tuple(tuple(some) for _, some in together),
    )


def _right(
    names: Mapping[str, Any],
    right: str,
    calculation: str,
    options: Mapping[str, float] | None = None,
) -> Number:
    """Return a right number; if it is written as a ratio, with what is usually given instead."""
    value = eval(right, {**names})
    larger, slash, smaller = right.partition(" / ")
    terms = {"larger": larger, "smaller": smaller} if slash else {}
    known = {**{term: eval(each, {**names}) for term, each in terms.items()}, "value": value}
    wrong = known_values(WORDS, "ratio", known) if slash else ()
    return Number(value, calculation.format_map(names), wrong, **(options or {}))


def _fault(
    name: str, number: Number, observation: Observation, others: Sequence[float]
) -> tuple[str | None, str] | None:
    """Return the name of what is wrong with a number, if it has one, and what is said of it."""
    failure = observation.failure
    is_missing = failure.kind == "missing" if failure else observation.value is None
    if is_missing:
        return None, f"`{name}` is still missing."
    fault = diagnosis.of_outcome(name, observation, math.nan)  # of which all numbers differ
    if fault and fault.kind != "values":
        bug = "no-number" if not failure or failure.kind == "foreign" else None
        return bug, f"{fault.message} {fault.detail}".strip()
    value = float(observation.value)
    if number.is_right(value):
        return None
    if wrong := number.known(value):
        return wrong.name, f"`{name}`: {wrong.message}"
    given = f"`{name}` is {digits(value)}"
    if number.factor > 1:
        size = "large" if value > number.value else "small"
        return None, f"{given}, too {size} by a factor of {number.factor:g} or more."
    if relation := _relation(value, number.value, others):
        return relation, f"{given}: {WORDS.wrong['number'][relation]}"
    is_near = abs(value - number.value) <= 0.1 * abs(number.value)
    how = "near, but not right" if is_near else "not yet"
    return None, f"{given}: {how}. Go step by step, or open a hint."


def _relation(value: float, right: float, others: Sequence[float]) -> str | None:
    """Return the name of what a wrong number has to do with the right ones."""
    telling = abs(right) > 3 or right != round(right)  # of 1, 2 and 3 nearly all is one off
    names = {"value": value, "right": right, "others": others, "telling": telling}
    relations = WORDS.values["number"].items()
    return next((name for name, (holds,) in relations if eval(holds, globals() | names)), None)


def _shortened(value: float) -> list[float]:
    """Return the value with fewer decimals, rounded or cut off."""
    return [
        shorten(value * 10**places) / 10**places
        for places in range(4)
        for shorten in (round, math.floor)
    ]


def _times_off(one: float, other: float) -> float:
    """Return how many times too large or too small a number is; infinity if one is not positive."""
    if min(one, other) <= 0:
        return math.inf
    return max(one / other, other / one)


def _equal(one: float, other: float, within: float = 0.0) -> bool:
    """Tell whether two numbers agree: counts exactly, real ones up to rounding."""
    return abs(one - other) <= max(
        within, (FLOATING if other == round(other) else 1e-6) * abs(other)
    )
