"""The workbook's sheets of money: grants, where they go, and what stretch targets would earn."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from oxdash.documents.blocks import Column
from oxdash.documents.columns import SENTENCE, of, one
from oxdash.documents.grants import AGREED, ALLOCATED, LEFT, NONE_ALLOCATED, SPENT
from oxdash.documents.quarter_view import Standing
from oxdash.documents.reward import earned_by, shown
from oxdash.findings import grants_words, reward, reward_words
from oxdash.findings.grants import KEY, Line
from oxdash.judging.told import AT
from oxdash.output.excel.tidy import Sheet, number_format
from oxdash.vocabulary import wording
from oxdash.vocabulary.grant_tables import ALLOCATIONS, GRANTS
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind


def all_of(at: Standing) -> list[Sheet]:
    """Those that the register has something for."""
    found = [grants(at), allocations(at)] if len(at.register.grants) else []
    return [*found, earned(at)] if shown(at) else found


def grants(at: Standing) -> Sheet:
    found, lines = at.grants, at.grants.by(*KEY)
    told = {tuple(row[name] for name in KEY): row for row in found.agreed.to_dict("records")}

    def agreed(name: str) -> Callable[[Line], Any]:
        return lambda line: (told.get(line.named) or {}).get(name)

    names = of(GRANTS, "agreed_by", "agreed_on", "basis", "illustrative_fields")
    return Sheet(
        "Grants",
        f"Grants, as at {wording.day(found.as_at)}",
        "A row for each grant and year: what was agreed, allocated and spent, and of how much nothing is known",
        [
            grants_words.sentence(found.total, at.council.currency),
            "Sums are over what is known; how many allocations are not in them stands beside each.",
        ],
        (
            one(GRANTS, "grant", of=lambda line: line.named[0]),
            one(GRANTS, "year", of=lambda line: line.named[1]),
            _money(at, AGREED.heading, lambda line: line.agreed.amount, lines),
            _money(at, ALLOCATED.heading, lambda line: line.allocated.amount, lines),
            Column("Allocations", lambda line: line.allocated.of, Kind.NUMBER),
            Column("Of those without an amount", lambda line: line.allocated.unknown, Kind.NUMBER),
            _money(at, LEFT.heading, lambda line: line.left.amount, lines),
            _money(at, SPENT.heading, lambda line: line.spent.amount, lines),
            Column("Allocations of which nothing is reported", lambda line: line.spent.unknown, Kind.NUMBER),
            *(replace(column, of=agreed(str(column.of))) for column in names),
        ),
        grants_words.nothing_yet(found),
        of=lines,
    )


def allocations(at: Standing) -> Sheet:
    rows = at.grants.allocated
    rows = rows.assign(title=[_title(at, code) for code in rows.target_or_body])
    each = list(each_row(rows))
    return Sheet(
        "Allocations",
        f"Where grants go, as at {wording.day(at.grants.as_at)}",
        "A row for each allocation: to which target or body, how much, agreed when, and what was spent of it by when",
        ["An empty amount is one that nobody agreed; an empty Spent means that nothing is reported, never 0."],
        (
            *of(ALLOCATIONS, "grant", "year", "target_or_body"),
            Column("Title or name", "title", widest=60),
            _money(at, ALLOCATIONS.heading("amount"), lambda row: row.amount, each),
            *of(ALLOCATIONS, "agreed_on"),
            _money(at, SPENT.heading, lambda row: row.spent, each),
            *of(ALLOCATIONS, "as_at", as_at="Spent by"),
            *of(ALLOCATIONS, "basis", "illustrative_fields"),
        ),
        NONE_ALLOCATED,
        of=rows,
    )


def earned(at: Standing) -> Sheet:
    rows = earned_by(at)
    each = list(each_row(rows))
    return Sheet(
        "Reward",
        f"What stretch targets would earn, {at.when}",
        "A row for each target or part of one: the reward it would earn at least and at most, and why",
        [reward.total_sentence(reward.total(reward.by_target(rows))), reward_words.CAVEAT],
        (
            *of(AT, "target", "title"),
            Column("Part", "sub_target", widest=40),
            Column("Outcome", "outcome"),
            _money(at, "Earned at least", lambda row: row.low, each),
            _money(at, "Earned at most", lambda row: row.high, each),
            SENTENCE,
            *of(AT, "illustrative_fields"),
        ),
        reward_words.NO_STRETCH,
        of=rows,
    )


def _money(at: Standing, heading: str, amount: Callable[[Any], Any], rows: Sequence[Any]) -> Column:
    """A column of amounts, each shown with the sign of the register's currency."""
    held = [_number(amount(row)) for row in rows]
    form = number_format(at.council.currency, 2)
    return Column(heading, held, Kind.FIGURE, formats=[form] * len(held))


def _number(amount: Decimal | float | None) -> float | None:
    return None if wording.missing(amount) else float(amount or 0)


def _title(at: Standing, code: str) -> str:
    return at.targets.title[code] if code in at.targets.index else at.register.body_names.get(code, code)
