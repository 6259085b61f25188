"""A prediction: the learner chooses, and only then comes the answer."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import traitlets

from convedu._validate import within
from convedu.widgets.shared.base import Widget

CONFIDENCES = ("guess", "fairly sure", "certain")


class Prediction(Widget):
    """A question with options, a confidence, and a button; the answer follows the commitment.

    The page holds the answer, encoded so that nobody meets it by accident: a commitment is answered
    also where the kernel is gone. Only the record of it needs a kernel.

    Parameters
    ----------
    prompt : str
        The question; `code` may stand in backticks, here and in the options.
    options : sequence of str
        At least two.
    answers : sequence of mapping
        What is told about each option: ``{"correct": bool, "answer": int, "why": str, "tempting":
        str}``.
    on_commit : callable
        Called once with the position of the chosen option and of the confidence ("guess",
        "fairly sure", "certain"); logs them and returns the pair that stands in the record.
    name : str
        Which question this is.
    earlier : (int, int), optional
        An earlier choice and its confidence.

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> told = [{"correct": n == 0, "answer": 0, "why": "It is.", "tempting": ""} for n in (0, 1)]
    >>> Prediction("Is `1 + 1` 2?", ["yes", "no"], told, on_commit=lambda *made: made, name="sum")
    Prediction: Is `1 + 1` 2?
      1. yes
      2. no
    """

    title = "Prediction"
    styles = ()

    name = traitlets.Unicode()
    prompt = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    confidences = traitlets.List(traitlets.Unicode(), list(CONFIDENCES)).tag(sync=True)
    sealed = traitlets.Unicode().tag(sync=True)
    reveal = traitlets.Dict().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        prompt: str,
        options: Sequence[str],
        answers: Sequence[Mapping[str, Any]],
        *,
        on_commit: Callable[[int, int], tuple[int, int]],
        name: str,
        earlier: tuple[int, int] | None = None,
    ) -> None:
        if isinstance(options, str) or len(options) < 2:
            raise ValueError(f"options is {options!r}, expected at least two texts")
        if len(answers) != len(options):
            raise ValueError(
                f"answers has {len(answers)} entries, expected one for each of the {len(options)} "
                "options"
            )
        if not callable(on_commit):
            raise TypeError(f"on_commit is {on_commit!r}, expected a function of two numbers")
        self._on_commit = on_commit
        self._answers = answers
        super().__init__(
            prompt=prompt,
            options=list(options),
            name=name,
            sealed=base64.b64encode(json.dumps(list(answers)).encode()).decode(),
            reveal=self._told(*earlier) if earlier else {},
        )
        self.on_msg(self._receive)

    def commit(self, choice: int, confidence: int) -> None:
        """Log a choice and reveal the answer; a second choice changes nothing.

        Parameters
        ----------
        choice, confidence : int
            Positions in `options` and in ("guess", "fairly sure", "certain").
        """
        within("choice", choice, 0, len(self.options) - 1)
        within("confidence", confidence, 0, len(CONFIDENCES) - 1)
        if not self.reveal:
            self.reveal = self._told(*self._on_commit(choice, confidence))

    def describe(self) -> str:
        """Return the question and its options; never the answer."""
        lines = (f"  {number}. {option}" for number, option in enumerate(self.options, 1))
        return "\n".join([f"Prediction: {self.prompt}", *lines])

    def static_png(self) -> None:
        """Return no picture: the question stands in words."""

    def _told(self, choice: int, confidence: int) -> dict[str, Any]:
        return {"choice": choice, "confidence": confidence, **self._answers[choice]}

    def _receive(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        self.problem = ""
        try:
            message: Any = content
            self.commit(message.get("choice"), message.get("confidence"))
        except Exception as error:  # the learner must be told, whatever went wrong with the log
            self.problem = f"{type(error).__name__}: {error}"
