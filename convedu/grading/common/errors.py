"""What stops a command, told in a sentence."""


class UserError(Exception):
    """Something that a person has to change; the text says what is wrong, and what was expected."""
