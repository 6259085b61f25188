"""What goes wrong where a layer is counted: one wrong factor each, the same in every exercise.

The factors of a count are a window's weights, the depth of a filter, the number of filters, and at
how many places a window stops along a side. Words and edits stand in counting.toml.
"""

from convedu.checks.bank import words

WORDS = words(__file__)
