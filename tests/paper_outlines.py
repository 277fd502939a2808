"""An outline with something of everything that a paper can hold, for tests. Every figure is made up for the test."""

import pandas as pd

from oxdash.charts import course_lines, status_bars
from oxdash.documents.blocks import (
    Bullets,
    Chart,
    Column,
    Heading,
    Kind,
    Outline,
    PageBreak,
    Paragraph,
    Schedule,
    Section,
    Table,
)
from oxdash.documents.inline import StatusWord
from oxdash.vocabulary.council import Council

from .judged_rows import judged

QUARTERS = ["2008-09 Q3", "2008-09 Q4", "2009-10 Q1", "2009-10 Q2", "2009-10 Q3"]
NAMES = {
    "childrens-trust": "Children's Trust",
    "economic": "Oxfordshire Economic Partnership",
    "osca": "R&D <Alliance>",
}
COUNTS = pd.DataFrame(
    [("childrens-trust", 17, 2, 7, 8, 0), ("economic", 3, 1, 0, 2, 0), ("osca", 5, 2, 3, 0, 0)],
    columns=["partnership", "targets", "on_track", "off_track", "insufficient_data", "close"],
)
SMALL = Table(
    "The same in figures",
    (
        Column("Quarter", ["Actual", "Milestone"], names_row=True),
        Column("Q3 2009/10", ["48.2%", "52.0%"], kind=Kind.NUMBER),
    ),
    small=True,
)


def quarters(*changes: dict, first: int = 0) -> pd.DataFrame:
    """One target through the quarters, a change each."""
    said = zip(QUARTERS[first:], changes, strict=False)
    return judged(*({"target": "NI 154", "quarter": quarter, **change} for quarter, change in said))


def status(number: int = 1) -> Chart:
    table = Table(
        "Number of targets by status",
        (
            Column("Partnership", [NAMES[code] for code in COUNTS.partnership], names_row=True, share=4),
            Column("Off track", [f"{n}" for n in COUNTS.off_track], kind=Kind.NUMBER),
            Column("Insufficient data", [f"{n}" for n in COUNTS.insufficient_data], kind=Kind.NUMBER),
            Column("On track", [f"{n}" for n in COUNTS.on_track], kind=Kind.NUMBER),
        ),
        small=True,
    )
    return Chart(
        "status-by-partnership",
        "5 of 25 targets on track",
        "Number of targets by status, Oxfordshire",
        "5 of 25 on track, 10 off track, 10 cannot be judged.",
        "Source: returns on file.",
        table,
        status_bars(COUNTS, NAMES),
        number=number,
    )


def course(rows: pd.DataFrame, number: int = 2, **beside: float) -> Chart:
    return Chart(
        "NI-154",
        "NI 154 is 3.8 points short",
        "Homes built: per cent, Oxfordshire",
        "Off track: 48.2% at Q3 2009/10 against a milestone of 52.0%, 3.8 points short.",
        "Source: spatial-planning.1.xlsx, sheet Return, cell H4.",
        SMALL,
        course_lines(rows, **beside),
        number=number,
    )


def rich() -> Outline:
    statuses = [
        StatusWord("off track"),
        StatusWord("insufficient data"),
        StatusWord("on track"),
        StatusWord("off track", close=True),
        StatusWord("on track", close=True),
    ]
    targets = Table(
        "Every target",
        (
            Column("Target", [(f"NI {n} Homes", "Children's Trust") for n in range(5)], names_row=True, share=3),
            Column("Status", statuses, share=1.5),
            Column("Figure", ["48.2", "none", "1,234", "0", "7"], kind=Kind.NUMBER),
            Column("Words", ["one", ("two", "lines"), "", "a\nbreak", "last"], share=2),
        ),
    )
    schedule = Schedule(
        "Children's Trust, as at Q3 2009/10",
        (Section("Outcomes", ("17 LAA targets.", "Attainment rose.")), Section("Partnership working", ("Good.",))),
        (Section("", ("Chairman to write.",)),),
    )
    course_rows = quarters({}, {"actual": 47.0}, {"actual": 49.95}, {"actual": 50.1}, {"original_milestone": 60.0})
    return Outline(
        title="Performance of the agreement",
        over="Oxfordshire Local Area Agreement",
        subject="Position at Q3 2009/10",
        footer="Draft, not published. As at 22 July 2010.",
        council=Council(area="Oxfordshire", agreement="Local Area Agreement"),
        blocks=(
            Paragraph("Small print.", "note"),
            Heading("What the Board is asked to do"),
            Bullets(("Note the counts", "Ask the chairman")),
            Heading("Where it stands", 2),
            Paragraph("5 of 25 on track.", "lead"),
            Paragraph("Said plainly."),
            Heading("Within that", 3),
            status(),
            targets,
            Paragraph("Where it comes from.", "source"),
            course(course_rows, baseline=45.0, forecast=53.0),
            PageBreak(),
            Heading("Partnership by partnership"),
            schedule,
            SMALL,
        ),
    )
