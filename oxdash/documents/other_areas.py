"""What is on file of other areas, with its sources, and whom targets are compared with; what came of adding to it."""

import re
from collections.abc import Callable, Iterator, Sequence

from oxdash.comparators.listing import Listing
from oxdash.comparators.shelf import Description
from oxdash.documents import among, frame
from oxdash.documents.blocks import Block, Bullets, Column, Heading, Paragraph, Table
from oxdash.documents.checked import called, summary
from oxdash.documents.columns import one as column
from oxdash.documents.inline import Link
from oxdash.documents.page_blocks import Notice, PageBlock, Panel
from oxdash.documents.quarter_view import Standing
from oxdash.findings.standing_among import Group
from oxdash.vocabulary import wording
from oxdash.vocabulary.comparator_tables import COMPARATORS, GROUPS
from oxdash.vocabulary.schemas import Kind
from oxdash.vocabulary.web_addresses import can_be_led_to

__all__ = ["called", "done", "on_page", "page", "refused", "understood"]

TITLE = "Other areas"
ABOUT = "What was published of other areas, and where our targets stand among them. A comparison is never a status."
NONE = "Nothing of other areas is on file."
NOTHING_ELSE = "Nothing else of other areas is on file."  # than what says nothing, which is told above
NO_GROUP = (
    "The register has no group of areas to compare with: list one on its sheets Comparator groups and Areas compared."
)
FROM_THEN = "Each counts from the day on which it was published; of a figure in several, the one published last."
BOXES = {  # what an option of the command is called on the page
    **{"title": "What it is called", "publisher": "Who published it", "published-on": "Published on"},
    **{"indicator": "Indicator of every row", "area": "Area of rows that name none", "map": "Map", "name": "Name"},
}
_OPTION = re.compile(r"with --(?P<name>[a-z-]+)")


def page(at: Standing, on_file: Callable[[], Listing]) -> list[PageBlock]:
    """Everything on file with its source, the groups of areas, and the targets that are compared."""
    found = on_file()
    groups = at.compared.groups
    return [
        *frame.titled(at, TITLE),
        Paragraph(ABOUT, "lead"),
        *([Notice(tuple(map(on_page, found.faults)), "Files that say nothing")] if found.faults else []),
        Heading("On file"),
        listed(found.found, NOTHING_ELSE if found.faults else NONE),
        *([Paragraph(FROM_THEN, "note")] if found.found else []),
        Heading("Whom targets are compared with"),
        Table("Groups of areas in the register", _GROUP, none=NO_GROUP, of=groups, captioned=True),
        *among.section(at, at.every.target),
    ]


def listed(found: Sequence[Description], none: str = NONE) -> Table:
    """Every set of figures on file: what it is, who published it and when."""
    return Table(
        "Figures on file",
        (
            Column("Name", lambda one: one.name, names_row=True, fits="middle"),
            Column("What it is", lambda one: (one.source, *_beside(one)), share=3, fits="wide"),
            column(COMPARATORS, "published_on", of=lambda one: wording.day(one.published_on), fits="middle"),
            Column("Figures", lambda one: f"{one.figures:,}", Kind.NUMBER, fits="tight"),
            Column("Added on", lambda one: wording.day(one.added_at), fits="middle"),
        ),
        none=none,
        captioned=True,
        of=found,
    )


def _beside(one: Description) -> Iterator[Link | str]:
    if one.address:
        yield Link(one.address, address=one.address) if can_be_led_to(one.address) else one.address
    if one.licence:
        yield f"Licence: {one.licence}"
    yield f"From the file {one.given_as}"


def _areas(group: Group) -> str:
    return wording.listed(group.areas) if group.areas else "every area that is on file, but averages and parts"


_GROUP = (
    Column("Group", lambda one: one.name, names_row=True, fits="middle"),
    Column("Areas", _areas, share=3, fits="wide"),
    column(GROUPS, "average", of=lambda one: one.average or "none", fits="middle"),
)


def on_page(sentence: str) -> str:
    """A sentence that speaks of the command's options, of the page's boxes.

    >>> on_page("It is not told who published it: say it with --publisher, or in the map under about.publisher.")
    'It is not told who published it: say it in the box "Who published it", or in the map under about.publisher.'
    """
    said = _OPTION.sub(
        lambda match: f'in the box "{BOXES[match["name"]]}"' if match["name"] in BOXES else match[0], sentence
    )
    return said.replace(
        "To put this in its place say --replace; else give it another --name.",
        "Look at the file again to put this in its place, or give it another name.",
    )


def refused(sentences: Sequence[str]) -> Panel:
    """Why nothing was added or taken away: every problem, at the top of the page."""
    first, *rest = map(on_page, sentences)
    return summary(first, rest)


def understood(lines: Sequence[str], described: Description, before: Description | None) -> list[Block]:
    """What a file was understood to be, and what adding it does, before anything is stored."""
    what = f"It is new: nothing is on file as {described.name}."
    if before is not None:
        was = f"{before.source}, {wording.counted(before.figures, 'figure')}"
        then = f"published on {wording.day(before.published_on)}"
        what = f"It takes the place of what is on file as {before.name}: {was}, {then}."
    return [
        Bullets(tuple(line.strip() for line in lines)),
        Paragraph(f"{described.source}, published on {wording.day(described.published_on)}. {what}"),
    ]


def done(title: str, sentence: str) -> Panel:
    return Panel("receipt", (Heading(title), Paragraph(sentence)))
