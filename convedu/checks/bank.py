"""A bank of bugs: what each one does is made of a right answer, what it says stands in a TOML file.

Most misconceptions are a right answer in which a part of the source is another one.
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

from convedu.checks.answers import Answer as Answer
from convedu.checks.answers import Edited
from convedu.checks.cases import Bug

Edit = str | list[str]
"""``"old -> new"`` in a right answer's source, or several of these that are made together."""

_SHARES = {"values": 0.75, "side_effects_and_type": 0.25}


class Hints(tuple[str, ...]):
    """Three hints, from a nudge to nearly the answer.

    `first` has by the name of a mistake the number of the hint that is about it; of any other
    mistake it is `default`.
    """

    first: Mapping[str, int]
    default: int

    def __new__(cls, hints: Iterable[str], first: Mapping[str, int], default: int = 1) -> Self:
        """Join hints with what they are about."""
        made = super().__new__(cls, hints)
        made.first, made.default = first, default
        return made

    def about(self, mistake: str | None) -> int:
        """Return the number of the hint that is about a mistake; of two, about the first."""
        if mistake is None:
            return 1
        return self.first.get(mistake.partition(" + ")[0], self.default)


class Words(NamedTuple):
    """What a check says: the message of each bug by its name, and three hints.

    `edits` has by name how a bug's answers differ from the right one's source, see `edited`.
    `right` has the numbers of a number check by the answer's variable: an expression, how to get
    there, and what else a `Number` needs. `wrong` has tables of other messages, such as those of a
    number check by the answer's variable, and `values` what stands behind them, mostly expressions.
    `terms` are what an exercise calls things, and `shares` the parts of the points.
    """

    bugs: dict[str, str]
    edits: dict[str, list[Edit]]
    hints: Hints
    right: dict[str, list[Any]]
    wrong: dict[str, dict[str, str]]
    values: dict[str, dict[str, list[str]]]
    terms: dict[str, str]
    shares: dict[str, float]


def words(module: str, shared: Words | None = None) -> Words:
    """Read what a check says from the TOML file beside its module: ``words(__file__)``.

    In its table ``bugs`` a bug has a message, or a list of the message and of the edits that make
    its answers, each an answer of its own; a number in front, ``[2, "It is short."]``, says that
    the second hint is about it. A table ``edits`` has the edits of bugs whose message is taken from
    `shared`. Likewise a wrong number has a list of its message and its values, and a table
    ``values`` has those of messages that stand in ``bugs`` for several numbers. In the table
    ``first_hint`` a line such as ``2 = ["one-short"]`` says which other mistakes the second hint is
    about, and ``default = 2`` that it is about all others; without it the first one is.
    """
    stored = tomllib.loads(Path(module).with_suffix(".toml").read_text(encoding="utf-8"))
    groups = dict(stored.get("first_hint", {}))
    default = groups.pop("default", 1)
    first = dict(shared.hints.first) if shared else {}
    first |= {name: int(number) for number, names in groups.items() for name in names}
    messages, edits = _split(stored.get("bugs", {}), first)
    wrong = {variable: _split(some, first) for variable, some in stored.get("wrong", {}).items()}
    values = {variable: behind for variable, (_, behind) in wrong.items()}
    for variable, some in stored.get("values", {}).items():
        values[variable] = values.get(variable, {}) | some
    return Words(
        bugs=messages,
        edits=edits | stored.get("edits", {}),
        hints=Hints(stored.get("hints", ()), first, default),
        right=stored.get("right", {}),
        wrong={variable: said for variable, (said, _) in wrong.items()},
        values=values,
        terms=stored.get("terms", {}),
        shares=stored.get("shares", _SHARES),
    )


def _split(
    entries: Mapping[str, Any], first: dict[str, int]
) -> tuple[dict[str, str], dict[str, list]]:
    """Return by name the messages, and what stands behind them; put hints' numbers into `first`."""
    messages, behind = {}, {}
    for name, entry in entries.items():
        parts: list[Any] = [entry] if isinstance(entry, str) else entry
        if isinstance(parts[0], int):
            first[name.partition("/")[0]], *parts = parts
        messages[name], *rest = parts
        if rest:
            behind[name] = rest
    return messages, behind


def match_names(messages: Iterable[str], others: Iterable[str], what: str) -> None:
    """Raise ValueError unless there is a message for each of the others, and no more of them."""
    if unmatched := ", ".join(sorted({*messages} ^ {*others})):
        raise ValueError(f"messages and {what} differ, expected both for each of {unmatched}")


def bank(
    messages: Mapping[str, str],
    answers: Mapping[str, Answer | Iterable[Answer]],
    shared: Words | None = None,
) -> tuple[Bug, ...]:
    """Join what bugs do with what they say; one name may stand for several answers.

    Where answers of one name need different messages, a slash and a word follow the name:
    ``"full-size/flipped"``. A message that a check has none of its own for is taken from `shared`.
    """
    others = shared.bugs if shared else {}
    messages = {name: others[name] for name in others if name in answers} | dict(messages)
    match_names(messages, answers, "answers")
    return tuple(
        Bug(name.partition("/")[0], messages[name], answer)
        for name, some in answers.items()
        for answer in ((some,) if callable(some) else some)
    )


def edited(
    right: Answer, edits: Mapping[str, Iterable[Edit]], *others: Answer
) -> dict[str, tuple[Edited, ...]]:
    """Return by name the answers that are `right` with its source edited.

    ``"i * s -> i"`` replaces each `i * s` by `i`, and a list of such edits makes all of them in
    one answer. What a right answer is written with, spaces and line ends, belongs to it. An edit
    of what `right` does not have is made in the first of `others`, right answers too, that has it.
    """
    return {
        name: tuple(
            Edited((right, *others), tuple(map(parts, [one] if isinstance(one, str) else one)))
            for one in some
        )
        for name, some in edits.items()
    }


def fitting(bugs: Mapping[str, tuple[Edited, ...]]) -> dict[str, tuple[Edited, ...]]:
    """Return the answers whose source has what is to be replaced, by the names that have some."""
    fit = {name: tuple(one for one in some if one.applies) for name, some in bugs.items()}
    return {name: some for name, some in fit.items() if some}


def parts(edit: str) -> tuple[str, str]:
    """Return what is replaced, and by what."""
    old, arrow, new = edit.partition(" ->")
    if not arrow:
        raise ValueError(f"expected an edit as 'old -> new', got {edit!r}")
    return old, new.removeprefix(" ")
