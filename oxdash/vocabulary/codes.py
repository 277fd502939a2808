"""Codes of targets that are also written with other letters: what a register says, applied to what somebody typed."""

import re

Also = tuple[tuple[str, str], ...]  # other letters, and the register's own: (("CP", "E"),)


def in_own_letters(text: str, also: Also) -> str:
    """A text with the register's own letters before numbers, whatever their case, where it has the others, or both.

    >>> in_own_letters("cp 12, CP E 3 and CPA 4", (("CP", "E"),))
    'E 12, E 3 and CPA 4'
    """
    for other, own in also:
        text = re.sub(rf"\b{other}(?: ?{own})?(?= ?0*[1-9])", own, text, flags=re.IGNORECASE | re.ASCII)
    return text


def read(said: str) -> Also:
    """What a register says of it, ``CP = E; XY = E``; ValueError where it cannot be read."""
    pairs = [re.fullmatch(r"\s*([a-z]{1,8})\s*=\s*([a-z]{1,3})\s*", one, re.I | re.ASCII) for one in said.split(";")]
    found = tuple((pair[1].upper(), pair[2].upper()) for pair in pairs if pair)
    others = [other for other, _ in found]
    if len(found) < len(pairs) or len({*others}) < len(others) or {*others} & {own for _, own in found}:
        raise ValueError(
            "Enter the other letters, an equals sign and the register's own, such as CP = E; several separated by "
            "semicolons."
        )
    return found


def written(also: Also) -> str:
    """The same as a register says it."""
    return "; ".join(f"{other} = {own}" for other, own in also)
