"""Write out characters that cannot be seen, or that change how the rest is seen."""

import re

# Control characters but tab and line feed; marks that turn text around, by which code reads
# otherwise than it runs ("Trojan source"); what has no width; halves of surrogate pairs. The
# joiners U+200C and U+200D stay: names in some scripts, and emoji, are written with them.
_SIGNS = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_HIDDEN, _HIDDEN_OR_SPLIT = re.compile(f"[{_SIGNS}]"), re.compile(rf"[\t\n{_SIGNS}]")


def escape_controls(text: str, *, line: bool = False) -> str:
    r"""Return text in which nothing acts on a terminal, turns around or hides.

    >>> escape_controls("ad\x1b[31ma"), escape_controls("x = 1\n\ty = 2")
    ('ad<U+001B>[31ma', 'x = 1\n\ty = 2')
    """
    hidden = _HIDDEN_OR_SPLIT if line else _HIDDEN
    return hidden.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
