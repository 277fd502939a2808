"""The sheets of the register and their columns, declared once, here: heading, how a cell is read, what it becomes.

The reader looks for them, the tables that they become have their types and meanings from them, the illustrative
register is laid out by them and a kept position is described by them. What a sheet has of a table that stands in the
vocabulary is picked by its name, `of` that table: heading and how a cell is read follow from there, unless said here.
A sheet more is an entry here and a field of `Register`.
"""

from dataclasses import replace

from oxdash.register import about, address_cells, cells, comparator_sheets, grant_cells, short_names
from oxdash.register.cells import codes_on, new_code, quarter, target, whole, word
from oxdash.register.register_sheet import MAY_BE_BLANK, OPTIONAL, Column, RegisterSheet, maybe, of
from oxdash.vocabulary import council_tables, grant_tables, schemas, tables, wording
from oxdash.vocabulary.bodies import ROLES
from oxdash.vocabulary.model import BodyKind, Kind

_OF_A_BODY = council_tables.BODIES.columns


def _code(meaning: str = "short name") -> Column:
    return Column("Code", "code", schemas.text(meaning), new_code)


_NAME = Column("Name", "name", schemas.text("name in full"))
_IS_BASIS = schemas.text(tables.TARGETS.columns["basis"].meaning)
_BASIS = maybe("Basis", "basis", _IS_BASIS)
_number, _day, _text = schemas.number, schemas.day, schemas.text
_BODY = Column("Body", "body", _text("code of a body; the name of one that the register has no sheet for"), cells.body)

_OF_ABOUT = of(
    council_tables.ABOUT,
    "name",
    "value",
    name={"read": word(tuple(about.SAID))},
    value={"read": cells.text, **MAY_BE_BLANK},
)
_OF_AGREEMENTS = of(
    council_tables.AGREEMENTS,
    *("code", "name", "first_quarter", "last_quarter", "counted", "counted_kinds", "reward", "reward_note", "source"),
    "basis",
    code={"read": new_code},
    counted_kinds={"read": cells.words(Kind), **OPTIONAL},
    reward=OPTIONAL,
    reward_note=OPTIONAL,
    source=OPTIONAL,
    basis=OPTIONAL,
)
_OF_BODY = [name for name in council_tables.BODIES.columns if name != "illustrative_fields"]
_OF_BODIES = of(
    council_tables.BODIES,
    *_OF_BODY,
    code={"read": new_code},
    **{name: OPTIONAL for name in _OF_BODY if name not in ("code", "name", "kind", "reports_to")},
    reports_to={"read": cells.bodies, **OPTIONAL},
)
_OF_PARTNERSHIPS = (
    _code("short name, e.g. environment"),
    _NAME,
    *of(
        council_tables.BODIES,
        *("also_known_as", "chair", "lead_officer", "reports_to", "statutory"),
        also_known_as=OPTIONAL,
        chair=MAY_BE_BLANK,
        lead_officer=MAY_BE_BLANK,
        reports_to={"read": cells.bodies, **MAY_BE_BLANK},
    ),
    maybe("Chairmanship reviewed on", "chairmanship_reviewed_on", _OF_A_BODY["reviewed_on"]),
    maybe("Governance audited on", "governance_audited_on", _OF_A_BODY["audited_on"]),
    *of(council_tables.BODIES, "agendas_and_minutes", agendas_and_minutes=OPTIONAL),
    _BASIS,
)
_OF_MEMBERS = (
    _BODY,
    Column("Sector", "sector", _text("where the member comes from"), filled=False),
    Column("Post", "post", _text("post or organisation")),
    Column(
        "Places", "places", _number("how many places; missing where that is not settled"), whole(0, 99), filled=False
    ),
    Column("Role", "role", _text(wording.either(ROLES)), word(ROLES)),
    _BASIS,
)
_OF_DELIVERY_GROUPS = (
    _code(),
    _NAME,
    Column("Partnership", "partnership", _text("code of the partnership it works for"), cells.code_on("Partnerships")),
    maybe("Lead officer", "lead_officer", _text("post that leads it")),
    _BASIS,
)
_OF_TARGETS = of(
    tables.TARGETS,
    *("target", "title", "agreement", "kind", "partnership", "contributing", "delivery_group", "priorities"),
    *("unit", "places", "better", "measure", "frequency", "baseline", "baseline_period", "owner"),
    *("first_quarter", "last_quarter", "local_control", "data_source", "definition", "definition_changed_from"),
    *("tolerance_override", "supplied_by", "results_due", "short_name", "also_called", "basis"),
    target={"read": cells.new_target},
    agreement={"read": cells.agreement, **OPTIONAL},
    partnership={"read": cells.code_on("Partnerships")},
    contributing={"read": codes_on("Partnerships"), **OPTIONAL},
    delivery_group={"read": cells.code_on("Delivery groups"), "of": "Delivery groups", **MAY_BE_BLANK},
    priorities={"read": codes_on("Priorities"), "of": "Priorities"},
    unit={"read": cells.unit},
    baseline=MAY_BE_BLANK,
    baseline_period=MAY_BE_BLANK,
    data_source=MAY_BE_BLANK,
    definition=MAY_BE_BLANK,
    definition_changed_from=OPTIONAL,
    tolerance_override={"read": cells.tolerance, **OPTIONAL},
    supplied_by=OPTIONAL,
    results_due={"read": cells.due_quarters, **OPTIONAL},
    short_name={"read": short_names.read, **OPTIONAL},
    also_called=OPTIONAL,
    basis=OPTIONAL,
)
_OF_MILESTONES = of(
    tables.MILESTONES,
    *("target", "quarter", "value", "upper", "floor", "kind", "agreed_on", "agreed_by", "reason", "basis"),
    target={"read": target},
    upper=OPTIONAL,
    floor=OPTIONAL,
    reason=OPTIONAL,
    basis=OPTIONAL,
)
_OF_STRETCH = (
    Column("Target", "target", _text(tables.TARGETS.columns["target"].meaning), target),
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
    replace(_BODY, kept=_text("which body meets")),
    Column("Date", "date", _day("when")),
    Column("Papers due", "papers_due", _day("when its papers are due"), filled=False),
    # none is due where nobody returns figures to the body
    Column("Returns due", "returns_due", _day("when returns for it are due"), filled=False),
    Column("Quarter", "quarter", _text("the financial quarter it looks at"), quarter),
    maybe("Link", "link", _text("where its papers are published"), address_cells.words_or_address),
    maybe("Agenda", "agenda", _text("where its agenda is published"), address_cells.address_of_papers),
    maybe("Minutes", "minutes", _text("where its minutes are published"), address_cells.address_of_papers),
    maybe(
        "Who reports",
        "who_reports",
        _text("codes of the bodies whose chairmen report at it, separated by semicolons"),
        cells.bodies,
    ),
    _BASIS,
)
_OF_RULES = of(
    tables.RULES,
    *("from_quarter", "basis", "tolerance", "within_counts_as", "source"),
    tolerance=MAY_BE_BLANK,
    within_counts_as={"heading": "Within tolerance counts as"},
    source={"heading": "Basis", **OPTIONAL},  # in the table, basis is what a tolerance is measured in
)

