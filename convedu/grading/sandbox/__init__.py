"""The grader's room `sandbox`."""
