"""Marks assignments in nbgrader's format: the notebook is run whole, in its order, in the jail."""
