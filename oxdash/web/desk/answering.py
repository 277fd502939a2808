"""Who answers for what, put together: the gaps first, then who has what, what is due, and who sits where."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from oxdash.documents import markup
from oxdash.documents.markup import block, heading, joined, link, paragraph
from oxdash.documents.markup.accountability import LOOKED_AT
from oxdash.documents.markup.standing import Address
from oxdash.documents.papers import PAPERS, Kind
from oxdash.excel.problems import Problem
from oxdash.findings import accountability, diary, silence
from oxdash.findings.accountability import BOARDS, Gap
from oxdash.judging.position import Position
from oxdash.register import sources
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import AGREEMENT
from oxdash.vocabulary.subject import without_partnership
from oxdash.web.desk import papers
from oxdash.web.view import View


def arranged(position: Position, view: View) -> Markup:
    """The page of all partnerships, or of the one that the address asks for."""
    register, names, to, whose = position.register, position.names, view.address, view.partnership
    reported = accountability.reported(register.targets, position.as_at)
    up_to = view.quarter or position.newest  # as the paper of that quarter does
    gaps = accountability.gaps(register, position.returns, position.as_at, up_to=up_to)
    nobody = silence.nobody_in_words(register, position.returns, position.as_at)
    pairs = accountability.matrix(register.targets, register.priorities, register.partnerships, reported)
    reviews = diary.reviews(register.partnerships, position.as_at)
    if whose:
        gaps = gaps.assign(sentence=[without_partnership(said, names[whose]) for said in gaps.sentence])
        gaps, pairs, reviews = (rows[rows.partnership == whose] for rows in (gaps, pairs, reviews))
    elsewhere = {code: name for code, name in names.items() if code != whose}
    shared = gaps.kind == Gap.TWO_PARTNERSHIPS
    titles = dict(zip(register.targets.target, register.targets.title, strict=True))
    title = PAPERS[Kind.ANSWERS].name
    about = f"{title}: {names[whose]}" if whose else title
    return block(
        paragraph(AGREEMENT, "ox-over"),
        heading(about, 1),
        paragraph(accountability.in_words(gaps, position.as_at), "ox-lead"),
        *([paragraph(nobody)] if nobody and not whose else []),
        *([_looked_at(up_to, to)] if up_to else []),
        *([heading("Gaps")] if (~shared).any() else []),
        *([markup.accountability.gaps(gaps[~shared], titles, elsewhere, to)] if (~shared).any() else []),
        heading("Priorities and targets"),
        paragraph(accountability.alive_in_words(reported), "ox-note"),
        markup.accountability.matrix(pairs, titles, to),
        markup.notice.unsourced((register.priorities, sources.PRIORITIES), (register.targets, sources.SERVES)),
        *([markup.accountability.gaps(gaps[shared], titles, elsewhere, to)] if shared.any() else []),
        heading("What is due"),
        markup.accountability.due(
            diary.due(register.meetings, position.as_at, partnerships=register.partnerships), diary.WITHIN
        ),
        markup.accountability.meetings(diary.meetings(register.meetings, position.as_at)),
        markup.accountability.reviews(reviews),
        markup.notice.unsourced((register.partnerships, diary.REVIEW_DAYS)),
        *_partnerships(position, view, reported, titles),
        *([] if whose else _to_look_at(register.problems)),
        markup.notice.source(position.as_at, register.fingerprint, *papers.leads_to(view, Kind.ANSWERS)),
    )


def _looked_at(up_to: str, to: Address) -> Markup:
    """Up to which quarter silence is a gap; what is owed since stands elsewhere."""
    said = f"{LOOKED_AT} {wording.quarter(up_to)}; what is owed since is in "
    return paragraph(joined([said, link("Returns on file", to("returns")), "."]), "ox-note")


def _partnerships(position: Position, view: View, reported: str, titles: dict[str, str]) -> list[Markup | None]:
    """A row for every partnership, the delivery groups and the boards; of one alone every officer, group and member."""
    register, whose, to = position.register, view.partnership, view.address
    membership = accountability.bodies(register.members, register.partnerships)
    groups = accountability.groups(register.delivery_groups, register.targets, reported)
    sectors = accountability.sectors_in_words(membership)
    support = membership[membership.role == "support officer"]
    if whose:
        about = register.partnerships.set_index("code").loc[whose]
        own = list(support[support.body == whose].post)
        mine = groups[groups.partnership == whose]
        return [
            heading("Chair, officers and members"),
            markup.accountability.answering(about, own, sectors[whose], mine, titles, to),
            markup.accountability.members(membership[membership.body == whose]),
        ]
    working = groups[groups.targets.notna()]
    idle = accountability.idle_in_words(groups)
    return [
        heading("Partnership by partnership"),
        markup.accountability.partnerships(
            register.partnerships, sectors, groups, support.groupby("body").post.size(), to
        ),
        markup.notice.unsourced((register.partnerships, sources.PARTNERSHIPS)),
        markup.accountability.groups(working, position.names, titles, to),
        markup.notice.unsourced((working, sources.GROUPS)),
        *([paragraph(idle, "ox-note")] if idle else []),
        *_boards(membership),
    ]


def _to_look_at(problems: Sequence[Problem]) -> list[Markup]:
    """What the register's own check asks whoever keeps it; nothing of it keeps a target from being judged."""
    if not problems:
        return []
    return [heading("To look at in the register"), markup.notice.problem_table("What the register asks", problems)]


def _boards(membership: pd.DataFrame) -> list[Markup]:
    said = accountability.members_in_words(membership)
    parts = [heading("The boards")]
    for board in BOARDS:
        own = membership[membership.body == board]
        parts += [heading(board, 3), paragraph(said[board]), markup.accountability.members(own)]
    return parts
