"""What the Board is asked to do, numbered, so that a minute can name it."""

import pandas as pd
from markupsafe import Markup

from oxdash.findings.asked import NOTHING
from oxdash.markup.element import element, paragraph


def numbered(rows: pd.DataFrame) -> Markup:
    """Each thing asked, in order. ``rows`` is findings.asked.of."""
    if rows.empty:
        return paragraph(NOTHING)
    return element("ol", *(element("li", sentence) for sentence in rows["sentence"]), class_="ox-list")
