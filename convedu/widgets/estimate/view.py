"""A quick game: estimate a layer's numbers within a factor of two."""

import traitlets

from convedu.widgets.estimate.state import questions
from convedu.widgets.shared.base import Widget


class Estimate(Widget):
    """Questions about layers; an estimate within a factor of two counts, and the page keeps count.

    Examples
    --------
    >>> Estimate().questions[0]["text"]
    'A 3x3 layer from 64 to 128 channels: how many weights?'
    """

    title = "Estimate"
    styles = ()

    questions = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self) -> None:
        super().__init__(questions=[question._asdict() for question in questions()])

    def describe(self) -> str:
        """Return the first question in words; never an answer."""
        first = self.questions[0]["text"]
        return f"Estimate: {len(self.questions)} questions, each within a factor of two. {first}"

    def static_png(self) -> None:
        """Return no picture: the question stands in words."""
