"""The chairman's sheet: what is asked, what changed, what is being done, what is not known, and its own account."""

from oxdash.documents import markup
from oxdash.documents.edition import Edition
from oxdash.documents.markup import block, heading, joined, link, paragraph
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import actions, asked, counts, promises, quarter_shown, review, risks
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status
from oxdash.vocabulary.quarters import Quarter
from oxdash.web import screen
from oxdash.web.desk import papers

UNKNOWN = "Insufficient data, and when it will be known"
RISKS = 3  # that stand on the sheet; all are on the page on actions and risks


def arranged(position, view):
    """The page for one partnership at the quarter it stands at."""
    code = view.partnership or next(iter(position.names))
    register, quarter, to = position.register, view.quarter or position.newest, view.address
    at = Standing(position, Edition(quarter, view.standing))
    stands_at, titles = at.stands_at[code], at.targets.title
    laa, every, others, moved, expected, promised, risky = (
        rows[rows.partnership == code]
        for rows in (at.rows, at.every, at.others, at.moved, at.expected, at.promises, at.risks)
    )
    began = next((counts.begun_since(row) for row in counts.of(laa).itertuples()), None)
    unmoved = at.nothing_moved(laa)
    off_track = every[every.status == Status.OFF_TRACK]
    total, top = counts.total(laa), risks.standing(risky).head(RISKS)
    said = position.narrative
    said = said[(said.partnership == code) & (said.quarter == stands_at) & ~said.section.isin(review.SECTIONS)]
    groups = register.delivery_groups[register.delivery_groups.partnership == code]
    members = register.members[(register.members.body == code) & (register.members.role == "support officer")]
    about = register.partnerships.set_index("code").loc[code]
    why = quarter_shown.of_partnership(quarter, stands_at, code, position.names, position.returns)
    received = position.returns
    received = received[(received.partnership == code) & (received.quarter == stands_at)]
    return block(
        paragraph(joined([link("Overview", to("overview")), " / Partnership"]), "ox-trail"),
        heading(position.names[code], 1),
        *([paragraph(why, "ox-note")] if why else []),
        *counted(total, at.none_counted(laa, wording.quarter(stands_at)), stands_at),
        *([paragraph(f"{wording.sentence_case(began)}.")] if began else []),
        heading(asked.TITLE),
        markup.asked.numbered(at.asked_of({code: position.names[code]}), position.names, to, code),
        *([heading("What changed"), markup.lists.changed(moved, titles, to, unmoved)] if len(laa) else []),
        *(
            [heading(actions.OFF_TRACK_TITLE), markup.sheet.actions(off_track, position.actions, to, at.bodies)]
            if len(every)
            else []
        ),
        *others_actions(at, code, to),
        heading("Promised in the return before"),
        paragraph(promises.in_words(promised)),
        *([markup.actions.promises(promised, titles, to)] if len(promised) else []),
        *([heading(UNKNOWN), markup.unknown.expected(expected, titles, {}, to)] if len(laa) else []),
        heading("What could go wrong"),
        paragraph(risks.in_words(risky)),
        *([markup.risks.standing(top, titles, to, "The highest risks")] if len(top) else []),
        paragraph(link("Every action and risk of this partnership", to("actions", partnership=code))),
        heading("LAA targets" if len(laa) else "Targets"),
        *([markup.sheet.targets(laa, "LAA targets, those off track first", to)] if len(laa) else []),
        *([markup.sheet.targets(others, counts.OTHERS_TABLE, to)] if len(others) else []),
        *([] if len(every) else [paragraph("The partnership has no target at this quarter.")]),
        heading("The partnership's own account"),
        markup.sheet.account(said),
        *reviewed(position, code, stands_at, to),
        heading("Who answers for it"),
        markup.sheet.governance(about, groups, list(members.post)),
        heading("The return this comes from"),
        markup.sheet.on_file(received),
        markup.notice.source(
            position.as_at,
            register.fingerprint,
            *papers.leads_to(view, Kind.PARTNERSHIP, view.partnership),
        ),
    )


def counted(total, none, stands_at):
    """The counts over all its LAA targets; a sentence where it has none."""
    if none:
        return [paragraph(none, "ox-lead")]
    return [
        paragraph(f"LAA targets at {wording.quarter(stands_at)}: {counts.sentence(total)}", "ox-lead"),
        markup.standing.headline(total),
        paragraph(counts.range_sentence(total)),
    ]


def others_actions(at, code, to):
    """Actions for no single target, and those of other partnerships that this one acts in; nothing where none is."""
    parts = []
    for title, rows in (
        ("Actions for a priority, a theme or the partnership", at.own_actions(code)),
        ("Actions of other partnerships with this one", at.acting_with(code)),
    ):
        if len(rows):
            table = markup.actions.standing(rows, at.targets.title, to, title, at.names, bodies=at.bodies)
            parts += [heading(title), table]
    return parts


def reviewed(position, code, up_to, to):
    """The newest yearly review that a return holds, beside the figures of its year; nothing where none does."""
    newest = review.newest(position.narrative, code, up_to)
    if newest is None:
        return []
    year = review.year(min(up_to, str(Quarter.parse(newest).year_end)))
    figures = review.by_quarter(position.rows[position.rows.partnership == code], year)
    ended = position.at(year[-1], "same", partnership=code)
    basis = review.basis_in_words(review.told_rows(position.narrative, code, year[1:]))
    return [
        heading(f"Yearly review {review.named(year[-1])}"),
        markup.review.told(review.told(position.narrative, code, year[1:]), review.SECTIONS),
        *([paragraph(basis, "ox-source")] if basis else []),
        paragraph(review.in_words(figures)),
        markup.review.figures(figures),
        paragraph(f"How each target stood at {wording.quarter(year[-1])}:"),
        markup.review.ended(ended, to),
    ]


position = screen.position()
view = screen.pick("partnership", position, "quarter", "standing", "partnership")
screen.put(screen.once(arranged, view, position))
