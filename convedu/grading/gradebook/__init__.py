"""The grader's room `gradebook`."""
