"""Reward grant of any agreement: a tidy CSV or Parquet file of stretch targets in, what each would earn out.

One row a target, or a sub-target. Columns: target (its code or name), base (performance without the agreement),
stretched_target, actual (empty: not known yet) and grant_share (money, of the whole target). Any of these may come
with them: sub_target (its name), weight (of a sub-target in its target, from 0 to 1; a target of one row needs none),
threshold (a share of the stretch; 0.6 where it is not given), better (higher or lower, held against the base and the
stretched target), unit, places. Headings may be written with spaces; share stands for grant_share.

A table that names nothing is read too: where there is no stretched_target and the column target holds numbers, those
are the stretched targets, and each row is a target of its own, called after its row, worth its weight of its share. An
empty cell is an absence, never zero; a comma, a pound sign, a per cent sign or a word is a problem to fix, and never
guessed at.
"""

from collections.abc import Hashable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from oxdash.excel.cells import folded
from oxdash.findings import reward, reward_words
from oxdash.findings.reward_words import PENNY
from oxdash.tidy_input import problems as sentences
from oxdash.tidy_input import tidy_file
from oxdash.tidy_input.tidy_file import TidyTable
from oxdash.vocabulary import units
from oxdash.vocabulary.council import NEUTRAL
from oxdash.vocabulary.model import Better
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.units import ENTER_A_NUMBER

NEEDED = ("target", "base", "stretched_target", "actual", "grant_share")
_NUMBERS = ("base", "stretched_target", "actual", "grant_share", "weight", "threshold", "places")
_ALSO = {"share": "grant_share"}
_KNOWN = ("target", "sub_target", "better", "unit", *_NUMBERS)
_MAY_BE_EMPTY = ("actual", "weight", "threshold", "places")
_MILLIONTH = Decimal("0.000001")
_DIGITS = 15  # more than a figure, or a sum of money, ever has


def reward_file(path: Path, currency: str = NEUTRAL.currency) -> pd.DataFrame | list[str]:
    """What each row of a file earns, as `reward.of`, its index the row numbers; or every problem with it.

    ``currency``: the code of that of the shares. A problem is a whole sentence: file, row as a spreadsheet counts them,
    column, what was found, what to do.
    """
    given = tidy_file.read(path)
    if isinstance(given, str):
        return [f"{path.name}: {given}"]
    figures, headings, problems = _figures(given)
    if not problems:
        for row, name, what_to_do in [*_other_way(figures), *reward.problems(figures.assign(currency=currency))]:
            cell = _cells(given.column(headings[name])) if name in headings else figures[name].astype("str")
            heading = given.headings[headings[name]] if name in headings else name
            problems += sentences.told(heading, cell, pd.Series({row: what_to_do}))
    return (
        [f"{path.name}{problem}" for problem in problems] if problems else reward.of(figures.assign(currency=currency))
    )


def text(earned: pd.DataFrame) -> str:
    """A line for each target, its sub-targets below it, the total, and that all of it is indicative."""
    lines = []
    for target in each_row(reward.by_target(earned)):
        lines.append(f"{target.target}\n    {target.sentence}")
        if target.sub_targets > 1:
            own = earned[earned["target"] == target.target]
            lines += [f"    {row.sub_target}: {row.sentence}" for row in each_row(own)]
    total = reward.total(reward.by_target(earned))
    return "\n".join([*lines, "", f"All together. {reward.total_sentence(total)}", reward_words.CAVEAT])


def as_json(earned: pd.DataFrame) -> dict[str, Any]:
    """The same, ready for JSON: money and shares of the stretch as text, so that no penny is lost."""
    targets = reward.by_target(earned)
    total = reward.total(targets)
    return {
        "indicative": True,
        "note": reward_words.CAVEAT,
        "currency": total.currency,
        "total": {
            **{name: _amount(getattr(total, name)) for name in ("low", "high", "most")},
            "targets": total.targets,
            "not_known": total.not_known,
            "sentence": reward.total_sentence(total),
        },
        "targets": [
            {
                "target": target.target,
                "grant_share": _amount(target.grant_share),
                "low": _amount(target.low),
                "high": _amount(target.high),
                "sentence": target.sentence,
                "sub_targets": [_row(row) for row in earned[earned["target"] == target.target].to_dict("records")],
            }
            for target in each_row(targets)
        ],
    }


def _row(row: dict[Hashable, Any]) -> dict[str, Any]:
    """One sub-target; a target without any is one row without a name."""
    achieved = row["achieved"]
    return {
        "sub_target": None if pd.isna(row["sub_target"]) else row["sub_target"],
        **{name: None if row[name] is None else f"{row[name]:f}" for name in ("weight", "base", "stretched_target")},
        "threshold": f"{row['threshold']:f}",
        "actual": None if row["actual"] is None else f"{row['actual']:f}",
        "achieved": None if achieved is None else f"{achieved.quantize(_MILLIONTH, ROUND_HALF_UP) + 0:f}",
        "outcome": row["outcome"],
        "low": _amount(row["low"]),
        "high": _amount(row["high"]),
        "sentence": row["sentence"],
    }


def _amount(amount: Decimal) -> str:
    return f"{amount.quantize(PENNY, ROUND_HALF_UP):f}"


