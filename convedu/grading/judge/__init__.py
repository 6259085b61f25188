"""The grader's room `judge`."""
