"""What the Board is asked to do, numbered, so that a minute can name it."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import element, joined, link, paragraph
from oxdash.documents.markup.standing import Address
from oxdash.findings.asked import NOTHING
from oxdash.vocabulary.subject import without_partnership

_NOBODY: Mapping[str, str] = MappingProxyType({})


def numbered(
    rows: pd.DataFrame, names: Mapping[str, str] = _NOBODY, to: Address | None = None, whose: str | None = None
) -> Markup:
    """Each thing asked, in order, every partnership and target in it a link. ``rows`` is findings.asked.of.

    ``names`` of partnerships are by code; without ``to`` nothing is a link. On the page of one, ``whose`` is its code:
    it is not named again.
    """
    if rows.empty:
        return paragraph(NOTHING)
    return element("ol", *(element("li", _said(row, names, to, whose)) for row in rows.itertuples()), class_="ox-list")


def _said(row, names: Mapping[str, str], to: Address | None, whose: str | None) -> Markup:
    """The sentence with its links: only where it names what it is about, never inside another word."""
    sentence = row.sentence if whose is None else without_partnership(row.sentence, names[whose])
    if to is None:
        return joined([sentence])
    leads = {code: to("target", target=code) for code in row.targets.split("; ") if code}
    if whose is None:
        named = [code for code in row.partnerships.split("; ") if code in names]
        leads |= {names[code]: to("partnership", partnership=code) for code in named}
    if not leads:
        return joined([sentence])
    longest_first = "|".join(re.escape(text) for text in sorted(leads, key=len, reverse=True))
    parts = re.split(rf"(?<!\w)({longest_first})(?!\w)", sentence)
    return joined(link(part, leads[part]) if part in leads else part for part in parts)
