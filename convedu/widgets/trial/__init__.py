"""A trial of live figures: the page asks Python, and Python answers."""
