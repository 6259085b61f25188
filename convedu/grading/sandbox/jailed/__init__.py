"""The grader's room `sandbox/jailed`."""
