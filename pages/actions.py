"""What is being done about the targets, by whom and by when, what was promised before, and what could go wrong."""

from oxdash.documents import markup
from oxdash.documents.edition import Edition
from oxdash.documents.markup import block, heading, paragraph
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import actions, lacking, promises, risks
from oxdash.findings.actions import Key
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import AGREEMENT
from oxdash.web import screen
from oxdash.web.desk import papers


def arranged(position, view):
    """The whole page: the sentences first, then every action once, every promise and every risk."""
    register, names = position.register, position.names
    at = Standing(position, Edition(view.quarter or position.newest, view.standing))
    off, lacks, acted, promised, risky = (
        rows[rows.partnership == view.partnership] if view.partnership else rows
        for rows in (at.off_track, at.lacks, at.acted, at.promises, at.risks)
    )
    counted = at.rows[at.rows.partnership == view.partnership] if view.partnership else at.rows
    none = at.none_counted(counted, at.when, names.get(view.partnership, ""))
    titles, bodies = at.targets.title, at.bodies
    called = {} if view.partnership else names  # where all is of one partnership, it is not named again
    grouped = actions.by(acted, Key(view.by), register.targets, register.delivery_groups, names)
    if view.partnership:  # what others do with it has a place of its own below
        grouped = grouped[~grouped.shared]
    urgent = grouped.when.isin(actions.URGENT)
    seen_from = wording.day(position.as_at)
    return block(
        paragraph(AGREEMENT, "ox-over"),
        heading(f"Actions and risks, {at.when}", 1),
        paragraph(actions.in_words(acted), "ox-lead"),
        paragraph(none or lacking.in_words(off, lacks)),
        paragraph(promises.in_words(promised)),
        paragraph(f"{actions.URGENT_TITLE} as seen from {seen_from}; {actions.soon_in_words()}.", "ox-note"),
        *([] if none else [heading(lacking.TITLE), markup.actions.lacking(lacks, titles, view.address)]),
        heading("How the actions stand"),
        markup.actions.tally(actions.tally(grouped), wording.sentence_case(view.by)),
        heading(actions.URGENT_TITLE),
        markup.actions.grouped(grouped[urgent], titles, view.address, called, actions.NONE_URGENT, bodies),
        heading(actions.OTHERS_TITLE),
        markup.actions.standing(
            acted[~acted.when.isin(actions.URGENT)],
            titles,
            view.address,
            "All other actions",
            called,
            actions.NO_OTHER,
            bodies,
        ),
        *with_others(at, view, bodies),
        heading(promises.TITLE),
        markup.actions.promises(promised, titles, view.address, called),
        heading("Risks"),
        paragraph(risks.in_words(risky)),
        paragraph(risks.scale_in_words(), "ox-note"),
        *([markup.risks.grid(risks.grid(risky))] if len(risks.standing(risky)) else []),
        markup.risks.standing(risky, titles, view.address, names=called),
        markup.notice.source(position.as_at, register.fingerprint, *papers.leads_to(view, Kind.ACTIONS)),
    )


def with_others(at, view, bodies):
    """The actions of other partnerships that the one looked at acts in; nothing where there is none, or of all."""
    shared = at.acting_with(view.partnership) if view.partnership else at.acted.iloc[:0]
    if shared.empty:
        return []
    title = f"Actions of other partnerships with {at.names[view.partnership]}"
    return [
        heading(title),
        markup.actions.standing(shared, at.targets.title, view.address, title, at.names, bodies=bodies),
    ]


position = screen.position()
view = screen.pick("actions", position, "quarter", "standing", "partnership", "by")
screen.put(screen.once(arranged, view, position))
