"""Which facts of the register no source gives, and how that is told beside them.

A row's *Basis* says where it comes from: "documented: ..." names a source, "illustrative ..." says that there is none.
*Illustrative fields* names the columns of a documented row whose cells that source does not give, or says `all`. Every
page, paper and table that shows such a cell takes its words from here: a column that is illustrative in every row is
named once in a note, a cell among others that are not is marked.
"""

from collections.abc import Mapping

import pandas as pd

from oxdash.vocabulary import wording

ILLUSTRATIVE, DOCUMENTED = "illustrative", "documented:"  # what a basis begins with, however it is written
ALL = "all"  # in the column Illustrative fields: no cell of the row has a source
MARK = "(illustrative)"

# columns of the register that a list shows, by heading, and what each is called in a sentence
SERVES = {"Priorities": "which target serves which priority"}
PRIORITIES = {"Name": "the names of the priorities"}
OWNER = {"Owner": "who answers for a target"}
PARTNERSHIPS = {"Chair": "the chair", "Lead officer": "the lead officer"}
GROUPS = {"Name": "the delivery group", "Lead officer": "who leads a delivery group"}
BODY_NAMES = {"Name": "what a body is called"}
BODIES = {
    "Chair": "the chair",
    "Chair's holder": "who holds a chair",
    "Chair since": "when a chair's term began",
    "Chair until": "when a chair's term ends",
    "Vice chair": "the vice chair",
    "Accountable body": "the accountable body",
    "Legal status": "what a body is in law",
    "Lead officer": "the lead officer",
}
MEMBERS = {"Sector": "the sector", "Post": "the post", "Places": "the places", "Role": "the role"}


def everything(basis: object, fields: object) -> bool:
    """Whether a row is illustrative as a whole: it says `all`, or its basis does and no field is named."""
    named = "" if pd.isna(fields) else str(fields)
    made_up = not pd.isna(basis) and str(basis).strip().casefold().startswith(ILLUSTRATIVE)
    return named == ALL or (made_up and not named)


def named(basis: object) -> str | None:
    """Where something comes from, as a reader is told: the source alone, where it is documented.

    >>> named("Documented: yearly report, 2009"), named("illustrative")
    ('Yearly report, 2009', 'Illustrative')
    """
    if pd.isna(basis):
        return None
    said = str(basis).strip()
    return wording.sentence_case(said[len(DOCUMENTED) :].strip() if said.casefold().startswith(DOCUMENTED) else said)


def of(rows: pd.DataFrame, heading: str) -> pd.Series:
    """Whether the cell under ``heading`` is illustrative, row by row; a blank cell is not.

    ``rows`` is a table of the register, or what was made of one: it needs illustrative_fields, and basis if there is
    one, beside the column itself.
    """
    said = [
        everything(basis, fields) or (not pd.isna(fields) and heading in str(fields).split("; "))
        for basis, fields in zip(_column(rows, "basis"), _column(rows, "illustrative_fields"), strict=True)
    ]
    return pd.Series(said, index=rows.index, dtype="bool") & _there(rows, heading)


def marked_columns(fields: object) -> set[str]:
    """The columns, by their names in the tables, that the illustrative fields of a row name."""
    return {_column_of(heading) for heading in ("" if pd.isna(fields) else str(fields)).split("; ") if heading}


def marks(rows: pd.DataFrame, heading: str) -> list[str]:
    """What is said after each cell of a column: `MARK` where some of its cells are illustrative and some are not."""
    found = of(rows, heading)
    mixed = found.any() and not found[_there(rows, heading)].all()
    return [f" {MARK}" if mixed and one else "" for one in found]


def marked(rows: pd.DataFrame, name: str, heading: str) -> pd.Series:
    """The texts of the column ``name``, which ``heading`` is in the register, each with its mark; missing stays so.

    ``rows`` are those that are shown, the same as are given to `note`.
    """
    return rows[name].where(rows[name].isna(), rows[name].astype("str") + pd.Series(marks(rows, heading), rows.index))


def note(*shown: tuple[pd.DataFrame, Mapping[str, str]]) -> str | None:
    """The sentence under what shows these columns of these tables; None where every cell of them has a source.

    ``shown`` are rows, and under which name each heading's column is shown.
    """
    whole, mixed = [], False
    for rows, names in shown:
        for heading, name in names.items():
            found = of(rows, heading)
            if found.any() and found[_there(rows, heading)].all():
                whole.append(name)
            mixed = mixed or any(marks(rows, heading))
    said = [f"Illustrative, in no source: {wording.listed(dict.fromkeys(whole))}."] if whole else []
    said += [f"So is what is marked {MARK}." if whole else f"What is marked {MARK} is in no source."] if mixed else []
    return " ".join(said) or None


def of_row(row: pd.Series) -> str | None:
    """What is illustrative of one row, by the headings of the register; None where all of it has a source."""
    if everything(row.get("basis"), row.get("illustrative_fields")):
        return "all of it"
    named = row.get("illustrative_fields")
    return None if named is None or pd.isna(named) else wording.listed(str(named).split("; "))


def any_illustrative(*tables: pd.DataFrame) -> bool:
    """Whether any row of these tables is, in whole or in part; an older register says so in its basis alone."""
    return any(
        _column(rows, "illustrative_fields").notna().any()
        or _column(rows, "basis").astype("str").str.contains("illustrative", case=False, na=False).any()
        for rows in tables
    )


def _column(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows[name] if name in rows else pd.Series(pd.NA, index=rows.index, dtype="str")


def _there(rows: pd.DataFrame, heading: str) -> pd.Series:
    name = _column_of(heading)
    return rows[name].notna() if name in rows else pd.Series(True, index=rows.index)


def _column_of(heading: str) -> str:
    """As the tables call a column of the register that is shown."""
    return heading.lower().replace("'s ", " ").replace(" ", "_")
