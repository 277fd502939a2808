"""What the Board has to know of targets that are on track: those that are so only just, or only in part."""

from oxdash.documents.blocks import Block, Bullets, Heading, Paragraph
from oxdash.documents.districts import hidden
from oxdash.documents.quarter_view import Standing
from oxdash.findings.asked import Ask
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.rows import each_row

HEADING = "On track with a reservation"
NONE = "No target is on track with a reservation."
ONLY_MOVED = wording.sentence_case(Ask.ONLY_MOVED)
CLOSE = "One bad quarter from going off track"


def hidden_heading(council: Council) -> str:
    """Of targets that are on track as a whole and not in every district."""
    return f"On track for {council.the_area}, while {council.a_district} is off track"


def found(at: Standing) -> list[tuple[str, tuple[str, ...]]]:
    """Each reservation that there is, with a sentence for every target it is about."""
    close = tuple(
        f"{row.target} {at.targets.title[row.target]}: {wording.mid_sentence(row.sentence)}"
        for row in each_row(at.close_to_turning)
    )
    told = (
        (ONLY_MOVED, tuple(at.only_moved.sentence)),
        (hidden_heading(at.council), tuple(hidden(at).sentence)),
        (CLOSE, close),
    )
    return [(what, lines) for what, lines in told if lines]


def blocks(at: Standing) -> list[Block]:
    """The same as parts of a paper, under `HEADING`."""
    told = found(at)
    parts: list[Block] = []
    for what, lines in told:
        parts += [Heading(f"{what} ({len(lines)})", 2), Bullets(lines)]
    return [Heading(HEADING), *(parts or [Paragraph(NONE)])]
