"""How a return will look to the Board, worked out before anything is stored."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from oxdash.findings import asked, counts
from oxdash.judging.position import Position
from oxdash.returns.praise import says_nothing_of_a_miss
from oxdash.returns.read_return import Return
from oxdash.rule.judge import judge
from oxdash.vocabulary import tables, wording
from oxdash.vocabulary.model import COUNTED, RECEIVED, Measure, Status, of_kind
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rounding import as_printed
from oxdash.vocabulary.rows import each_row, of_return

UNUSUAL_SHARE = 0.25  # of the last figure, where there are too few movements to say what is usual
UNUSUAL_TIMES = 2  # times the largest movement seen before
ENOUGH_MOVEMENTS = 3


@dataclass(frozen=True)
class Preview:
    """Counts are of the partnership's targets that count as the Board would see them in that quarter, before and after.

    Where several agreements count targets they are of the one looked at, and ``each`` has those of every agreement that
    counts any of the partnership's: its name, before, after. Each table has target, title and sentence; `changed` has
    was and now besides, `unattended` lacks.
    """

    before: counts.Counts
    after: counts.Counts
    changed: pd.DataFrame
    moved: pd.DataFrame
    unattended: pd.DataFrame
    unexplained: pd.DataFrame
    each: tuple[tuple[str, counts.Counts, counts.Counts], ...] = ()


_HISTORY = ["target", "quarter", "actual", "own_quarter", "commentary"]  # what is held against, quarter by quarter
_FIGURE = ["target", "title", "quarter", "actual", "measure", "unit", "places"]
_WORDS = ["target", "title", "quarter", "status", "commentary"]


def of(position: Position, contents: Return) -> Preview:
    """What the Board would see of a return that reads without must-fix problems."""
    quarter, partnership = contents.quarter, contents.partnership
    own = replace(position, judged=position.judged[position.judged.partnership == partnership].reset_index(drop=True))
    after = with_return(own, contents)
    before, rows = (one.at(quarter, "latest", kind="all", partnership=partnership) for one in (own, after))
    history, register = own.judged[_HISTORY], position.register
    looked_at, named = register.agreement_at(str(quarter)), register.counting

    def counted(code: str | None) -> tuple[counts.Counts, counts.Counts]:
        was, becomes = (counts.total(one[of_kind(one, COUNTED, code)]) for one in (before, rows))
        return was, becomes

    every = [(name, *counted(code)) for code, name in named.items()] if len(named) > 1 else []
    was, becomes = counted(looked_at)
    return Preview(
        before=was,
        after=becomes,
        each=tuple(one for one in every if one[-1].targets),
        changed=_changed(before, rows),
        moved=_moved(rows, history),
        unattended=_unattended(rows, contents),
        unexplained=_unexplained(rows, history),
    )


def with_return(position: Position, contents: Return) -> Position:
    """The position as it would be if the return counted. Stores nothing."""
    figures = position.judged[list(tables.FIGURES.columns)].set_index(["target", "quarter"])
    returned = contents.figures.set_index(["target", "quarter"])
    said = [column for column in returned.columns if column != "partnership"]
    whose = contents.partnership, contents.quarter
    keys = figures.index[of_return(position.judged, *whose).to_numpy()]
    figures.loc[keys, said] = returned.reindex(keys)[said]
    figures.loc[keys, "received"] = True
    figures.loc[keys, "damaged"] = False
    judged = judge(
        tables.settle(tables.FIGURES, figures.reset_index()),
        position.register.rules,
        version=position.rule_version,
        calendar=position.calendar,
    )
    row = {"partnership": contents.partnership, "quarter": contents.quarter, "state": RECEIVED}
    others, acted = (table[~of_return(table, *whose)] for table in (position.returns, position.actions))
    returned = tables.settle(tables.RETURNS, pd.DataFrame([row]))
    return replace(
        position,
        judged=tables.settle(tables.JUDGED, judged),
        returns=pd.concat([others, returned], ignore_index=True),
        actions=pd.concat([acted, contents.actions], ignore_index=True),
    )


def _table(rows: list[list[Any]], *columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["target", "title", *columns, "sentence"], dtype="str")


def _changed(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    was = before.set_index("target").status.astype("str")
    rows = [
        [row.target, row.title, was[row.target], str(row.status), row.sentence]
        for row in each_row(after[["target", "title", "status", "sentence"]])
        if row.target in was.index and was[row.target] != str(row.status)
    ]
    return _table(rows, "was", "now")


def _moved(rows: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """Figures that moved more than is usual for the target since the figure they compare with.

    A cumulative figure starts again every year, so it is compared with the same quarter of the year before.
    """
    found = []
    for row in each_row(rows.loc[rows.actual.notna() & rows.own_quarter, _FIGURE]):
        past = history[(history.target == row.target) & (history.quarter < row.quarter)]
        past = past[past.actual.notna() & past.own_quarter].sort_values("quarter")
        when = "last time"
        if row.measure == Measure.CUMULATIVE:
            number = Quarter.parse(row.quarter).number
            past = past[[Quarter.parse(quarter).number == number for quarter in past.quarter]]
            when = "the year before"
        if past.empty:
            continue
        *_, last, now = printed = as_printed([*past.actual, row.actual], int(row.places))
        movement = float(as_printed(abs(now - last), int(row.places)))
        earlier = pd.Series(as_printed(pd.Series(printed[:-1]).diff().abs(), int(row.places))).dropna()
        enough = len(earlier) >= ENOUGH_MOVEMENTS
        usual = earlier.max() * UNUSUAL_TIMES if enough else abs(last) * UNUSUAL_SHARE
        if movement > usual:
            shown, then = (wording.quantity(value, row.unit, row.places) for value in (now, last))
            why = "more than twice any movement before" if enough else "more than a quarter of it"
            moved = wording.gap(movement, row.unit, row.places)
            found.append([row.target, row.title, f"{shown} against {then} {when}: a movement of {moved}, {why}."])
    return _table(found)


def _unattended(rows: pd.DataFrame, contents: Return) -> pd.DataFrame:
    """Off-track targets for which the return says not what is done, by whom and by when; with lacks, a word of it."""
    found = asked.without_action(rows[rows.quarter == contents.quarter], contents.actions)
    found = found.assign(title=found.target.map(rows.set_index("target").title))
    return _table(found[["target", "title", "lacks", "sentence"]].to_numpy().tolist(), "lacks")


def _unexplained(rows: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """Commentary that repeats last quarter's to the letter, or says nothing of a shortfall, with praise or without."""
    found = []
    for row in each_row(rows[_WORDS]):
        said = "" if pd.isna(row.commentary) else " ".join(row.commentary.split())
        last = str(Quarter.parse(row.quarter).plus(-1))
        before = history.commentary[(history.target == row.target) & (history.quarter == last)].dropna()
        if said and not before.empty and " ".join(before.iloc[0].split()) == said:
            sentence = f"The commentary is the same as in {wording.quarter(last)}, word for word."
        elif not said and row.status == Status.OFF_TRACK:
            sentence = "Off track, and the commentary says nothing about it."
        elif row.status == Status.OFF_TRACK and says_nothing_of_a_miss(said):
            sentence = "Off track, and the commentary praises: it says nothing of the miss."
        else:
            continue
        found.append([row.target, row.title, sentence])
    return _table(found)
