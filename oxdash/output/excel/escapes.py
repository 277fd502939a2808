"""Text that looks like an escape of the format (``_x0041_``), written so that Excel shows what was typed.

Excel reads ``_x005F_`` as an underscore, so that ``_x005F_x0041_`` is the text ``_x0041_``. xlsxwriter 3.3 writes that,
but not where two stand in each other: of ``_x005F_x0041_`` it escapes the first alone, and Excel shows ``_x005FA``.
"""

import re

STANDS_IN = "\U0001ffff"  # is no character; stands for an underscore until xlsxwriter is done
_LOOKS_LIKE_ONE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_STRINGS = "xl/sharedStrings.xml"


def guarded(text: str) -> str:
    """The text for xlsxwriter, with every underscore that could begin an escape taken out of its sight."""
    return _LOOKS_LIKE_ONE.sub(STANDS_IN, text.replace(STANDS_IN, "\ufffd"))


def settled(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files of a workbook made of such texts, each underscore put back as the format says."""
    if _STRINGS not in files:
        return files
    return {**files, _STRINGS: files[_STRINGS].replace(STANDS_IN.encode(), b"_x005F_")}
