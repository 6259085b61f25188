"""A quick game: numbers within a factor of two, in your head."""
