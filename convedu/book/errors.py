"""What can be wrong with a book, in a sentence."""


class BookError(Exception):
    """A book that cannot be built: which file or cell, and what was expected."""
