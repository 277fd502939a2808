"""Where the agreement stands, partnership by partnership: the counts, and each one's own account of its quarter."""

from collections.abc import Iterator
from dataclasses import replace

from oxdash.documents import cells
from oxdash.documents.blocks import Block, Bullets, Heading, Paragraph, Schedule, Section, Table
from oxdash.documents.columns import AS_AT, BY_STATUS, SINCE, TARGETS, bars, partnership
from oxdash.documents.quarter_view import Standing
from oxdash.findings import actions, arrivals, counts
from oxdash.findings.review import NO_ACCOUNT, NOTHING_SAID, PERFORMANCE, RESPONSE
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import COUNTED
from oxdash.vocabulary.rows import each_row


def sentences(at: Standing) -> list[Block]:
    """The counts over all targets, the honest range, and who has returned."""
    if none := at.nothing_counted:
        others = len(at.others)
        apart = f"{wording.counted(others, 'local and stretch target')} {'is' if others == 1 else 'are'} counted apart."
        return [Paragraph(none, "lead"), Paragraph(apart if others else "Nor is any other.")]
    total, *honest = counts.sentences(at.total)
    returned = arrivals.sentence(at.position.returns, at.edition.quarter, at.names, at.council.zone)
    return [Paragraph(total, "lead"), *map(Paragraph, honest), Paragraph(returned)]


def by_partnership(at: Standing) -> Table:
    """Counts by partnership, each at the quarter it stands at, and what changed there in words."""

    def stands(row) -> tuple[str, ...]:
        return cells.as_at(row, at.states.get(row.partnership))

    return Table(
        f"{at.council.all_targets if at.kind == COUNTED else 'Targets'} by partnership, each at the quarter beside it",
        (
            partnership(at.names),
            replace(AS_AT, of=stands),
            TARGETS,
            *BY_STATUS,
            bars(at.by_partnership),
            replace(SINCE, of=lambda row: at.since.get(row.partnership, "")),
        ),
        none=f"There is no table by partnership: {no_target(at)}.",
        of=at.by_partnership,
    )


def no_target(at: Standing) -> str:
    return f"no {at.council.one_target} is counted at {at.when}{at.by_one_of_several}"


def schedule(at: Standing, partnership: str) -> Schedule:
    """One partnership's block in the shape of July 2010: its counts, then its own account in two columns."""
    counted = cells.counted(at.of(partnership), at.stands_at[partnership], at.council)
    none = () if at.account(partnership) else (NO_ACCOUNT,)
    return account(at, partnership, counted, *none)


def account(at: Standing, partnership: str, *before: str) -> Schedule:
    """A partnership's own account of the quarter it stands at, in two columns; ``before`` stands above it."""
    told = at.account(partnership)
    outcomes, working = (tuple(told.get(section, ())) for section in PERFORMANCE)
    performance = [Section(PERFORMANCE[0], (*before, *outcomes))] if before or outcomes else []
    performance += [Section(PERFORMANCE[1], working)] if working else []
    response = tuple(told.get(RESPONSE, (NOTHING_SAID,)))
    caption = f"Performance and response, as at {wording.quarter(at.stands_at[partnership])}"
    return Schedule(caption, tuple(performance) or (Section("", (NOTHING_SAID,)),), (Section("", response),))


def actions_beside(at: Standing, partnership: str) -> list[Block]:
    """A partnership's open actions for no target, and those of others that it acts in; nothing where there is none."""
    parts: list[Block] = []
    for said, rows in (
        (actions.FOR_NO_TARGET_TITLE, at.own_actions(partnership)),
        (actions.SHARED_TITLE, at.acting_with(partnership)),
    ):
        still_open = rows[rows.state == actions.OPEN]
        name = at.names[partnership]
        lines = (cells.acted(row, at.names[row.partnership], name, at.bodies) for row in each_row(still_open))
        if len(still_open):
            parts += [Paragraph(f"{said}:"), Bullets(tuple(lines))]
    return parts


def schedules(at: Standing, level: int = 2, *, with_actions: bool = False) -> Iterator[Block]:
    """A block for every partnership, under its name; ``with_actions``: those that stand beside its targets' as well."""
    for code, name in at.names.items():
        yield Heading(name, level, anchor=code)
        yield schedule(at, code)
        if (basis := at.account_basis(code)) is not None:
            yield Paragraph(basis, "note")
        if with_actions:
            yield from actions_beside(at, code)
