"""Stands in for IPython in the browser: what the course uses of it is `display`."""
