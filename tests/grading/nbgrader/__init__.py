"""An assignment in nbgrader's own style, what learners hand in, and nbgrader's marks for it."""
