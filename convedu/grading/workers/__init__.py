"""The grader's room `workers`."""
