"""A prediction before the answer."""
