"""What cannot be judged, as something managed: why, who, when it will be known; and how good the data are."""

from oxdash.documents import markup
from oxdash.documents.edition import Edition
from oxdash.documents.markup import block, bullets, heading, paragraph
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import data_quality, punctuality, unknowns
from oxdash.register import sources
from oxdash.register.sources import OWNER
from oxdash.submissions import versions
from oxdash.vocabulary import marks, wording
from oxdash.vocabulary.model import AGREEMENT
from oxdash.vocabulary.quarters import Quarter
from oxdash.web import screen
from oxdash.web.desk import confirmed, papers

YEAR = 4  # quarters that the quality of data is looked at over


def arranged(position, view):
    """What everybody may see of the page, and the readings confirmed, which are for those who may see receipts."""
    register, held = position.register, screen.receipts()
    at = Standing(position, Edition(view.quarter or position.newest, view.standing))
    expected = at.expected[at.expected.partnership == view.partnership] if view.partnership else at.expected
    arriving = unknowns.arriving(expected)
    names = {code: name for code, name in position.names.items() if view.partnership in (None, code)}
    called = {} if view.partnership else names  # where all is of one partnership, it is not named again
    quarter = at.edition.quarter
    since = str(Quarter.parse(quarter).plus(1 - YEAR))
    receipts, warnings = versions.receipts(held), versions.warnings(held)
    came = punctuality.of(register.targets, position.returns, receipts, register.returns_due, position.as_at)
    quality = data_quality.of(position.judged, came, position.returns, warnings, names, quarter, since)
    titles, to = at.targets.title, view.address
    counted = at.rows[at.rows.partnership == view.partnership] if view.partnership else at.rows
    none = at.none_counted(counted, at.when, position.names.get(view.partnership, ""))
    page = block(
        paragraph(AGREEMENT, "ox-over"),
        heading(f"What is not known, {at.when}", 1),
        paragraph(none or unknowns.in_words(expected, register.meetings, position.as_at), "ox-lead"),
        *([] if none else known(expected, arriving, titles, called, to, at.targets)),
        heading("Data quality by partnership"),
        paragraph(data_quality.in_words(quality)),
        paragraph(
            f"The four quarters to {wording.quarter(quarter)}, of those whose return was due; all kinds of "
            f"targets. By proxy is {marks.BY_PROXY}. These are counts, not a score.",
            "ox-note",
        ),
        markup.quality.by_partnership(quality, to),
        heading("Readings confirmed by officers"),
    )
    return page, data_quality.confirmed(warnings, position.returns, quarter, since), names


def known(expected, arriving, titles, names, to, targets):
    """When each target that cannot be judged will be, and what comes before the next meeting."""
    answering = targets.loc[expected.target]
    owners = sources.marked(answering, "owner", "Owner").to_numpy()
    return [
        heading("When each target will be known"),
        markup.unknown.expected(expected.assign(owner=owners), titles, names, to, unknowns.UNKNOWN_TABLE),
        markup.notice.unsourced((answering, OWNER)),
        heading("What arrives before the next meeting"),
        bullets(arriving.sentence) or paragraph("No figure is expected before the next meeting of the Board."),
    ]


position = screen.position()
view = screen.pick("unknown", position, "quarter", "standing", "partnership")
page, readings, names = screen.once(arranged, view, position)
screen.put(page)
confirmed.readings(readings, names)
screen.show(
    markup.notice.source(position.as_at, position.register.fingerprint, *papers.leads_to(view, Kind.EXCEPTIONS))
)
