"""The grader's room `common`."""
