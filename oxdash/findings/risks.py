"""What could stop a target: how likely it is, how much it would matter, and which way it moved since the last return.

A return gives likelihood and impact as whole numbers from 1, low, to 5, high. The words for them, the rating (one times
the other) and the bands below are this page's own, in the common five by five form: no source publishes the
partnership's.
"""

from enum import StrEnum

import pandas as pd

from oxdash.findings.arrivals import before, folded, heard
from oxdash.vocabulary import wording
from oxdash.vocabulary.rows import each_row

LIKELIHOOD = {1: "very unlikely", 2: "unlikely", 3: "possible", 4: "likely", 5: "very likely"}
IMPACT = {1: "very small", 2: "small", 3: "moderate", 4: "large", 5: "very large"}
BANDS = (("high", 15), ("medium", 8), ("low", 1))  # each from this rating up
NOT_RATED = "not rated"
NO_RISK = "No risk is in the returns."
# headings of columns of a table of risks: which way each moved, and its mitigation
MOVED_HEADING = "Since the return before"
MITIGATION_HEADING = "What is done about it"


class Moved(StrEnum):
    """How a risk stands to the partnership's return before."""

    RISEN = "risen"
    FALLEN = "fallen"
    UNCHANGED = "unchanged"
    NEW = "new"
    AGAIN = "named again"  # not in the return before, but in an older one
    GONE = "gone"
    FIRST = "first return"  # nothing earlier to compare with
    NOT_KNOWN = "not known"  # one of the two is not rated


COLUMNS = [
    *("target", "partnership", "quarter", "words", "risk", "likelihood", "impact", "likelihood_words", "impact_words"),
    *("rating", "band", "before", "moved", "mitigation", "owner", "sentence", "workbook", "sheet", "cell"),
]
GRID = ["likelihood", "likelihood_words", *(f"impact_{score}" for score in IMPACT), "risks"]


def band(rating: float) -> str:
    """``high`` from 15, ``medium`` from 8, ``low`` below; ``not rated`` for a missing rating."""
    return NOT_RATED if pd.isna(rating) else next(word for word, least in BANDS if rating >= least)


def of(rows: pd.DataFrame, risks: pd.DataFrame, returns: pd.DataFrame) -> pd.DataFrame:
    """Every risk of a position, each from its partnership's own quarter, the highest rating first: `COLUMNS`.

    In: ``rows``, judged, one a target (a position's); `tables.RISKS`; `tables.RETURNS`. A risk is known again by its
    target and its words (`arrivals.folded`); one that stands twice in a return counts with its higher rating.
    The return before is the partnership's newest readable one of an earlier quarter.

    Out: likelihood_words, impact_words, rating (1 to 25; missing where one of the two is), band, before (the rating
    then), moved (`Moved`), sentence. Of two with one rating the greater impact comes first; then those not rated; then
    those gone, with their earlier words and scores, no rating, no cell: they stand in no count. A partnership without
    a readable return for its row's quarter has no risks here, gone or not.
    """
    readable, named = heard(returns), _once(risks)
    ever = named.groupby(["target", "words"])["quarter"].min().to_dict()
    by_key = dict(list(named.groupby(["target", "quarter"], sort=False)))
    found = []
    for row in each_row(rows):
        quarters = readable.get(row.partnership, [])
        if row.quarter not in quarters:
            continue
        then = before(quarters, row.quarter)
        was = {r["words"]: r for r in by_key.get((row.target, then), named.iloc[:0]).to_dict("records")}
        for risk in by_key.get((row.target, row.quarter), named.iloc[:0]).to_dict("records"):
            earlier = was.pop(risk["words"], None)
            rated = float("nan") if earlier is None else earlier["rating"]
            again = ever[row.target, risk["words"]] < row.quarter
            moved = Moved.FIRST if then is None else _moved(risk["rating"], earlier, again)
            found.append(risk | {"before": rated, "moved": str(moved)})
        gone = dict.fromkeys(("workbook", "sheet", "cell")) | {"quarter": row.quarter, "rating": float("nan")}
        found += [old | gone | {"before": old["rating"], "moved": str(Moved.GONE)} for old in was.values()]
    table = pd.DataFrame(found, columns=[name for name in COLUMNS if name not in _WORKED_OUT])
    table = table.assign(
        likelihood_words=table["likelihood"].map(LIKELIHOOD),
        impact_words=table["impact"].map(IMPACT),
        band=[band(rating) for rating in table["rating"]],
        sentence=[_sentence(row) for row in each_row(table)],
        gone=table["moved"] == Moved.GONE,
    )
    table = table.sort_values("impact", ascending=False, kind="stable")
    table = table.sort_values("rating", ascending=False, kind="stable").sort_values("gone", kind="stable")
    numbers = ("likelihood", "impact", "rating", "before")
    types = {name: "float64" if name in numbers else "str" for name in COLUMNS}
    return table[COLUMNS].astype(types).reset_index(drop=True)


def standing(table: pd.DataFrame) -> pd.DataFrame:
    """The risks of ``table`` (`of`) without those gone."""
    return table[table["moved"] != Moved.GONE].reset_index(drop=True)


