"""The grader's room `grade`."""
