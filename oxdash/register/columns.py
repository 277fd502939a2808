"""The sheets of the register and their columns, declared once, here: heading, how a cell is read, what it becomes.

The reader looks for them, the tables that they become have their types and meanings from them, the illustrative
register is laid out by them and a kept position is described by them. A sheet more is an entry here and a field of
`Register`.
"""

from oxdash.register import cells
from oxdash.register.cells import codes_on, new_code, quarter, target, whole, word
from oxdash.register.register_sheet import Column, RegisterSheet, maybe
from oxdash.vocabulary import schemas, tables
from oxdash.vocabulary.model import Better, Frequency, Kind, Measure, MilestoneKind, ToleranceBasis

ROLES = ("chair", "vice chair", "member", "support officer", "observer", "attends on request")
AGREEMENTS = ("LAA1 2006-09", "LAA2 2008-11", "local")


def _code(meaning: str = "short name") -> Column:
    return Column("Code", "code", schemas.text(meaning), new_code)


_NAME = Column("Name", "name", schemas.text("name in full"))
_ALSO_KNOWN_AS = maybe("Also known as", "also_known_as", schemas.text("other names, separated by semicolons"))
_IS_BASIS = schemas.text(tables.TARGETS.columns["basis"].meaning)
_BASIS = maybe("Basis", "basis", _IS_BASIS)
_number, _day, _text = schemas.number, schemas.day, schemas.text

_OF_PARTNERSHIPS = (
    _code("short name, e.g. childrens-trust"),
    _NAME,
    _ALSO_KNOWN_AS,
    Column("Chair", "chair", _text("post that chairs it"), filled=False),
    Column("Lead officer", "lead_officer", _text("post that supports it"), filled=False),
    Column("Reports to", "reports_to", _text("the board it reports to"), cells.any_body),
    Column("Statutory", "statutory", schemas.yes_no("whether the law asks for it")),
    maybe("Chairmanship reviewed on", "chairmanship_reviewed_on", _day("when its chairmanship was last reviewed")),
    maybe("Governance audited on", "governance_audited_on", _day("when its governance was last audited")),
    maybe("Agendas and minutes", "agendas_and_minutes", _text("where they are published")),
    _BASIS,
)
_OF_MEMBERS = (
    Column(
        "Body",
        "body",
        _text("code of a partnership, Public Service Board or Oxfordshire Partnership Board"),
        cells.body,
    ),
    Column("Sector", "sector", _text("where the member comes from"), filled=False),
    Column("Post", "post", _text("post or organisation")),
    Column(
        "Places", "places", _number("how many places; missing where that is not settled"), whole(0, 99), filled=False
    ),
    Column(
        "Role", "role", _text("chair, vice chair, member, support officer, observer or attends on request"), word(ROLES)
    ),
    Column("Basis", "basis", _IS_BASIS),
)
_OF_DELIVERY_GROUPS = (
    _code(),
    _NAME,
    Column("Partnership", "partnership", _text("code of the partnership it works for"), cells.code_on("Partnerships")),
    maybe("Lead officer", "lead_officer", _text("post that leads it")),
    _BASIS,
)
_OF_TARGETS = (
    Column("Code", "target", read=cells.new_target),
    Column("Title", "title"),
    Column("Agreement", "agreement", read=word(AGREEMENTS)),
    Column("Kind", "kind", read=word(Kind)),
    Column("Partnership", "partnership", read=cells.code_on("Partnerships")),
    maybe("Contributing partnerships", "contributing", read=codes_on("Partnerships")),
    Column(
        "Delivery group", "delivery_group", read=cells.code_on("Delivery groups"), filled=False, of="Delivery groups"
    ),
    Column("Priorities", "priorities", read=codes_on("Priorities"), of="Priorities"),
    Column("Unit", "unit", read=cells.unit),
    Column("Decimal places", "places", read=whole(0, 6)),
    Column("Better", "better", read=word(Better)),
    Column("Measure", "measure", read=word(Measure)),
    Column("Frequency", "frequency", read=word(Frequency)),
    Column("Baseline", "baseline", filled=False),
    Column("Baseline period", "baseline_period", filled=False),
    Column("Owner", "owner"),
    Column("First quarter", "first_quarter", read=quarter),
    Column("Last quarter", "last_quarter", read=quarter),
    Column("Within local control", "local_control"),
    Column("Data source", "data_source", filled=False),
    Column("Definition", "definition", filled=False),
    maybe("Definition changed from", "definition_changed_from", read=quarter),
    maybe("Tolerance override", "tolerance_override", read=cells.tolerance),
    maybe("Supplied by", "supplied_by"),
    maybe("Results due", "results_due", read=cells.due_quarters),
    Column("Basis", "basis"),
)
_OF_MILESTONES = (
    Column("Target", "target", read=target),
    Column("Quarter", "quarter", read=quarter),
    Column("Value", "value"),
    maybe("Upper value", "upper"),
    maybe("Floor", "floor"),
    Column("Kind", "kind", read=word(MilestoneKind)),
    Column("Agreed on", "agreed_on"),
    Column("Agreed by", "agreed_by"),
    maybe("Reason", "reason"),
    maybe("Basis", "basis"),
)
_OF_STRETCH = (
    Column("Target", "target", _text("code in the register"), target),
    maybe("Sub-target", "sub_target", _text("name of a part of the target, where it has parts")),
    # a return gives one figure a target, so a sub-target names the target whose it is; blank is its own
    maybe(
        "Figure of", "figure_of", _text("code of the target whose figure it takes; missing is its own target's"), target
    ),
    Column("Weight", "weight", _number("share of the target that the part is; they add up to 1")),
    Column("Base", "base", _number("performance without the agreement, in the target's unit")),
    Column("Stretched target", "stretched_target", _number("performance with it, in the target's unit")),
    Column("Threshold", "threshold", _number("share of the stretch below which nothing is paid")),
    Column("Grant share", "grant_share", _number("share of the reward grant")),
    _BASIS,
)
_OF_MEETINGS = (
    Column("Body", "body", _text("which board or partnership meets"), cells.any_body),
    Column("Date", "date", _day("when")),
    Column("Papers due", "papers_due", _day("when its papers are due"), filled=False),
    # none is due where nobody returns figures to the body
    Column("Returns due", "returns_due", _day("when returns for it are due"), filled=False),
    Column("Quarter", "quarter", _text("the financial quarter it looks at"), quarter),
    maybe("Link", "link", _text("where its papers are published")),
    _BASIS,
)
_OF_RULES = (
    Column("From quarter", "from_quarter", read=quarter),
    Column("Tolerance basis", "basis", read=word(ToleranceBasis)),
    Column("Tolerance", "tolerance", filled=False),
    Column("Within tolerance counts as", "within_counts_as", read=word(("on track", "off track"))),
    maybe("Basis", "source"),  # in the table, basis is what a tolerance is measured in
)

