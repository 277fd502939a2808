"""The chairman's sheet: one partnership's targets, what is being done, its own account, and who answers."""

from oxdash import house_style, markup, screen
from oxdash.findings import counts, unknowns
from oxdash.markup import block, heading, joined, link, paragraph
from oxdash.model import LAA_KINDS, Status


def arranged(position, view):
    """The page for one partnership at the quarter it stands at."""
    code = view.partnership or next(iter(position.names))
    register = position.register
    quarter = view.quarter or position.newest
    stands_at = position.stands_at(quarter, view.standing)[code]
    rows = position.at(quarter, view.standing, kind="all", partnership=code)
    laa = rows[rows.kind.isin([str(kind) for kind in LAA_KINDS])]
    others = rows.drop(index=laa.index)
    total = counts.total(laa)
    said = position.narrative
    said = said[(said.partnership == code) & (said.quarter == stands_at)]
    received = position.returns
    received = received[(received.partnership == code) & (received.quarter == stands_at)]
    groups = register.delivery_groups[register.delivery_groups.partnership == code]
    members = register.members[(register.members.body == code) & (register.members.role == "support officer")]
    about = register.partnerships.set_index("code").loc[code]
    owners = register.targets.set_index("target").owner
    return block(
        paragraph(joined([link("Overview", view.address("overview")), " / Partnership"]), "ox-trail"),
        heading(position.names[code], 1),
        paragraph(f"LAA targets at {house_style.quarter(stands_at)}: {counts.sentence(total)}", "ox-lead"),
        markup.standing.headline(total),
        paragraph(counts.range_sentence(total)),
        heading("Targets"),
        markup.sheet.targets(laa, "LAA targets, those off track first", view.address),
        heading("Off track: what is being done"),
        markup.sheet.actions(rows[rows.status == Status.OFF_TRACK], position.actions, view.address),
        heading("Cannot be judged"),
        markup.lists.cannot_judge(unknowns.cannot_judge(laa), owners, view.address),
        heading("The partnership's own account"),
        markup.sheet.account(said),
        *(
            [
                heading("Other targets, counted apart"),
                markup.sheet.targets(others, "Local and stretch targets", view.address),
            ]
            if len(others)
            else []
        ),
        heading("Who answers for it"),
        markup.sheet.governance(about, groups, list(members.post)),
        heading("The return this comes from"),
        markup.sheet.on_file(received),
        markup.notice.source(position.as_at, register.fingerprint),
    )


position = screen.position()
view = screen.pick("partnership", position, "quarter", "standing", "partnership")
screen.put(screen.once(arranged, view, position))
