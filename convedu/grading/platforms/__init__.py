"""The grader's room `platforms`."""
