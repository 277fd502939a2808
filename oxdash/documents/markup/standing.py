"""Where things stand: the counts, the table by partnership, and the grid of targets by quarter."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from oxdash.documents.cells import as_at
from oxdash.documents.markup.element import Column, element, joined, link, stacked, table
from oxdash.documents.markup.status import badge, bar, counted, small_badge
from oxdash.findings.changes import SINCE_HEADING
from oxdash.findings.counts import NOT_A_TARGET, off_track_in_words
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status

Address = Callable[..., str]  # view.address: page, and the partnership or target it is about


def headline(counts) -> Markup:
    """The three counts, large, each under its word, icon and shape. ``counts`` is findings.counts.Counts."""
    by_status = {
        Status.OFF_TRACK: counts.off_track,
        Status.INSUFFICIENT_DATA: counts.insufficient_data,
        Status.ON_TRACK: counts.on_track,
    }
    return element("div", *(counted(status, by_status[status]) for status in wording.ORDER), class_="ox-counts")


def by_partnership(
    counts: pd.DataFrame, names: Mapping[str, str], changes: Mapping[str, str], states: Mapping[str, str], to: Address
) -> Markup:
    """One row a partnership: counts as numbers and as one thin bar, its quarter, and what changed, in words.

    ``counts`` is findings.counts.of; ``changes`` and ``states`` (what to say of its return, if anything) are by code.
    """
    rows = list(counts.itertuples())
    return table(
        "Targets by partnership, each at the quarter shown beside it",
        [
            Column(
                "Partnership",
                [link(names[r.partnership], to("partnership", partnership=r.partnership)) for r in rows],
                names_row=True,
            ),
            Column(
                "As at",
                [stacked(as_at(r, states.get(r.partnership)), "ox-old") for r in rows],
                class_="ox-asat",
            ),
            Column("Targets", [f"{r.targets:,}" for r in rows], numeric=True),
            Column("Off track", [_off_track(r) for r in rows], numeric=True),
            Column("Insufficient data", [f"{r.insufficient_data:,}" for r in rows], numeric=True),
            Column("On track", [f"{r.on_track:,}" for r in rows], numeric=True),
            Column(
                "Share",
                [bar(r.off_track, r.insufficient_data, r.on_track, r.close) for r in rows],
                class_="ox-middle ox-share",
            ),
            Column(SINCE_HEADING, [changes.get(r.partnership, "") for r in rows], class_="ox-middle"),
        ],
    )


def _off_track(row) -> Markup:
    return stacked(off_track_in_words(row))


def grid(rows: pd.DataFrame, quarters: Sequence[str], to: Address) -> Markup:
    """Targets down, quarters across, a status in each cell; outside a target's life the cell says so.

    ``rows``: target, title, quarter, status, close, one row a target and quarter; targets in the order they come.
    Quarters before the first that any of them has are left out.
    """
    quarters = [quarter for quarter in quarters if (rows.quarter <= quarter).any()]
    titles = rows.drop_duplicates("target").set_index("target").title
    cells = {(r.target, r.quarter): small_badge(r.status, r.close) for r in rows.itertuples()}
    absent = joined([element("span", "–", aria_hidden="true"), element("span", NOT_A_TARGET, class_="ox-hidden")])
    columns = [Column("Target", [named(str(code), title, to) for code, title in titles.items()], names_row=True)]
    columns += [
        Column(
            wording.quarter(quarter),
            [cells.get((code, quarter), absent) for code in titles.index],
            class_="ox-tight",
        )
        for quarter in quarters
    ]
    return table("Every target by quarter", columns, scrolls=True, shown_caption=False)


def named(code: str, title: str, to: Address, below: str | None = None) -> Markup:
    """A target's code as a link, its title after it, and something smaller beneath."""
    sub = element("span", below, class_="ox-sub") if below else None
    return joined([link(f"{code} {title}", to("target", target=code)), sub])


def whose(partnership: str, quarter: str, names: Mapping[str, str]) -> str:
    """``Children's Trust, Q3 2009/10``; the quarter alone of a partnership that is not in ``names``."""
    return ", ".join(said for said in (names.get(partnership), quarter) if said)


def status_of(row) -> Markup:
    """A judged row's badge."""
    return badge(row.status, bool(row.close))
