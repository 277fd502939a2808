"""On *Papers*: the papers of a meeting about the quarter in one PDF, which ones and in which order as it is chosen."""

from functools import partial

import streamlit as st

from oxdash.documents import meeting_pack, papers
from oxdash.documents.blocks import Paragraph
from oxdash.documents.cells import saved_as
from oxdash.documents.edition import Edition
from oxdash.documents.meeting_pack import Meeting
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.judging.position import Position
from oxdash.publication import public
from oxdash.settings import current
from oxdash.web import downloads, screen

PDF = "application/pdf"
NO_PAPER = "Choose the papers: the file has them in the order in which they are chosen."


def take_away(position: Position, edition: Edition, *, officer: bool) -> None:
    """The meeting, its papers in the order of the agenda, and the button; nothing where no meeting looks at it."""
    meetings = meeting_pack.meetings(position.register, edition.quarter)
    if not meetings:
        return
    at = Standing(position, edition, reward=current().reward)
    which, what = st.columns([2, 3])
    chosen = which.selectbox("Papers for a meeting", range(len(meetings)), format_func=lambda n: meetings[n].title)
    meeting = meetings[chosen or 0]
    usual = list(dict.fromkeys(kind for kind, _ in meeting_pack.usual(at, meeting)))
    kinds = what.multiselect(
        "In the order of the agenda",
        papers.offered(position.register, reward=at.reward, decided=bool(at.decided)),
        default=usual,
        format_func=papers.NAMES.__getitem__,
        key=f"agenda {edition.quarter} {chosen}",
    )
    if not kinds:
        screen.say(Paragraph(NO_PAPER))
        return
    made = partial(_made, edition, meeting, tuple(Kind(kind) for kind in kinds))
    taken = downloads.in_turn(downloads.later(position, made), officer=officer)
    name = f"{saved_as(position.council.area, 'papers', meeting.name, str(meeting.day), '(draft)')}.pdf"
    downloads.button(f"Papers for the {meeting.title} (PDF)", taken, name, PDF, key="take the papers of a meeting")


def _made(edition: Edition, meeting: Meeting, kinds: tuple[Kind, ...], stands: Position) -> bytes:
    at = Standing(stands, edition, reward=current().reward)
    wanted = meeting_pack.wanted(at, meeting, kinds)
    if isinstance(wanted, str):
        raise downloads.NotThere(wanted)
    return public.meeting_pack(at, meeting, wanted)
