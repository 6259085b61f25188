"""What would not be seen, or would change how the rest is seen, is written out."""

import re
import unicodedata
from functools import lru_cache

# Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt), which Python does not know,
# and the Braille blank. Much of it is of category Cf too: what has no width, and marks that turn
# text around, by which code reads otherwise than it runs ("Trojan source").
_IGNORABLE = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800)),
    *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_SEEN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}  # of Cf
_JOINERS = "\u200c\u200d"  # with which names in some scripts, and emoji, are written
_SUSPECT = re.compile(r"[^\n\t -~]")
_SUSPECT_OR_SPLIT = re.compile(r"[^ -~]")


def escape_controls(text: str, *, line: bool = False) -> str:
    """Write out what hides or acts in a text, as <U+202E>; with `line` tabs and line feeds too."""
    return (_SUSPECT_OR_SPLIT if line else _SUSPECT).sub(_written, text)


def _written(match: re.Match[str]) -> str:
    sign, before = match[0], match.string[match.start() - 1 : match.start()]
    if sign in _JOINERS and not before.isascii():
        return sign
    return f"<U+{ord(sign):04X}>" if is_hidden(sign) else sign


@lru_cache(maxsize=4096)
def is_hidden(sign: str) -> bool:
    """Tell whether a character cannot be seen, or acts on others."""
    number = ord(sign)
    if any(first <= number <= last for first, last in _IGNORABLE):
        return True
    return unicodedata.category(sign) in _CATEGORIES and number not in _SEEN
