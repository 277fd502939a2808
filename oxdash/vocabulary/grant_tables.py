"""What grants were agreed, and what of them was allocated and spent: the register's two sheets, a row for each."""

from oxdash.vocabulary.schemas import Schema, day, number, text
from oxdash.vocabulary.tables import ILLUSTRATIVE_FIELDS, MILESTONES

_GRANT = text("what the grant is called, e.g. Area Based Grant", missing=False).shown(widest=40)
_YEAR = text("year of the council that it is for, e.g. 2009-10, or 2026 where it begins in January", missing=False)

GRANTS = Schema(
    {
        "grant": _GRANT,
        "year": _YEAR,
        "amount": number("what was agreed for the year, in the register's currency; missing where no amount is agreed"),
        "agreed_by": MILESTONES.columns["agreed_by"],
        "agreed_on": MILESTONES.columns["agreed_on"],
        "basis": MILESTONES.columns["basis"],
        "illustrative_fields": ILLUSTRATIVE_FIELDS,
    },
    unique=("grant", "year"),
)
ALLOCATIONS = Schema(
    {
        "grant": _GRANT,
        "year": _YEAR,
        "target_or_body": text("code of the target or of the body that it goes to", missing=False).shown(widest=60),
        "amount": number("what was agreed to go there, in the register's currency; missing where none is agreed"),
        "agreed_on": day("when that was agreed"),
        "spent": number("what was spent of it; missing where nothing is said of it"),
        "as_at": day("the day up to which that was spent").shown("As at"),
        "basis": MILESTONES.columns["basis"],
        "illustrative_fields": ILLUSTRATIVE_FIELDS,
    },
)