# in the order in which they are read: a sheet comes after those that its columns point at
SHEETS = {
    sheet.name: sheet
    for sheet in (
        RegisterSheet(
            "Partnerships",
            "partnerships",
            "The thematic partnerships",
            _OF_PARTNERSHIPS,
            key=("code",),
            needed=True,
            with_rows=True,
        ),
        RegisterSheet(
            "Members",
            "members",
            "Who sits on which body",
            _OF_MEMBERS,
        ),
        RegisterSheet(
            "Delivery groups",
            "delivery_groups",
            "The groups that do the work",
            _OF_DELIVERY_GROUPS,
            key=("code",),
        ),
        RegisterSheet(
            "Priorities", "priorities", "The priorities of Oxfordshire 2030", (_code(), _NAME, _BASIS), key=("code",)
        ),
        RegisterSheet(
            "Targets",
            "targets",
            "The targets of the agreement",
            _OF_TARGETS,
            key=("target",),
            known=tables.TARGETS,
            needed=True,
            with_rows=True,
        ),
        RegisterSheet(
            "Milestones",
            "milestones",
            "Every value a target was ever given",
            _OF_MILESTONES,
            key=("row",),
            known=tables.MILESTONES,
            needed=True,  # and yet may have no row: a target without a milestone is no mistake
        ),
        RegisterSheet(
            "Stretch",
            "stretch",
            "Targets with a reward",
            _OF_STRETCH,
        ),
        RegisterSheet(
            "Meetings",
            "meetings",
            "When bodies meet, and what is due before",
            _OF_MEETINGS,
        ),
        RegisterSheet(
            "Districts",
            "districts",
            "The districts",
            (_code(), _NAME, _ALSO_KNOWN_AS, _BASIS),
            key=("code",),
            kept_as="district_names",
        ),
        RegisterSheet(
            "Rules",
            "rules",
            "The tolerance in force",
            _OF_RULES,
            key=("from_quarter",),
            known=tables.RULES,
        ),
    )
}
