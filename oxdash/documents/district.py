"""One district: how every target stands there, judged as the area is, and what no return says of it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import pandas as pd

from oxdash.documents.blocks import Block, Column, Heading, Paragraph, Table
from oxdash.documents.columns import ACTUAL, FROM, SHORT_BY, STATUS, TARGET, target
from oxdash.documents.districts import area_milestone, share, split
from oxdash.documents.inline import Figure, Link, StatusWord, Words, commas
from oxdash.documents.page_blocks import PageBlock, Tally
from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts, districts
from oxdash.findings.districts import Known
from oxdash.vocabulary import source, wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import COUNTED

NO_STATUS = "no status"


def page(at: Standing, district: str | None) -> list[PageBlock]:
    """How many targets it has a figure for and how they are judged; the figures; older ones; targets without any.

    Without a ``district`` that of the first of the register; where it has none, that is said.
    """
    names, called = at.position.register.districts.name, at.council.districts
    if names.empty:
        return [Heading(wording.sentence_case(called), 0), Paragraph(f"The register lists no {called}.", "lead")]
    district = district or names.iloc[0]
    title = Heading(f"{district}, {at.when}", 0)
    if none := at.nothing_counted:
        return [title, Paragraph(none, "lead")]
    found, known = of_one(at, at.rows, district), districts.known(district, at.rows, at.position.districts)
    own = found[~found.adds_up]
    judged, whole = counts.total(own), at.council.the_area
    counted = at.council.counted if at.kind == COUNTED else partial(wording.counted, one="target")
    return [
        title,
        Paragraph(districts.in_words(district, len(found), len(at.rows), counted), "lead"),
        *((Paragraph(f"Judged as {whole} is: {counts.sentence(judged)}"), Tally(judged)) if len(own) else ()),
        *([Paragraph(shared(at.council), "note")] if found.adds_up.any() else []),
        Heading("Figures"),
        table(
            at,
            found,
            at.rows,
            f"What {district} has, in the return that each target is shown at",
            f"No return that a target is shown at gives a figure of {district}.",
        ),
        *_earlier(at, district, at.rows[known == Known.EARLIER]),
        *_without(at, district, known),
    ]


def shared(council: Council) -> str:
    """Why some figures have no status."""
    return (
        f"What adds up over {council.the_area}, such as homes, is a share of {council.the_areas} figure and has no "
        f"status here: no part of a milestone was ever agreed for a part of {council.the_area}."
    )


def of_one(at: Standing, rows: pd.DataFrame, district: str, given: pd.DataFrame | None = None) -> pd.DataFrame:
    """findings.districts.of some judged rows, for one district: those that it has a figure for.

    ``given``: figures of districts, where not all are looked at.
    """
    found = split(at.position, rows, given)
    return found[(found.district == district) & found.actual.notna()].reset_index(drop=True)


def table(at: Standing, found: pd.DataFrame, rows: pd.DataFrame, caption: str, none: str = "") -> Table:
    """A target a row: its figure in the district and how that is judged, and how the area stands beside it.

    ``found`` is `of_one`; ``rows`` are the area's judged rows that it was judged beside.
    """
    close = dict(zip(zip(rows.target, rows.quarter, strict=True), rows.close, strict=True))
    told = source.with_return(found, at.position.returns, at.council.zone).assign(
        title=found.target.map(at.targets.title),
        whole_close=[bool(close[key]) for key in zip(found.target, found.quarter, strict=True)],
    )

    def named(row) -> tuple[Link, str]:
        return target(row.target, row.title), f"{at.names[row.partnership]}, {wording.quarter(row.quarter)}"

    return Table(
        caption,
        (
            replace(TARGET, of=named),
            replace(ACTUAL, of=lambda row: Figure(row.actual, row.unit, row.places)),
            area_milestone(at.council).where(lambda row: row.adds_up, ("none", f"for a part of {at.council.the_area}")),
            replace(STATUS, of=partial(stands, council=at.council)),
            SHORT_BY,
            Column(at.council.area_heading, _whole, fits="middle"),
            FROM,
        ),
        none=none,
        of=told,
    )


def stands(row, council: Council) -> StatusWord | tuple[str, ...]:
    """The status of a row of `of_one`; for what adds up that there is none, and its share."""
    if row.adds_up:
        return NO_STATUS, *(() if pd.isna(row.share) else (f"{share(row)} of {council.the_areas}",))
    return StatusWord(row.status, bool(row.close))


def _whole(row) -> tuple[StatusWord | str, ...]:
    figure = wording.quantity(row.whole, row.unit, row.places)
    return StatusWord(row.whole_status, row.whole_close), figure or "no figure"


def _earlier(at: Standing, district: str, rows: pd.DataFrame) -> list[Block]:
    """The last figures of those targets that it has none for now: shown as they were judged then, and not counted."""
    given = districts.last_before(district, rows, at.position.districts)
    keys = set(zip(given.target, given.quarter, strict=True))
    every = at.position.rows
    then = every[[key in keys for key in zip(every.target, every.quarter, strict=True)]]
    found = of_one(at, then, district, given)
    if found.empty:
        return []
    said = "The newest figure there is, judged as it was then. It is of an earlier quarter and is not counted above."
    return [Heading("Older figures"), Paragraph(said, "note"), table(at, found, then, f"Older figures of {district}")]


def _without(at: Standing, district: str, known: pd.Series) -> list[Block]:
    """The targets that there is no figure of it for, and whether there is one of others."""
    said = {
        Known.OTHERS: f"The return gives figures of others and none of {district}",
        Known.NEVER: f"No return gives a figure of {district}",
    }
    lines = [
        Paragraph(Words((f"{words} for {wording.counted(len(own), 'target')}: ", _codes(own), ".")))
        for which, words in said.items()
        if len(own := at.rows.target[known == which])
    ]
    return [Heading("Without a figure"), *lines] if lines else []


def _codes(targets: Iterable[str]) -> Words:
    return commas(Link(code, "target", target=code) for code in targets)
