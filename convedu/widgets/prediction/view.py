"""A prediction: the learner chooses, the choice is logged, and only then comes the answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import traitlets

from convedu._validate import within
from convedu.widgets.shared.base import Widget

CONFIDENCES = ("guess", "fairly sure", "certain")


class Prediction(Widget):
    """A question with options, a confidence, and a button; the answer follows the commitment.

    The answer is not on the page, nor in any trait, before the choice has been logged.

    Parameters
    ----------
    prompt : str
        The question; `code` may stand in backticks, here and in the options.
    options : sequence of str
        At least two.
    on_commit : callable
        Called once with the position of the chosen option and of the confidence ("guess",
        "fairly sure", "certain"); logs them and returns ``{"correct": bool, "answer": int,
        "why": str, "tempting": str}``.
    name : str
        Which question this is.
    reveal : mapping, optional
        What `on_commit` returned for an earlier choice, with "choice" and "confidence".

    Raises
    ------
    TypeError, ValueError
        With the name of the argument, what it was and what was expected.

    Examples
    --------
    >>> Prediction("Is `1 + 1` 2?", ["yes", "no"], on_commit=lambda *_: {}, name="sum")
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
    reveal = traitlets.Dict().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        prompt: str,
        options: Sequence[str],
        *,
        on_commit: Callable[[int, int], Mapping[str, Any]],
        name: str,
        reveal: Mapping[str, Any] | None = None,
    ) -> None:
        if isinstance(options, str) or len(options) < 2:
            raise ValueError(f"options is {options!r}, expected at least two texts")
        if not callable(on_commit):
            raise TypeError(f"on_commit is {on_commit!r}, expected a function of two numbers")
        self._on_commit = on_commit
        super().__init__(prompt=prompt, options=list(options), name=name, reveal=dict(reveal or {}))
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
            answer = self._on_commit(choice, confidence)
            self.reveal = {"choice": choice, "confidence": confidence, **answer}

    def describe(self) -> str:
        """Return the question and its options; never the answer."""
        lines = (f"  {number}. {option}" for number, option in enumerate(self.options, 1))
        return "\n".join([f"Prediction: {self.prompt}", *lines])

    def static_png(self) -> None:
        """Return no picture: the question stands in words."""

    def _receive(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        self.problem = ""
        try:
            message: Any = content
            self.commit(message.get("choice"), message.get("confidence"))
        except Exception as error:  # the learner must be told, whatever went wrong with the log
            self.problem = f"{type(error).__name__}: {error}"
