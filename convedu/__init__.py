"""convedu: a course on convolution, with live widgets, checks and a grader."""

__version__ = "0.1.0"
