"""The grader's room `console`."""
