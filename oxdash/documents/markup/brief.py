"""The Overview in one screen: what is off track, what changed, who is acting, what is asked; with where to read on."""

from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import element, facts, joined, link
from oxdash.documents.markup.standing import Address
from oxdash.documents.reservations import ONLY_MOVED
from oxdash.findings import changes, unknowns
from oxdash.findings.actions import OPEN, When
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status

OFF_TRACK, CHANGED, ASKED, UNKNOWN = "off-track", "what-changed", "asked", "cannot-judge"  # anchors of the parts below


def of(at, to: Address, since: str = "the quarter before") -> Markup:
    """``at`` is quarter_view.Standing; ``since`` names the quarter that it compares with."""
    meetings, as_at = at.register.meetings, at.position.as_at
    cannot = unknowns.in_words(at.expected, meetings, as_at)
    told = facts(
        [
            (link("Off track", f"#{OFF_TRACK}"), _of(at.off_track.target, len(at.rows), to)),
            (link(f"Changed since {since}", f"#{CHANGED}"), _changed(at.moved)),
            (link("Who is acting", to("actions", partnership=at.partnership)), _acting(at, to)),
            (link(wording.LOOKS[Status.INSUFFICIENT_DATA].word, f"#{UNKNOWN}"), cannot),
            (ONLY_MOVED, _codes(at.only_moved.target, to)),
            ("On track, but not in every district", _codes(at.hidden_districts.target, to)),
            (link("The Board is asked", f"#{ASKED}"), _asked(at.asked)),
        ]
    )
    return element("div", told, class_="ox-brief")


def _codes(targets: Iterable[str], to: Address) -> Markup:
    links = [link(code, to("target", target=code)) for code in dict.fromkeys(targets)]
    return joined(links, ", ") if links else joined(["none"])


def _of(targets: pd.Series, whole: int, to: Address) -> Markup:
    if targets.empty:
        return joined([f"none of {whole}" if whole else "there is no target"])
    return joined([f"{len(targets)} of {whole}: ", _codes(targets, to)])


def _changed(moved: pd.DataFrame) -> str:
    return changes.in_words(moved["change"]) or "nothing"


def _acting(at, to: Address) -> Markup:
    """What off-track targets lack, and how many of the open actions are late."""
    off, lacks = len(at.off_track), at.lacks
    opened = int((at.acted["state"] == OPEN).sum())
    late = int((at.acted["when"] == When.OVERDUE).sum())
    without = f"{len(lacks)} of {off} off track without an open action, owner and day"
    if not len(lacks):
        without = "every target off track has an open action with an owner and a day" if off else "nothing is off track"
    named = [": ", _codes(lacks["target"], to)] if len(lacks) else []
    overdue = f"{late or 'none'} of {wording.counted(opened, 'open action')} overdue"
    if opened == 1:
        overdue = f"the one open action is {'' if late else 'not '}overdue"
    return joined([without, *named, f"; {overdue if opened else 'no action is open'}"])


def _asked(asked: pd.DataFrame) -> str:
    if asked.empty:
        return "nothing"
    said = ", ".join(f"{row.ask} ({row.count})" for row in asked.itertuples(index=False))
    return f"{wording.counted(len(asked), 'thing')}: {said}"
