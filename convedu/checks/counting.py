"""What goes wrong where a layer is counted: one wrong factor each, the same in every exercise.

The factors of a count are a window's weights, the depth of a filter, the number of filters, and at
how many places a window stops along a side. Words and edits stand in counting.toml.
"""

from convedu.checks.answers import Answer, Edited
from convedu.checks.bank import edited, words

WORDS = words(__file__)


def edits(right: Answer) -> dict[str, tuple[Edited, ...]]:
    """Return by name the answers that are `right` with one factor wrong, as counting.toml says.

    Only what the source of `right` is written with can be wrong: the lines of unit 6.
    """
    made = edited(right, WORDS.edits)
    fitting = {name: tuple(one for one in some if one.applies()) for name, some in made.items()}
    return {name: some for name, some in fitting.items() if some}
