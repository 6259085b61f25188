"""The grader's room `submissions`."""
