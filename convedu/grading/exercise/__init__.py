"""The grader's room `exercise`."""
