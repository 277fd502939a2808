"""Who has returned for a quarter and who has fallen silent, in words; why another quarter is shown than the one chosen.

A count of targets means little without it. Silent are partnerships from which no return counts; of quarters it is said
for which none at all has. The same thing is known again from one return to the next by its words.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

import pandas as pd

from oxdash.findings.punctuality import life, withdrawals
from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import Due
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import BY_HAND, DAMAGED, READABLE, SENT
from oxdash.vocabulary.rows import as_table, each_row
from oxdash.vocabulary.wording import listed

WARNINGS = {DAMAGED: "return damaged", BY_HAND: "placed in the folder by hand"}  # beside a quarter


def sentence(returns: pd.DataFrame, quarter: str, names: Mapping[str, str], zone: ZoneInfo) -> str:
    """How many of the partnerships have returned for a quarter, and which have not. ``returns`` is tables.RETURNS,
    its days those of the ``zone``.

    A damaged return is no return until it is sent again; a withdrawn one is none either. Where a quarter has rows, a
    partnership without one had no target then and owes nothing.
    """
    states = returns[returns.quarter == quarter].set_index("partnership").state
    owing = [code for code in names if code in states.index] or list(names)
    taken_back = {code: told for (code, when), told in withdrawals(returns, zone).items() if when == quarter}
    missing = [code for code in owing if states.get(code) not in READABLE]
    missing = [f"{names[code]} ({taken_back[code]})" if code in taken_back else names[code] for code in missing]
    when = wording.quarter(quarter)
    some = "partnerships with targets then" if len(owing) < len(names) else "partnerships"
    if len(owing) == 1 < len(names):
        has = "has not returned" if missing else "has returned"
        return f"{names[owing[0]]}, the only one with targets then, {has} for {when}."
    if len(owing) == 1:
        return f"{names[owing[0]]} {'has not' if missing else 'has'} returned for {when}."
    if not missing:
        return f"All {len(owing)} {some} have returned for {when}."
    return f"{len(owing) - len(missing)} of {len(owing)} {some} have returned for {when}. Not yet: {listed(missing)}."


def warnings(returns: pd.DataFrame, stands_at: Mapping[str, str] | pd.Series) -> dict[str, str]:
    """By partnership, what has to be said of the return it stands at; nothing where all is well."""
    found = {}
    for row in each_row(returns):
        if stands_at.get(row.partnership) == row.quarter and row.state in WARNINGS:
            found[row.partnership] = WARNINGS[row.state]
    return found


def shown_because(
    chosen: str, shown: str, partnership: str, names: Mapping[str, str], returns: pd.DataFrame, zone: ZoneInfo
) -> str:
    """``Shown at Q3 2009/10: Youth has not returned for Q4 2009/10.`` An empty text where it is the quarter chosen.

    In: ``chosen`` and ``shown`` (`Position.stands_at`) as in data; a partnership's code and all ``names`` by code;
    `tables.RETURNS`; the ``zone`` of its days.
    """
    if chosen == shown:
        return ""
    when, name = wording.quarter(chosen), names[partnership]
    told = withdrawals(returns, zone).get((partnership, chosen))
    own = returns[(returns["partnership"] == partnership) & (returns["quarter"] == chosen)]
    if told:
        why = f"the return of {name} for {when} was {told}"
    elif own.empty and (returns["quarter"] == chosen).any():
        why = f"{name} has no target at {when}"
    else:
        why = f"{name} has not returned for {when}"
    return f"Shown at {wording.quarter(shown)}: {why}."


def target_shown_because(chosen: str, shown: str, last: str, because: str) -> str:
    """The same of a target, which may have ended before the quarter that its partnership is shown at.

    ``last`` is the quarter of its newest row; ``because`` is `shown_because`.
    """
    if last < shown:
        when = wording.quarter(last)
        return f"Shown at {when}, the last quarter of this target; {wording.quarter(chosen)} was chosen."
    return because


SILENT_FOR = 2  # quarters running without a return before a partnership is called silent


def silent(
    targets: pd.DataFrame,
    due: Due,
    returns: pd.DataFrame,
    names: Mapping[str, str],
    as_at: date,
    council: Council,
    up_to: str | None = None,
) -> pd.DataFrame:
    """Partnerships from which nothing counts for `SILENT_FOR` quarters running or more, up to the last one due.

    With ``up_to`` no later quarter is looked at.

    A quarter is due once the day set for the partnership's return has passed (``due``), or, where none is set, once it
    is over. A withdrawn return is silence; a damaged one is not. Columns out: partnership, quarters (how many running),
    since (the first of them), sentence.
    """
    states = returns.set_index(["partnership", "quarter"])["state"].to_dict()
    taken_back = withdrawals(returns, council.zone)
    found = []
    for code, name in names.items():
        run: list[str] = []
        for quarter in reversed(life(targets, code, as_at, council.calendar)):
            if up_to is not None and quarter > up_to:
                continue
            day = due(code, quarter)
            if states.get((code, quarter)) in SENT:
                break
            if not run and day is not None and day >= as_at:
                continue  # it may still come
            run.append(quarter)
        if len(run) >= SILENT_FOR:
            withdrawn = [(one, taken_back[code, one]) for one in reversed(run) if (code, one) in taken_back]
            begun = f"No return of {name} has been in use" if withdrawn else f"Nothing has come from {name}"
            said = f"{begun} for {wording.quarters_running(len(run))}, since {wording.quarter(run[-1])}."
            for one, told in withdrawn:
                said += f" That for {wording.quarter(one)} was {told}."
            found.append((code, len(run), run[-1], said))
    return as_table(found, ["partnership", "quarters", "since", "sentence"], quarters="int64")


def nobody_in_words(register, returns: pd.DataFrame, as_at: date) -> str:
    """That no partnership at all has returned for quarters since the newest returned for, whose days have passed.

    An empty text where none is due, or where nothing was ever returned: then every partnership is silent by itself.
    """
    heard = returns.loc[returns["state"].isin(SENT), "quarter"]
    if heard.empty:
        return ""
    due, missing = register.returns_due, set()
    for code in register.partnerships["code"]:
        for quarter in life(register.targets, code, as_at, register.council.calendar):
            day = due(code, quarter)
            if quarter > heard.max() and (day is None or day < as_at):
                missing.add(quarter)
    if not missing:
        return ""
    since = f"{wording.counted(len(missing), 'quarter')} {'was' if len(missing) == 1 else 'were'} due since"
    return f"No partnership has returned for any quarter after {wording.quarter(heard.max())}; {since}."


def folded(words: object) -> str:
    """What an officer's words are compared by: case, white space and a final full stop do not matter.

    >>> folded("  Jobs clubs in\\nfour Towns.") == folded("jobs clubs in four towns")
    True
    """
    return "" if pd.isna(words) else " ".join(str(words).casefold().split()).rstrip(". ")


def heard(returns: pd.DataFrame, up_to: str | None = None) -> dict[str, list[str]]:
    """By partnership, the quarters whose return can be read, oldest first; up to and with ``up_to`` where given.

    ``returns`` is tables.RETURNS. A damaged or withdrawn return says nothing, so nothing is missing from it either.
    """
    rows = returns[returns["state"].isin(READABLE)]
    if up_to is not None:
        rows = rows[rows["quarter"] <= up_to]
    return {code: sorted(own) for code, own in rows.groupby("partnership", sort=False)["quarter"]}


def before(quarters: Sequence[str], quarter: str) -> str | None:
    """The newest of ``quarters`` that is earlier than ``quarter``."""
    return max((earlier for earlier in quarters if earlier < quarter), default=None)
