"""Text that a spreadsheet would calculate when it opens a CSV file, made to stay text."""

# What Excel, LibreOffice and Google Sheets take for the beginning of a formula, wide forms of the signs included.
SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BREAKS = ("\t", "\r", "\n")
HOW = (
    "Text that a spreadsheet would calculate (beginning with =, +, -, @, a tab or a line break) has an apostrophe "
    "before it."
)


def calculates(text: object) -> bool:
    """Whether a spreadsheet could take this cell for a formula. A number never is."""
    return isinstance(text, str) and (text.startswith(BREAKS) or text.lstrip().startswith(SIGNS))


def inert(value: object) -> object:
    """The cell with an apostrophe before text that a spreadsheet would calculate; anything else as it is.

    >>> inert("=1+1"), inert("NI 154"), inert(-3.5)
    ("'=1+1", 'NI 154', -3.5)
    """
    return f"'{value}" if calculates(value) else value