def _figures(given: TidyTable) -> tuple[pd.DataFrame, dict[str, int], list[str]]:
    """The columns of `reward.of`, where each stands in the file, and every problem with them."""
    headings, problems = _headings(given)
    if problems:
        return pd.DataFrame(), headings, problems
    figures = pd.DataFrame(index=given.rows)
    for name in _KNOWN:
        if name not in headings:
            figures[name] = pd.Series([None] * len(given.rows), index=given.rows, dtype="object")
            continue
        try:
            cell = _cells(given.column(headings[name]))
        except ValueError as unread:
            problems.append(f': column "{given.headings[headings[name]]}" {unread}.')
            continue
        figures[name], wrong = _numbers(cell, name) if name in _NUMBERS else _words(cell, name)
        problems += sentences.told(given.headings[headings[name]], cell, wrong)
    if problems:
        return figures, headings, problems
    figures["threshold"] = [reward.THRESHOLD if one is None else one for one in figures["threshold"]]
    if "target" in headings:
        alone = ~figures["target"].duplicated(keep=False)
        weights = zip(figures["weight"], alone, strict=True)
        figures["weight"] = [Decimal(1) if weight is None and one else weight for weight, one in weights]
    else:
        problems += _each_its_own(figures)
    return figures, headings, problems


def _each_its_own(figures: pd.DataFrame) -> list[str]:
    """Make each row of a table that names nothing a target, worth its weight of its share; wrong weights are told."""
    figures["target"] = [f"Row {row}" for row in figures.index]
    weights = [Decimal(1) if one is None else one for one in figures["weight"]]
    wrong = [row for row, weight in zip(figures.index, weights, strict=True) if not 0 < weight <= 1]
    shares = zip(figures["grant_share"], weights, strict=True)
    figures["exact_share"] = pd.Series([share * weight for share, weight in shares], figures.index, dtype="object")
    figures["grant_share"] = [share.quantize(PENNY, ROUND_HALF_UP) for share in figures["exact_share"]]
    told = pd.Series("Enter a share above 0 and up to 1, such as 0.6.", wrong, dtype="object")
    problems = sentences.told("weight", figures["weight"].astype("str"), told)
    figures["weight"] = pd.Series(Decimal(1), index=figures.index, dtype="object")
    return problems


def _headings(given: TidyTable) -> tuple[dict[str, int], list[str]]:
    """Where each column stands, by its name; and what is missing or double."""
    at: dict[str, list[int]] = {}
    for number, heading in enumerate(given.headings):
        name = folded(heading).replace(" ", "_")
        at.setdefault(_ALSO.get(name, name), []).append(number)
    needed: tuple[str, ...] = NEEDED
    if "stretched_target" not in at and "target" in at:
        said = _cells(given.column(at["target"][0])).dropna()
        if said.str.fullmatch(tidy_file.NUMBER).all():  # else it names the targets, and the column itself is missing
            at["stretched_target"] = at.pop("target")
            needed = NEEDED[1:]
    problems = sentences.missing(needed, set(at), given.headings)
    if not set(needed) & set(at):
        return {}, problems
    known = {name: found for name, found in at.items() if name in _KNOWN}
    return {name: found[0] for name, found in known.items()}, problems + sentences.doubled(
        known.values(), given.headings
    )


def _numbers(cell: pd.Series, name: str) -> tuple[pd.Series, pd.Series]:
    """Cells as Decimals, None where there is nothing, and what to do about each that is not a number."""
    found: dict[object, Decimal | None] = {}
    wrong: dict[object, str] = {}
    for row, said in cell.items():
        found[row] = None
        if pd.isna(said):
            if name not in _MAY_BE_EMPTY:
                wrong[row] = ENTER_A_NUMBER
        elif tidy_file.DECIMAL_COMMA.fullmatch(said):
            wrong[row] = sentences.POINT
        elif not tidy_file.NUMBER.fullmatch(said):
            empty = sentences.or_empty(name not in _MAY_BE_EMPTY)
            wrong[row] = f"Enter a number such as 12.5, with no comma, unit, pound or per cent sign{empty}."
        else:
            value = Decimal(said)
            digits = value.normalize()
            if len(digits.as_tuple().digits) > _DIGITS or abs(digits.adjusted()) >= _DIGITS:
                wrong[row] = f"Enter a number of {_DIGITS} digits or fewer."
            elif name == "places" and (value != value.to_integral_value() or not 0 <= value <= 6):
                wrong[row] = sentences.PLACES
            else:
                found[row] = value
    return pd.Series(found, index=cell.index, dtype="object"), pd.Series(wrong, dtype="object")


def _words(cell: pd.Series, name: str) -> tuple[pd.Series, pd.Series]:
    """Text, None where there is none; a target has to have a name, and better is higher or lower."""
    wrong = pd.Series(dtype="object")
    if name == "target":
        wrong = pd.Series("Enter the target's code or name.", index=cell.index[cell.isna()], dtype="object")
    if name == "better":
        other = cell.index[cell.notna() & ~cell.map(folded, na_action="ignore").isin([Better.HIGHER, Better.LOWER])]
        wrong = pd.Series("Write higher or lower, or leave it empty.", index=other, dtype="object")
    kept = units.as_kept if name == "unit" else str
    found = [None if pd.isna(said) else kept(said) for said in cell]
    return pd.Series(found, index=cell.index, dtype="object"), wrong


def _other_way(figures: pd.DataFrame) -> Iterator[tuple[object, str, str]]:
    """Rows whose base and stretched target say the other way is better."""
    told = figures[figures["better"].notna()]
    for index, row in zip(told.index, each_row(told), strict=True):
        upwards = row.stretched_target > row.base
        if row.stretched_target != row.base and upwards != (folded(row.better) == Better.HIGHER):
            lies = "above" if upwards else "below"
            yield index, "better", f"The stretched target is {lies} the base: correct one of the three."


def _cells(column: pd.Series) -> pd.Series:
    """A column as trimmed text, missing where there is nothing; a float of a Parquet file as its 15 digits."""
    if pd.api.types.is_float_dtype(column.dtype):
        column = column.map(lambda value: f"{value:.15g}", na_action="ignore")
    return tidy_file.text(column)
