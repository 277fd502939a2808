"""Where a figure comes from, so that it can be found: workbook, sheet, cell, and which return that workbook was."""

from zoneinfo import ZoneInfo

import pandas as pd

from oxdash.vocabulary import wording
from oxdash.vocabulary.rows import Received, Returned, SourcedRow
from oxdash.vocabulary.schemas import day, number

COLUMNS = {  # of the return; missing where it was placed by hand, or there is none
    "return_number": number("number of the return, for the row's quarter, that it comes from"),
    "received_on": day("the council's day on which that return was received"),
}


def with_return(rows: pd.DataFrame, returns: pd.DataFrame, zone: ZoneInfo) -> pd.DataFrame:
    """``rows`` (partnership, quarter) with `COLUMNS`: number and day received of the return each comes from.

    ``returns`` is tables.RETURNS; the day is that in the council's ``zone``. The order and the index of ``rows`` are
    kept. Where a row names its workbook that is the return it is of, even if another partnership leads its target by
    now.
    """
    held = returns[returns.number.notna() & returns.received_at.notna()]
    days = held.received_at.dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
    said = list(zip(held.number, days, strict=True))
    of_partnership = dict(zip(zip(held.partnership, held.quarter, strict=True), said, strict=True))
    of_workbook = dict(zip(zip(held.workbook, held.quarter, strict=True), said, strict=True))
    nothing = (float("nan"), pd.NaT)
    found = [
        of_workbook.get((workbook, quarter)) or of_partnership.get((partnership, quarter), nothing)
        for workbook, partnership, quarter in zip(rows.workbook, rows.partnership, rows.quarter, strict=True)
    ]
    return rows.assign(
        return_number=pd.Series([number for number, _ in found], index=rows.index, dtype="float64"),
        received_on=pd.Series([day for _, day in found], index=rows.index, dtype="datetime64[ns]"),
    )


def place(row: Returned) -> str:
    """``environment.1.xlsx, sheet Return, cell H4``; an empty text where no workbook is named."""
    if pd.isna(row.workbook):
        return ""
    parts = [row.workbook]
    parts += [f"{name} {said}" for name in ("sheet", "cell") if pd.notna(said := getattr(row, name)) and said]
    return ", ".join(parts)


def of_return(row: Received) -> str:
    """``return 1 for Q3 2009/10, received 12 January 2010``; an empty text where the row does not say.

    ``row`` has quarter and, from `with_return`, `COLUMNS`.
    """
    number, day = (getattr(row, name, None) for name in COLUMNS)
    if pd.isna(number) or pd.isna(row.quarter):
        return ""
    received = f", received {wording.day(day)}" if pd.notna(day) else ""
    return f"return {int(number)} for {wording.quarter(row.quarter)}{received}"


def in_words(row: SourcedRow) -> str:
    """Both: ``environment.1.xlsx, sheet Return, cell H4 (return 1 for Q3 2009/10, received 12 January 2010)``."""
    where, which = place(row), of_return(row)
    return f"{where} ({which})" if where and which else where
