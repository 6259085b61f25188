"""Mark a class, mark it again, set points by hand, check one notebook."""
