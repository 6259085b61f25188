"""Similar answers in a class, for a person to look at."""
