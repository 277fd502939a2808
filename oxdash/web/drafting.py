"""Interim milestones for a target that has only a yearly value, drafted by a manager: for people to agree, not for us.

Nothing here is written to the register. What comes of it is rows to paste there, once somebody has agreed them.
"""

import pandas as pd
import streamlit as st

from oxdash.documents import beside_draft, ledger
from oxdash.documents.blocks import Paragraph
from oxdash.documents.page_blocks import Notice, Picture
from oxdash.documents.quarter_view import Standing
from oxdash.findings import milestone_drafts
from oxdash.findings.milestone_drafts import INTERIM, How, Own, Refused
from oxdash.judging.position import Position
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Better, Frequency
from oxdash.vocabulary.quarters import Quarter, between, year_of
from oxdash.web import charting, current_person, downloads, screen

TITLE = "Draft interim milestones"
ABOUT = (
    "A yearly measure has one value a year, so most quarters cannot be judged. Partnerships devise interim milestones "
    "for them. A draft becomes a milestone once somebody has agreed it and its rows stand in the register's sheet "
    "Milestones; this page writes nothing there."
)
MARKED = 'Wherever a figure is judged against one, the milestone is marked "interim proxy".'
PASTE = "Copy these rows and paste them below the last row of the register's sheet Milestones, or take them as a file."
LONGEST = 200  # characters of who agreed it, and why


def offer(position: Position, code: str, at: Standing) -> None:
    """The form, its draft and the rows to take away; nothing at all for anyone but a manager, or of another target.

    ``at``: the view of the page, for what stands beside a draft.
    """
    target = position.register.targets.set_index("target", drop=False).loc[code]
    if target.frequency not in (Frequency.ANNUAL, Frequency.TWO_YEARLY) or current_person.refusal(manager=True):
        return
    with st.expander(TITLE):
        screen.say(Paragraph(ABOUT), Paragraph(MARKED))
        how, year, own = _asked(target, position)
        history = position.judged[position.judged.target == target.target]
        agreed = position.register.values_in_force(position.as_at)
        drafted = milestone_drafts.draft(history, agreed, target, year, how, own, position.calendar)
        if isinstance(drafted, Refused):
            screen.say(Notice((drafted.sentence,), label="There is no draft"))
            return
        screen.say(ledger.draft(drafted, target), *beside_draft.table(at, code, drafted))
        _beside(history.sort_values("quarter"), drafted, target, at)
        _rows(drafted, position)


def _asked(target: pd.Series, position: Position) -> tuple[str, int, Own]:
    """How, for which year, and the manager's own figures where those are asked for."""
    code, places = target.target, int(target.places)
    quarters = between(Quarter.parse(target.first_quarter), Quarter.parse(target.last_quarter))
    years = sorted({quarter.year for quarter in quarters if quarter.number in INTERIM})
    now = min(max(position.current_quarter.year, years[0]), years[-1])
    left, right = st.columns(2)
    year = left.selectbox(
        wording.sentence_case(position.calendar.year_called),
        years,
        index=years.index(now),
        format_func=lambda one: position.calendar.quarter(one, 4).year_text,
        key=f"draft year {code}",
    )
    how = right.selectbox(
        "How", [str(one) for one in How], format_func=lambda one: one.capitalize(), key=f"draft how {code}"
    )
    if how != How.OWN:
        return how, year, {}
    ends = ("lower", "upper") if target.better == Better.WITHIN_RANGE else ("",)
    own: dict[int, float | tuple[float, ...]] = {}
    boxes = st.columns(len(INTERIM))
    for number, box in zip(INTERIM, boxes, strict=True):
        said = [
            box.number_input(
                f"Q{number} {end}".strip(),
                value=None,
                step=10.0**-places,
                format=f"%.{places}f",
                key=f"draft {code} {year} {number} {end}",
            )
            for end in ends
        ]
        if given := [one for one in said if one is not None]:
            own[number] = tuple(given) if len(ends) > 1 else given[0]
    return how, year, own


def _beside(history: pd.DataFrame, drafted: pd.DataFrame, target: pd.Series, at: Standing) -> None:
    """The draft as a dotted line beside what was returned and agreed."""
    counted = history[history.quarter < drafted.quarter.max()]
    if counted.actual.isna().all():
        return
    picture = Picture(beside_draft.chart(at, counted, drafted, target), f"{target.target} draft milestones")
    screen.say(*picture.above)
    charting.put(charting.drawn(picture))


def _rows(drafted: pd.DataFrame, position: Position) -> None:
    """Who agreed it, when and why; then the rows for the register, as text to copy and as files."""
    code = drafted.target.iloc[0]
    left, right = st.columns(2)
    board = position.register.board  # in the box: what stands above one is read as markdown
    who = left.text_input("Agreed by", max_chars=LONGEST, key=f"draft by {code}", placeholder=f"Such as {board}")
    typed = position.register.council.day_typed
    day = right.date_input("Agreed on", position.as_at, max_value=screen.today(), format=typed, key=f"draft on {code}")
    why = st.text_input("Reason", "Only annual data exists", max_chars=LONGEST, key=f"draft why {code}")
    if not who.strip() or day is None:
        screen.say(Paragraph("Say who agreed the milestones and when: then the rows stand here."))
        return
    rows = milestone_drafts.register_rows(drafted, day, who, why)
    screen.say(Paragraph(PASTE))
    # wrapped, as the keyboard could not reach it to scroll
    st.code(milestone_drafts.as_text(rows), language=None, wrap_lines=True)
    name = f"milestones {code} {year_of(drafted.quarter.iloc[0])}"
    with st.container(horizontal=True):
        for said, made, ending, mime in (
            ("Rows to paste (text)", lambda: milestone_drafts.as_text(rows).encode(), "txt", "text/plain"),
            ("Rows (CSV)", lambda: milestone_drafts.as_csv(rows), "csv", "text/csv"),
        ):
            taken = downloads.asked_again(made, name, current_person.who(), manager=True)
            downloads.button(said, taken, f"{name}.{ending}", mime, key=f"take {said}")
