"""A widget that the course does not have: two modules on each side, and a file of data."""
