"""A target's history as CSV: a row a quarter, from the first one to the last on file, as it was judged.

The columns are those of the open data and mean the same; a missing value is an empty field, a figure a number in the
target's own unit, and what is illustrative says so in every row. Text is made inert for spreadsheets.
"""

import pandas as pd

from oxdash.judging.told import AT
from oxdash.output import exact_csv
from oxdash.output.open_data import FIELDS
from oxdash.vocabulary import safe_text
from oxdash.vocabulary.fields import of_column

_OF_A_POSITION = ("quarters_old", "short_trend", "short_trend_in_words", "long_trend", "long_trend_in_words")
_MORE = ("year_end_floor", "floor", "corrected", "commentary", "agreement")
_QUARTER = of_column("quarter", AT.columns["quarter"])  # here it is no row's newest
HISTORY = (
    *(_QUARTER if field.name == "quarter" else field for field in FIELDS if field.name not in _OF_A_POSITION),
    *(of_column(name, AT.columns[name]) for name in _MORE),
)


def write(rows: pd.DataFrame) -> bytes:
    """``rows`` are `Position.history`, oldest first; UTF-8 with the mark by which Excel knows its signs."""
    return safe_text.for_excel(exact_csv.write(rows, HISTORY, told=safe_text.inert))
