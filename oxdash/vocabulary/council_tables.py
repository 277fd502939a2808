"""What a register says of its council: of itself, of its agreements, and of every body in them."""

from oxdash.vocabulary import tables
from oxdash.vocabulary.model import BodyKind
from oxdash.vocabulary.schemas import Schema, day, number, text, yes_no

_BASIS = text(tables.FIGURES.columns["basis"].meaning)
ABOUT = Schema(
    {
        "name": text("what is said"),
        "value": text("what it is here"),
        "illustrative_fields": tables.ILLUSTRATIVE_FIELDS,
    },
    unique=("name",),
)
AGREEMENTS = Schema(
    {
        "code": text("short name, e.g. plan"),
        "name": text("name in full"),
        **{name: tables.TARGETS.columns[name] for name in ("first_quarter", "last_quarter")},
        "counted": yes_no("whether its targets are counted"),
        "counted_kinds": text("kinds of target that are counted, separated by semicolons; missing: all but stretch"),
        "reward": number("what meeting all of its stretch targets earns, in the register's currency"),
        "reward_note": text("what is to be said of that reward, a paragraph a line"),
        "source": text("where it is published"),
        "basis": _BASIS,
        "illustrative_fields": tables.ILLUSTRATIVE_FIELDS,
    },
    unique=("code",),
)
BODIES = Schema(
    {
        "code": text("short name, e.g. board"),
        "name": text("name in full"),
        "also_known_as": text("other names, separated by semicolons"),
        "kind": text("board, partnership, delivery group, support group or district partnership", of=BodyKind),
        "reports_to": text("codes of the bodies it reports to, separated by semicolons"),
        "chair": text("post that chairs it"),
        "chair_holder": text("who holds the chair now").shown("Chair's holder"),
        "chair_since": day("when the chair's term began"),
        "chair_until": day("when the chair's term ends"),
        "vice_chair": text("post that is vice chair"),
        "accountable_body": text("who answers for its money"),
        "legal_status": text("what it is in law"),
        "lead_officer": text("post that supports it"),
        "statutory": yes_no("whether the law asks for it"),
        "reviewed_on": day("when its chairmanship was last reviewed"),
        "audited_on": day("when its governance was last audited"),
        "agendas_and_minutes": text("where they are published"),
        "basis": _BASIS,
        "illustrative_fields": tables.ILLUSTRATIVE_FIELDS,
    },
    unique=("code",),
)
