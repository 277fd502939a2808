"""Where the agreement stands in one quarter: in one screen what the Board has to know, and the lists behind it."""

from collections.abc import Iterable

import pandas as pd

from oxdash.documents import among, first_screen, frame
from oxdash.documents.asked import requests
from oxdash.documents.blocks import Bullets, Heading, Paragraph
from oxdash.documents.by_partnership import by_partnership
from oxdash.documents.columns import INSUFFICIENT
from oxdash.documents.districts import hidden
from oxdash.documents.exceptions import cannot_judge, changed, off_track, status_chart
from oxdash.documents.inline import Link, Tagged, Words, commas
from oxdash.documents.page_blocks import Beside, Facts, Key, PageBlock, Panel, Picture
from oxdash.documents.quarter_view import Standing
from oxdash.documents.reservations import ONLY_MOVED
from oxdash.findings import arrivals, asked, counts, decisions, trend, waiting
from oxdash.findings.actions import OPEN, When
from oxdash.findings.decisions_words import arising_sentence
from oxdash.rule.tolerance import any_in_force
from oxdash.vocabulary import wording

# anchors of the parts
OFF_TRACK, CHANGED, ASKED, UNKNOWN, TABLE = "off-track", "what-changed", "asked", "cannot-judge", "by-partnership"


def page(at: Standing) -> list[PageBlock]:
    """First the picture with the counts, what changed and what is asked; then the lists of all of it."""
    returned = arrivals.sentence(at.position.returns, at.edition.quarter, at.names, at.council.zone)
    if said := waiting.sentence(at.position.waiting, at.edition.quarter, at.names, at.council.zone):
        returned = f"{returned} {said}"
    title = frame.titled(at, f"Targets on track, {at.when}")
    if at.nothing_counted:
        return [*title, *_nothing_counted(at, returned)]
    since = wording.quarter(at.compared_with) if at.compared_with else "the quarter before"
    return [
        Panel("first", (*frame.named(at, title), *_first(at, since))),
        Heading("In brief"),
        in_brief(at, returned),
        Heading(asked.title(at.register.the_board), anchor=ASKED),
        requests(at.asked, at.names, at.register.the_board),
        Heading("By partnership", anchor=TABLE),
        by_partnership(at),
        Heading(counts.BY_STATUS_TABLE, 2),
        Key(any_in_force(at.register.rules)),
        Picture(status_chart(at), "targets by partnership"),
        Heading(f"What changed since {since}", anchor=CHANGED),
        *changed(at, at.moved, at.rows),
        Heading("Off track", anchor=OFF_TRACK),
        off_track(at.off_track, at.position.actions, at.bodies, at.trends, among.column(at, at.off_track.target)),
        Heading(INSUFFICIENT, anchor=UNKNOWN),
        *cannot_judge(at),
    ]


def _first(at: Standing, since: str) -> list[PageBlock]:
    """What is seen without scrolling: how many, which, what changed, what is asked."""
    said = Words((Tagged(counts.sentence(at.total), "strong"), " ", counts.range_sentence(at.total)))
    asks = first_screen.asked_in_short(at.asked)
    return [
        Paragraph(said, "lead"),
        first_screen.picture(at, TABLE),
        Beside(
            (
                (
                    Heading(Link(f"Changed since {since}", anchor=CHANGED)),
                    Bullets(tuple(first_screen.changed_in_short(at))),
                ),
                (
                    Heading(Link(first_screen.asked_title(at.register.the_board, len(at.asked)), anchor=ASKED)),
                    Bullets(tuple(asks), numbered=True) if asks else Paragraph(asked.nothing(at.register.the_board)),
                ),
            )
        ),
    ]


def _nothing_counted(at: Standing, returned: str) -> list[PageBlock]:
    """All there is to say where no target of the kind looked at is counted: the lists of it would all be empty."""
    others = len(at.position.at(at.edition.quarter, at.edition.standing, kind="all", partnership=at.partnership))
    every = Link(f"All kinds of targets counted together: {others}", "overview", partnership=at.partnership, kind="all")
    return [
        Paragraph(at.nothing_counted, "lead"),
        Paragraph(returned, "source"),
        *([Paragraph(every)] if others and at.kind != "all" else []),
        Heading(asked.title(at.register.the_board), anchor=ASKED),
        requests(at.asked, at.names, at.register.the_board),
    ]


def in_brief(at: Standing, returned: str) -> Facts:
    """What is off track, who has returned, which way targets go, who acts, what is not known; where to read on."""
    cannot = at.when_known(at.expected)
    not_everywhere = f"On track, but not in every {at.council.one_district}"
    return Facts(
        (
            (Link("Off track", anchor=OFF_TRACK), _of(at.off_track.target, len(at.rows))),
            (Link("Returns", "returns"), returned),
            (trend.SHORT_HEADING, trend.in_words(at.trends.short_direction[at.rows.target])),
            (trend.LONG_HEADING, trend.in_words(at.trends.long_direction[at.rows.target])),
            (Link("Who is acting", "actions", partnership=at.partnership), _acting(at)),
            (Link(INSUFFICIENT, anchor=UNKNOWN), cannot),
            (ONLY_MOVED, _codes(at.only_moved.target)),
            *([] if at.register.districts.empty else [(not_everywhere, _codes(hidden(at).target))]),
            *([(Link(decisions.ARISING, "decisions"), arising_sentence(at.arising))] if at.arising else []),
        ),
        brief=True,
    )


def _codes(targets: Iterable[str]) -> Words | str:
    links = [Link(code, "target", target=code) for code in dict.fromkeys(targets)]
    return commas(links) if links else "none"


def _of(targets: pd.Series, whole: int) -> Words | str:
    if targets.empty:
        return f"none of {whole}" if whole else "there is no target"
    return Words((f"{len(targets)} of {whole}: ", _codes(targets)))


def _acting(at: Standing) -> Words:
    """What off-track targets lack, and how many of the open actions are late."""
    off, lacks = len(at.off_track), at.lacks
    opened = int((at.acted["state"] == OPEN).sum())
    late = int((at.acted["when"] == When.OVERDUE).sum())
    without = f"{len(lacks)} of {off} off track without an open action, owner and day"
    if not len(lacks):
        without = "every target off track has an open action with an owner and a day" if off else "nothing is off track"
    named = (": ", _codes(lacks["target"])) if len(lacks) else ()
    overdue = f"{late or 'none'} of {wording.counted(opened, 'open action')} overdue"
    if opened == 1:
        overdue = f"the one open action is {'' if late else 'not '}overdue"
    shared = at.acting_with(at.partnership) if at.partnership else at.acted.iloc[:0]
    others = int((shared["state"] == OPEN).sum())
    beside = f"; it acts in {wording.counted(others, 'open action')} of others" if others else ""
    return Words((without, *named, f"; {overdue if opened else 'no action is open'}{beside}"))