def rating_told(row) -> tuple[str, ...]:
    """``High (16)`` and ``likely, with a large impact``, of a row of `of`; nothing for a risk that is gone."""
    if row.moved == Moved.GONE:
        return ()
    if pd.isna(row.rating):
        return (wording.sentence_case(NOT_RATED),)
    how = f"{row.likelihood_words}, with a {row.impact_words} impact"
    return f"{wording.sentence_case(row.band)} ({row.rating:.0f})", how


def moved_told(row) -> tuple[str, ...]:
    """``Risen`` and ``was medium (12)``, of a row of `of`."""
    said = wording.sentence_case(str(row.moved))
    if pd.isna(row.before) or row.moved == Moved.UNCHANGED:
        return (said,)
    return said, f"was {band(row.before)} ({row.before:.0f})"


def grid(table: pd.DataFrame) -> pd.DataFrame:
    """How many risks at each likelihood and impact, the likeliest first: `GRID`, five rows.

    ``impact_1`` to ``impact_5`` are counts; risks is the row's. Those gone and those not rated are in no cell.
    """
    rated = standing(table)
    rated = rated[rated["rating"].notna()]
    found = []
    for score, words in sorted(LIKELIHOOD.items(), reverse=True):
        own = rated.loc[rated["likelihood"] == score, "impact"]
        found.append((score, words, *(int((own == impact).sum()) for impact in IMPACT), len(own)))
    return pd.DataFrame(found, columns=GRID).astype({"likelihood_words": "str"})


def in_words(table: pd.DataFrame) -> str:
    """``11 risks: 2 high, 6 medium and 3 low. Since the return before: 1 risen, 2 new and 1 gone.``"""
    held = standing(table)
    moved = table["moved"].value_counts()
    parts = [f"{moved[str(one)]} {one}" for one in _TELLING if one in moved]
    since = f"{MOVED_HEADING}: {wording.listed(parts)}." if parts else "None moved since the return before."
    if held.empty:
        return f"{NO_RISK}{f' {since}' if parts else ''}"
    counted = held["band"].value_counts()
    bands = [f"{counted[word]} {word}" for word in (*(word for word, _ in BANDS), NOT_RATED) if word in counted]
    return f"{wording.counted(len(held), 'risk')}: {wording.listed(bands)}. {since}"


def scale_in_words() -> str:
    """What the rating means, and whose it is."""
    (high, from_high), (medium, from_medium), (low, _) = BANDS
    return (
        "Likelihood and impact are each from 1 to 5, and the rating is one times the other: "
        f"{from_high} and over is {high}, {from_medium} to {from_high - 1} {medium}, below that {low}. "
        "The words and the bands are this dashboard's own; no source publishes the partnership's."
    )


_TELLING = (Moved.RISEN, Moved.FALLEN, Moved.NEW, Moved.AGAIN, Moved.GONE)
_WORKED_OUT = ("likelihood_words", "impact_words", "band", "sentence")


def _once(risks: pd.DataFrame) -> pd.DataFrame:
    """The risks with ``words`` and ``rating``, each once in a return, in their order."""
    words = pd.Series([folded(said) for said in risks["risk"]], index=risks.index, dtype="str")
    rows = risks.assign(words=words, rating=(risks["likelihood"] * risks["impact"]).astype("float64"))
    rows = rows.sort_values("rating", na_position="first", kind="stable")
    return rows.drop_duplicates(["target", "quarter", "words"], keep="last").sort_index()


def _moved(rating: float, earlier: dict | None, again: bool) -> Moved:
    if earlier is None:
        return Moved.AGAIN if again else Moved.NEW
    if pd.isna(rating) or pd.isna(earlier["rating"]):
        return Moved.NOT_KNOWN
    if rating == earlier["rating"]:
        return Moved.UNCHANGED
    return Moved.RISEN if rating > earlier["rating"] else Moved.FALLEN


def _sentence(row) -> str:
    """``NI 154, “The housing market does not recover”: high (20), very likely with a large impact; unchanged. ...``"""
    said = f"{row.target}, “{row.risk}”: "
    was = NOT_RATED if pd.isna(row.before) else f"{band(row.before)} ({row.before:.0f})"
    if row.moved == Moved.GONE:
        return f"{said}{was} at the return before and no longer named at {wording.quarter(row.quarter)}."
    if pd.isna(row.rating):
        said += NOT_RATED
    else:
        how = f"{LIKELIHOOD[int(row.likelihood)]}, with a {IMPACT[int(row.impact)]} impact"
        said += f"{band(row.rating)} ({row.rating:.0f}), {how}"
    moved = {
        Moved.RISEN: f"risen from {was}",
        Moved.FALLEN: f"fallen from {was}",
        Moved.NOT_KNOWN: f"{was} at the return before" if pd.notna(row.before) else "not rated at the return before",
        Moved.FIRST: None,
    }.get(Moved(row.moved), row.moved)
    owner = "no owner named" if pd.isna(row.owner) else row.owner
    doing = "no mitigation given" if pd.isna(row.mitigation) else str(row.mitigation).strip().rstrip(".")
    return f"{said}{f'; {moved}' if moved else ''}. {wording.sentence_case(doing)} ({owner})."
