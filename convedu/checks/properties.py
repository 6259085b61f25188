"""Checks a function by what its results do, for answers that have more than one right form."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from convedu.checks import diagnosis
from convedu.checks.agreement import Finding
from convedu.checks.bank import Answer, match_names, words
from convedu.checks.base import name_of
from convedu.checks.call_recorder import Observation
from convedu.checks.cases import Bug, Case
from convedu.checks.compare import digits, numbers
from convedu.checks.diagnosis import Diagnosis
from convedu.checks.function import FunctionCheck

Rules = dict[str, Callable[[np.ndarray], bool]]
"""What a right result does, by the name of the mistake where it does not; the most basic first."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PropertyCheck(FunctionCheck):
    """Calls a function once for each entry of `rules` and holds the result against its rules.

    The reference is one right answer among several, shown as the solution. `messages` are those
    of the rules, with the result's sum in place of ``{sum}``.
    """

    rules: Mapping[str, Rules]
    messages: Mapping[str, str]

    def fault(self, case: Case, observation: Observation) -> Diagnosis | None:
        """Return which rule is broken, or that there are none to hold."""
        (argument,) = case.args
        call = f"{self.label}({argument!r})"
        if observation.failure or observation.value is None:
            is_called = not observation.failure or observation.failure.kind != "uncallable"
            return diagnosis.of_outcome(call if is_called else self.label, observation, [])
        result = numbers(observation.value)
        if result is None or result.ndim != 2:
            form = "a single number"
            if result is None:
                form = diagnosis.public(type(observation.value).__name__)
            elif result.ndim:
                form = f"an array of shape {result.shape}"
            return diagnosis.say("not-rows-and-columns", name=call, given=form)
        if np.iscomplexobj(result):
            return diagnosis.say("complex-numbers", name=call)
        for name, holds in self.rules[argument].items():
            if not holds(result):
                with np.errstate(all="ignore"):
                    total = digits(result.sum().item())
                said = self.messages[name].format(sum=total)
                return Diagnosis("form", f"`{call}`: {said}", bug=name)
        return None

    def find_bug(self, findings: Sequence[Finding]) -> Bug | None:
        """Return none: each fault has its own name."""


def property_check(*arguments: str) -> Callable[[Answer], PropertyCheck]:
    """Make of the right answer below the check of its module and the TOML file beside that.

    It is called with each of `arguments`, for an equal share of the points. In the file a mistake
    has a message, then what a `result` does without it, an expression in the module's names, and
    then the arguments that this is asked of, if not of all.
    """

    def made(reference: Answer) -> PropertyCheck:
        module = inspect.getfile(reference)
        said = words(module)
        rules: dict[str, Rules] = {argument: {} for argument in arguments}
        for name, (rule, *asked) in said.edits.items():
            holds = eval(f"lambda result: bool({rule})", reference.__globals__)
            for argument in asked or arguments:
                rules[str(argument)][name] = holds
        match_names(said.bugs, said.edits, "rules")
        return PropertyCheck(
            name=name_of(module),
            reference=reference,
            cases=lambda rng: [Case((argument,), argument, public=True) for argument in arguments],
            bugs=(),
            shares=dict.fromkeys(arguments, 1 / len(arguments)),
            hints=said.hints,
            rules=rules,
            messages=said.bugs,
        )

    return made
