"""The whole agreement on one page of A4, to be taken along: the picture, what changed, what is asked.

Where it would run over the page, lists say less and then the picture does: all of it is in the Board paper.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from oxdash.charts.tiles import Size
from oxdash.documents import first_screen, frame
from oxdash.documents.blocks import Block, Bullets, Heading, Outline, Paragraph
from oxdash.documents.by_partnership import sentences
from oxdash.documents.quarter_view import Standing
from oxdash.findings import asked, counts
from oxdash.vocabulary import wording

EVERY = 1000  # lines and names: all there are
REST = "What is not here stands in the Board paper."


@dataclass(frozen=True)
class Room:
    """How many lines of what is asked, how many targets a line names, and of what size the picture is at most."""

    lines: int = EVERY
    names: int = EVERY
    size: Size = Size.NAMED


ROOMS = (
    Room(),
    Room(names=10),
    Room(names=first_screen.NAMED),
    *(Room(lines, first_screen.NAMED) for lines in (9, 7, 5)),
    *(Room(lines, first_screen.NAMED, size) for size in (Size.CODED, Size.COUNTED) for lines in (9, 7)),
    *(Room(lines, 4, Size.COUNTED) for lines in (5, 3)),
)


def one_page(at: Standing, fits: Callable[[Outline], bool]) -> Outline:
    """The paper with as much as ``fits`` its page: whoever draws it knows."""
    for room in ROOMS:
        made = _paper(at, room)
        if fits(made):
            break
    return made


def _paper(at: Standing, room: Room) -> Outline:
    return frame.paper(
        at,
        f"{at.council.title}, {at.when}",
        f"The whole agreement at {at.when}, on one page",
        *(sentences(at) if at.nothing_counted else _shown(at, room)),
        *_asked(at, room),
        over=f"For the {at.register.board}",
        one_page=True,
    )


def _shown(at: Standing, room: Room) -> list[Block]:
    whole = first_screen.picture(at)
    bare = replace(whole, headline="", subtitle="", source="", drawing=replace(whole.drawing, at_most=room.size))
    since = wording.quarter(at.compared_with) if at.compared_with else "the quarter before"
    changed = first_screen.changed_in_short(at, room.names)
    return [
        Paragraph(f"{counts.sentence(at.total)} {counts.range_sentence(at.total)}", "lead"),
        bare,
        Heading(f"Changed since {since}", 2),
        Bullets(tuple(changed)),
    ]


def _asked(at: Standing, room: Room) -> list[Block]:
    lines = first_screen.asked_in_short(at.asked, room.lines, room.names)
    if not lines:
        return [Heading(asked.title(at.register.the_board), 2), Paragraph(asked.nothing(at.register.the_board))]
    left = [Paragraph(REST, "note")] if len(at.asked) > room.lines else []
    return [
        Heading(first_screen.asked_title(at.register.the_board, len(at.asked), room.lines), 2),
        Bullets(tuple(lines), numbered=True),
        *left,
    ]