_OF_GRANTS = of(
    grant_tables.GRANTS,
    *("grant", "year", "amount", "agreed_by", "agreed_on", "basis"),
    year={"read": grant_cells.year},
    amount=MAY_BE_BLANK,
    agreed_by=OPTIONAL,
    agreed_on=MAY_BE_BLANK,
    basis=OPTIONAL,
)
_OF_ALLOCATIONS = of(
    grant_tables.ALLOCATIONS,
    *("grant", "year", "target_or_body", "amount", "agreed_on", "spent", "as_at", "basis"),
    grant={"read": grant_cells.grant},
    year={"read": grant_cells.year},
    target_or_body={"read": grant_cells.target_or_body},
    amount=MAY_BE_BLANK,
    agreed_on=MAY_BE_BLANK,
    spent=OPTIONAL,
    as_at=OPTIONAL,
    basis=OPTIONAL,
)

LISTED_AS = {  # by the kind of a body: the sheet that lists such bodies too
    str(BodyKind.PARTNERSHIP): "Partnerships",
    str(BodyKind.DELIVERY_GROUP): "Delivery groups",
}
# in the order in which they are read: a sheet comes after those that its columns point at
SHEETS = {
    sheet.name: sheet
    for sheet in (
        RegisterSheet("About", "about", "What the register says of itself", _OF_ABOUT, ("name",), council_tables.ABOUT),
        RegisterSheet(
            "Agreements", "agreements", "The agreements", _OF_AGREEMENTS, ("code",), council_tables.AGREEMENTS
        ),
        RegisterSheet(
            "Bodies", "bodies", "Boards, partnerships and groups", _OF_BODIES, ("code",), council_tables.BODIES
        ),
        RegisterSheet(
            "Partnerships",
            "partnerships",
            "The partnerships",
            _OF_PARTNERSHIPS,
            key=("code",),
            needed=True,
            with_rows=True,
            unless="Bodies",
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
            "Priorities", "priorities", "The priorities that targets serve", (_code(), _NAME, _BASIS), key=("code",)
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
            "Grants", "grants", "What was agreed of each grant", _OF_GRANTS, ("grant", "year"), grant_tables.GRANTS
        ),
        RegisterSheet(
            "Allocations",
            "allocations",
            "Where grants go, and what was spent of them",
            _OF_ALLOCATIONS,
            known=grant_tables.ALLOCATIONS,
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
            (_code(), _NAME, *of(council_tables.BODIES, "also_known_as", also_known_as=OPTIONAL), _BASIS),
            key=("code",),
            kept_as="district_names",
        ),
        *comparator_sheets.ALL,
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
# the tables of those of which others show columns
MEMBERS, MEETINGS, STRETCH = (SHEETS[name].table for name in ("Members", "Meetings", "Stretch"))
