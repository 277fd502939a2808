"""What the Board is asked to do, numbered, so that a minute can name it."""

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from oxdash.documents.blocks import Block, Bullets, Paragraph
from oxdash.documents.inline import Link, Words
from oxdash.findings import asked
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.wording import without_partnership


def requests(rows: pd.DataFrame, names: Mapping[str, str], whom: str, whose: str | None = None) -> Block:
    """Each thing asked, in order, every partnership and target in it a link. ``rows`` is findings.asked.of.

    ``names`` of partnerships are by code. Of what is about one alone, ``whose`` is its code: it is not named again.
    """
    if rows.empty:
        return Paragraph(asked.nothing(whom))
    return Bullets(tuple(_asked(row, names, whose) for row in each_row(rows)), numbered=True)


def _asked(row, names: Mapping[str, str], whose: str | None) -> Words:
    """The sentence with its links: only where it names what it is about, never inside another word."""
    sentence = row.sentence if whose is None else without_partnership(row.sentence, names[whose])
    partnerships = row.partnerships.split("; ") if whose is None else []
    return with_links(sentence, filter(None, row.targets.split("; ")), partnerships, names)


def with_links(sentence: str, targets: Iterable[str], partnerships: Iterable[str], names: Mapping[str, str]) -> Words:
    """A sentence in which these targets and partnerships are links, wherever it names them.

    One of the partnerships that has no name among ``names`` (by code) is left as it is.
    """
    leads = {code: Link(code, "target", target=code) for code in targets}
    named = [code for code in partnerships if code in names]
    leads |= {names[code]: Link(names[code], "partnership", partnership=code) for code in named}
    if not leads:
        return Words((sentence,))
    longest_first = "|".join(re.escape(text) for text in sorted(leads, key=len, reverse=True))
    parts = re.split(rf"(?<!\w)({longest_first})(?!\w)", sentence)
    return Words(tuple(leads.get(part, part) for part in parts))
