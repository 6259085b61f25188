"""Assignments in nbgrader's format, what learners hand in, and nbgrader's own marks for it."""
