"""Who has fallen silent: partnerships from which no return counts, and quarters for which none at all has."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from oxdash.findings.punctuality import life, withdrawals
from oxdash.vocabulary import wording
from oxdash.vocabulary.deadlines import Due, returns_due
from oxdash.vocabulary.return_states import SENT

SILENT_FOR = 2  # quarters running without a return before a partnership is called silent


def of(
    targets: pd.DataFrame,
    due: Due,
    returns: pd.DataFrame,
    names: Mapping[str, str],
    as_at: date,
    up_to: str | None = None,
) -> pd.DataFrame:
    """Partnerships from which nothing counts for `SILENT_FOR` quarters running or more, up to the last one due.

    With ``up_to`` no later quarter is looked at.

    A quarter is due once the day set for the partnership's return has passed (``due``), or, where none is set, once it
    is over. A withdrawn return is silence; a damaged one is not. Columns out: partnership, quarters (how many running),
    since (the first of them), sentence.
    """
    states = returns.set_index(["partnership", "quarter"])["state"].to_dict()
    taken_back = withdrawals(returns)
    found = []
    for code, name in names.items():
        run: list[str] = []
        for quarter in reversed([one for one in life(targets, code, as_at) if up_to is None or one <= up_to]):
            day = due(code, quarter)
            if states.get((code, quarter)) in SENT:
                break
            if not run and day is not None and day >= as_at:
                continue  # it may still come
            run.append(quarter)
        if len(run) >= SILENT_FOR:
            withdrawn = [(one, taken_back[code, one]) for one in reversed(run) if (code, one) in taken_back]
            begun = f"No return of {name} counts" if withdrawn else f"Nothing has come from {name}"
            said = f"{begun} for {wording.quarters_running(len(run))}, since {wording.quarter(run[-1])}."
            for one, told in withdrawn:
                said += f" That for {wording.quarter(one)} was {told}."
            found.append((code, len(run), run[-1], said))
    names_of = {"partnership": "str", "quarters": "int64", "since": "str", "sentence": "str"}
    return pd.DataFrame(found, columns=list(names_of)).astype(names_of)


def nobody_in_words(register, returns: pd.DataFrame, as_at: date) -> str:
    """That no partnership at all has returned for quarters since the newest returned for, whose days have passed.

    An empty text where none is due, or where nothing was ever returned: then every partnership is silent by itself.
    """
    heard = returns.loc[returns["state"].isin(SENT), "quarter"]
    if heard.empty:
        return ""
    due, missing = returns_due(register.partnerships, register.meetings), set()
    for code in register.partnerships["code"]:
        for quarter in life(register.targets, code, as_at):
            day = due(code, quarter)
            if quarter > heard.max() and (day is None or day < as_at):
                missing.add(quarter)
    if not missing:
        return ""
    since = f"{wording.counted(len(missing), 'quarter')} {'was' if len(missing) == 1 else 'were'} due since"
    return f"No partnership has returned for any quarter after {wording.quarter(heard.max())}; {since}."
