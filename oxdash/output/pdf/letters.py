"""What becomes of officers' text before it is set, so that nothing typed can keep a paper from being made.

A sign of a typeface's own that stands for a bullet (Word puts these where a list was copied) is a bullet. What is made
of characters that the fonts have is made of those. What cannot be seen is left out. Anything else is a box, and named.
"""

import re
import unicodedata
from collections import Counter

from oxdash.output.on_paper import BREAKS
from oxdash.output.pdf.fonts import characters

BOX, BULLET = "□", "•"
_OWN = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"  # private use: of one typeface alone
_LEADING = re.compile(rf"(?m)^([^\S\n]*)[{_OWN}](?=[^\S\n])")  # whatever it is, it begins a line and a space follows
# as Symbol and Wingdings have them: dots, squares, diamonds, arrow heads, ticks, hands
_BULLETS = re.compile(
    "[\uf02d\uf046\uf06c-\uf078\uf09e\uf09f\uf0a1-\uf0ac\uf0b7\uf0d8\uf0dc\uf0e0\uf0e8\uf0f0\uf0fc\uf0fe]"
)
_UNSEEN = re.compile("[\u115f\u1160\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")
_LISTED = 12  # characters named in a note


def drawable(text: object, missed: Counter[str] | None = None) -> str:
    """The text in characters that the fonts draw, with every kind of line break as a line feed, a tab as a wide space.

    What became a box is counted in ``missed``.
    """
    said = unicodedata.normalize("NFC", BREAKS.sub("\n", str(text)).replace("\t", "\N{EM SPACE}"))
    known = characters()
    if all(letter == "\n" or ord(letter) in known for letter in said):
        return said
    said = _BULLETS.sub(BULLET, _LEADING.sub(rf"\g<1>{BULLET}", said))
    return "".join(_drawn(letter, known, missed) for letter in said)


def _drawn(letter: str, known: frozenset[int], missed: Counter[str] | None) -> str:
    if letter == "\n" or ord(letter) in known:
        return letter
    if unicodedata.category(letter) == "Cf" or _UNSEEN.match(letter):
        return ""
    made_of = unicodedata.normalize("NFKC", letter)  # of a ligature its letters, of a narrow space a space
    if all(ord(one) in known for one in made_of):
        return made_of
    if missed is not None:
        missed[letter] += 1
    return BOX


def note(missed: Counter[str]) -> str | None:
    """The sentence that names what became a box; None where nothing did."""
    if not missed:
        return None
    named = [_named(letter, times) for letter, times in sorted(missed.items())]
    more = f", and {len(named) - _LISTED} others" if len(named) > _LISTED else ""
    return (
        f"{BOX} stands where a character was typed that the fonts of this file do not have: "
        f"{', '.join(named[:_LISTED])}{more}. The workbook and the page show it as it was typed."
    )


def _named(letter: str, times: int) -> str:
    name = unicodedata.name(
        letter, "a sign of one typeface" if re.match(f"[{_OWN}]", letter) else "no character"
    ).lower()
    return f"U+{ord(letter):04X} {name}" + (f" ({times} times)" if times > 1 else "")
