"""What each sheet of the register holds, column by column, as `data/register.xlsx` is laid out."""

from dataclasses import dataclass

from oxdash.register.cells import (
    Read,
    any_body,
    body,
    code_on,
    codes_on,
    day,
    due_quarters,
    headings_of,
    new_code,
    new_target,
    number,
    quarter,
    target,
    text,
    tolerance,
    unit,
    whole,
    word,
    yes_no,
)
from oxdash.vocabulary.model import Better, Frequency, Kind, Measure, MilestoneKind, ToleranceBasis


@dataclass(frozen=True)
class Column:
    """One column: its heading, its name in the tables, how a cell is read.

    ``filled``: a blank cell is a problem. ``there``: the column itself has to stand on the sheet. ``of``: the sheet
    whose codes it names; where that lists none, neither is asked for.
    """

    heading: str
    name: str
    read: Read
    filled: bool = True
    there: bool = True
    of: str | None = None


ROLES = ("chair", "vice chair", "member", "support officer", "observer", "attends on request")
AGREEMENTS = ("LAA1 2006-09", "LAA2 2008-11", "local")


def _maybe(heading: str, name: str, read: Read = text) -> Column:
    """An optional column: it need not stand on the sheet, and its cells may be blank."""
    return Column(heading, name, read, filled=False, there=False)


def _with_sources(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Every sheet may say of a row which of its cells no source gives."""
    told = [column.heading for column in columns if column.heading != "Basis"]
    return *columns, _maybe("Illustrative fields", "illustrative_fields", headings_of(told))


# In the order in which they have to be read: a sheet comes after those that its columns point at.
_SHEETS: dict[str, tuple[Column, ...]] = {
    "Partnerships": (
        Column("Code", "code", new_code),
        Column("Name", "name", text),
        _maybe("Also known as", "also_known_as"),
        Column("Chair", "chair", text, filled=False),
        Column("Lead officer", "lead_officer", text, filled=False),
        Column("Reports to", "reports_to", any_body),
        Column("Statutory", "statutory", yes_no),
        _maybe("Chairmanship reviewed on", "chairmanship_reviewed_on", day),
        _maybe("Governance audited on", "governance_audited_on", day),
        _maybe("Agendas and minutes", "agendas_and_minutes"),
        _maybe("Basis", "basis"),
    ),
    "Delivery groups": (
        Column("Code", "code", new_code),
        Column("Name", "name", text),
        Column("Partnership", "partnership", code_on("Partnerships")),
        _maybe("Lead officer", "lead_officer"),
        _maybe("Basis", "basis"),
    ),
    "Priorities": (Column("Code", "code", new_code), Column("Name", "name", text), _maybe("Basis", "basis")),
    "Districts": (
        Column("Code", "code", new_code),
        Column("Name", "name", text),
        _maybe("Also known as", "also_known_as"),
        _maybe("Basis", "basis"),
    ),
    "Members": (
        Column("Body", "body", body),
        Column("Sector", "sector", text, filled=False),
        Column("Post", "post", text),
        Column("Places", "places", whole(0, 99), filled=False),
        Column("Role", "role", word(ROLES)),
        Column("Basis", "basis", text),
    ),
    "Targets": (
        Column("Code", "target", new_target),
        Column("Title", "title", text),
        Column("Agreement", "agreement", word(AGREEMENTS)),
        Column("Kind", "kind", word(Kind)),
        Column("Partnership", "partnership", code_on("Partnerships")),
        _maybe("Contributing partnerships", "contributing", codes_on("Partnerships")),
        Column("Delivery group", "delivery_group", code_on("Delivery groups"), filled=False, of="Delivery groups"),
        Column("Priorities", "priorities", codes_on("Priorities"), of="Priorities"),
        Column("Unit", "unit", unit),
        Column("Decimal places", "places", whole(0, 6)),
        Column("Better", "better", word(Better)),
        Column("Measure", "measure", word(Measure)),
        Column("Frequency", "frequency", word(Frequency)),
        Column("Baseline", "baseline", number, filled=False),
        Column("Baseline period", "baseline_period", text, filled=False),
        Column("Owner", "owner", text),
        Column("First quarter", "first_quarter", quarter),
        Column("Last quarter", "last_quarter", quarter),
        Column("Within local control", "local_control", yes_no),
        Column("Data source", "data_source", text, filled=False),
        Column("Definition", "definition", text, filled=False),
        _maybe("Definition changed from", "definition_changed_from", quarter),
        _maybe("Tolerance override", "tolerance_override", tolerance),
        _maybe("Supplied by", "supplied_by"),
        _maybe("Results due", "results_due", due_quarters),
        Column("Basis", "basis", text),
    ),
    "Milestones": (
        Column("Target", "target", target),
        Column("Quarter", "quarter", quarter),
        Column("Value", "value", number),
        _maybe("Upper value", "upper", number),
        _maybe("Floor", "floor", number),
        Column("Kind", "kind", word(MilestoneKind)),
        Column("Agreed on", "agreed_on", day),
        Column("Agreed by", "agreed_by", text),
        _maybe("Reason", "reason"),
        _maybe("Basis", "basis"),
    ),
    "Stretch": (
        Column("Target", "target", target),
        _maybe("Sub-target", "sub_target"),
        # a return gives one figure a target, so a sub-target names the target whose it is; blank is its own
        _maybe("Figure of", "figure_of", target),
        Column("Weight", "weight", number),
        Column("Base", "base", number),
        Column("Stretched target", "stretched_target", number),
        Column("Threshold", "threshold", number),
        Column("Grant share", "grant_share", number),
        _maybe("Basis", "basis"),
    ),
    "Meetings": (
        Column("Body", "body", any_body),
        Column("Date", "date", day),
        Column("Papers due", "papers_due", day, filled=False),
        Column("Returns due", "returns_due", day, filled=False),  # of a body to which nobody returns figures
        Column("Quarter", "quarter", quarter),
        _maybe("Link", "link"),
        _maybe("Basis", "basis"),
    ),
    "Rules": (
        Column("From quarter", "from_quarter", quarter),
        Column("Tolerance basis", "basis", word(ToleranceBasis)),
        Column("Tolerance", "tolerance", number, filled=False),
        Column("Within tolerance counts as", "within_counts_as", word(("on track", "off track"))),
        _maybe("Basis", "source"),  # in the tables, basis is what a tolerance is measured in
    ),
}
SHEETS = {name: _with_sources(columns) for name, columns in _SHEETS.items()}
NEEDED = ("Partnerships", "Targets", "Milestones")  # every other sheet may be missing: an agreement need not have any
WITH_ROWS = ("Partnerships", "Targets")  # a target without a milestone is one that cannot be judged, and no mistake
