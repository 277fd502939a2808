"""Grants: what was earned, agreed, allocated and spent, as at a day; and what of it cannot be known."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from oxdash.documents import frame
from oxdash.documents.blocks import NONE, Block, Bullets, Column, Heading, Outline, Paragraph, Table
from oxdash.documents.columns import one
from oxdash.documents.columns import target as to_target
from oxdash.documents.inline import Link, Words
from oxdash.documents.page_blocks import PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.documents.reward import earned_by, shown
from oxdash.findings import grants_words as words
from oxdash.findings import reward, reward_words
from oxdash.findings.grants import KEY, Grants, Line
from oxdash.register import sources
from oxdash.vocabulary import wording
from oxdash.vocabulary.grant_tables import ALLOCATIONS, GRANTS
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind

NONE_ALLOCATED = "Nothing of any grant is allocated."
# of a line of findings.grants, and on a sheet of the workbook
AGREED = Column("Agreed", kind=Kind.NUMBER, share=1.6)
ALLOCATED = Column("Allocated", kind=Kind.NUMBER, share=1.6)
LEFT = Column("Not yet allocated", kind=Kind.NUMBER, share=1.6)
SPENT = one(ALLOCATIONS, "spent", share=1.8)
GOES_TO = one(ALLOCATIONS, "target_or_body", names_row=True, share=3, fits="wide")


def page(at: Standing) -> list[PageBlock]:
    return [*frame.titled(at, _title(at)), *_of_all(at)]


def paper(at: Standing) -> Outline:
    """The same on paper."""
    return frame.paper(at, _title(at), "Grants: earned, agreed, allocated and spent", *_of_all(at), counts=False)


def of_target(at: Standing, code: str) -> list[Block]:
    """On the page of a target: what goes to it, and what it would earn; nothing where neither is so."""
    found, earned = at.grants.to(code), _earned(at).get(code)
    if found.allocated.empty and earned is None:
        return []
    said = [Paragraph(words.sentence(line, at.council.currency)) for line in found.by_target_or_body()]
    table = [every(at, found)] if len(found.allocated) else []
    return [Heading("Grants"), *said, *table, *([Paragraph(earned.sentence)] if earned is not None else [])]


def _title(at: Standing) -> str:
    return f"Grants as at {wording.day(at.position.as_at)}"


def _of_all(at: Standing) -> list[Block]:
    found, currency = at.grants, at.council.currency
    if found.empty:
        return [Paragraph(words.nothing_yet(found) if len(at.register.grants) else words.NONE, "lead"), *_reward(at)]
    each, years, of_grants = found.by(*KEY), found.by("year"), found.by("grant")
    unknown = words.unknown(found, lambda code: named(at, code))
    return [
        Paragraph(words.sentence(found.total, currency), "lead"),
        *((Heading("What cannot be known"), Bullets(tuple(unknown))) if unknown else ()),
        *_reward(at),
        Heading(words.BY_EACH),
        lines(words.BY_EACH, KEY, each, currency),
        *(
            (Heading(words.BY_GRANT), lines(words.BY_GRANT, ("grant",), of_grants, currency))
            if _sums(of_grants, each)
            else ()
        ),
        *((Heading(words.BY_YEAR), lines(words.BY_YEAR, ("year",), years, currency)) if _sums(years, each) else ()),
        Heading(words.BY_TARGET),
        by_target_or_body(at),
        Heading(words.EVERY),
        replace(every(at, found), captioned=True),
        *frame.unsourced((found.agreed, words.GRANTS), (found.allocated, words.ALLOCATIONS)),
    ]


def _sums(lines_: Sequence[Line], each: Sequence[Line]) -> bool:
    """Whether lines say more than each grant and year does."""
    return 1 < len(lines_) < len(each)


def _reward(at: Standing) -> list[Block]:
    """What stretch targets would earn, in a sentence, where the register has some."""
    if not shown(at):
        return []
    said = reward.total_sentence(reward.total(reward.by_target(earned_by(at))))
    where = Words(("How much each would earn, and why: ", Link("Reward grant", "reward"), "."))
    return [Heading("Earned"), Paragraph(said), Paragraph(where, "note")]


def _earned(at: Standing) -> dict[str, Any]:
    """findings.reward.by_target, by target; nothing where it is not shown."""
    return {row.target: row for row in each_row(reward.by_target(earned_by(at)))} if shown(at) else {}


def named(at: Standing, code: str) -> str:
    """What a target or body is called: ``NI 154``, or the name of the body."""
    return code if code in at.targets.index else at.register.body_names.get(code, code)


def _cell(at: Standing, code: str) -> Link | str:
    if code in at.targets.index:
        return to_target(code, at.targets.title[code])
    if code in at.names:
        return Link(at.names[code], "partnership", partnership=code)
    return named(at, code)


def lines(caption: str, named_by: Sequence[str], rows: Sequence[Line], currency: str) -> Table:
    """A row for each line of findings.grants, ``named_by`` grant, year or both."""

    def name(n: int, of: str) -> Column:
        def cell(line: Line) -> str:
            return words.year(line.named[n]) if of == "year" else line.named[n]

        first = {"names_row": True, "share": 2, "fits": "wide"} if n == 0 else {}
        return one(GRANTS, of, of=cell, **first)

    return Table(
        caption,
        (
            *(name(n, of) for n, of in enumerate(named_by)),
            replace(AGREED, of=lambda line: words.agreed(line, currency)),
            replace(ALLOCATED, of=lambda line: words.allocated(line, currency)),
            replace(LEFT, of=lambda line: words.left(line, currency)),
            replace(SPENT, of=lambda line: words.spent(line, currency)),
        ),
        of=rows,
        captioned=True,
    )


def by_target_or_body(at: Standing) -> Table:
    """A row for each target or body that a grant goes to, and for each target that would earn one."""
    currency, earned = at.council.currency, _earned(at)
    found = {line.named[0]: line for line in at.grants.by_target_or_body()}
    listed = [*found, *(code for code in earned if code not in found)]

    def of_line(code: str, said) -> object:
        return said(found[code], currency) if code in found else words.NOTHING_ALLOCATED

    def earns(code: str) -> str:
        row = earned.get(code)
        return words.NO_STRETCH if row is None else reward_words.between(row.low, row.high, currency)

    return Table(
        words.BY_TARGET,
        (
            replace(GOES_TO, of=lambda code: _cell(at, code)),
            *([Column("Earned, indicative", earns, Kind.NUMBER, share=1.8)] if earned else []),
            replace(ALLOCATED, of=lambda code: of_line(code, words.allocated)),
            replace(SPENT, of=lambda code: of_line(code, words.spent)),
        ),
        none=NONE_ALLOCATED,
        of=listed,
        captioned=True,
    )


def every(at: Standing, found: Grants) -> Table:
    """Every allocation, as the register has them."""
    currency, rows = at.council.currency, found.allocated.to_dict("records")
    marks = {heading: sources.marks(found.allocated, heading) for heading in ("Amount", "Spent")}
    for n, row in enumerate(rows):
        row["marks"] = {heading: mark[n] for heading, mark in marks.items()}

    def spent(row) -> tuple[str, ...]:
        first, *below = words.spent_of(row, found, currency)
        return f"{first}{row['marks']['Spent']}", *below

    return Table(
        words.EVERY,
        (
            replace(GOES_TO, of=lambda row: _cell(at, row["target_or_body"])),
            one(ALLOCATIONS, "grant", of=words.which, share=2, fits="middle"),
            replace(ALLOCATED, of=lambda row: f"{words.amount_of(row, currency)}{row['marks']['Amount']}"),
            one(ALLOCATIONS, "agreed_on", of=lambda row: wording.day(row["agreed_on"]) or NONE, share=1.3),
            replace(SPENT, of=spent, share=2),
        ),
        none=NONE_ALLOCATED,
        of=rows,
    )
