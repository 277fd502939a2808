"""How a target is judged: one ordered table of reasons, the first that holds decides.

A pure function of two tables: it knows nothing of workbooks, files, screens or the clock. Three answers, because that
is how the partnerships report: on track, not on track, or not enough to make a judgement.
"""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from oxdash.rule import arrays, tolerance
from oxdash.rule.versions import RULE_VERSION, RuleVersion, rule_version
from oxdash.vocabulary.model import LEVEL, OFFICER_REASONS, Better, Frequency, Measure, Reason, Status
from oxdash.vocabulary.periods import canonical
from oxdash.vocabulary.quarters import Calendar
from oxdash.vocabulary.rounding import as_printed, last_digits, units

__all__ = ["BLOCK", "NEEDED", "RULE_VERSION", "as_printed", "judge"]

NEEDED = ("actual", "milestone", "better", "places")  # without these there is nothing to judge
BLOCK = 32_768  # rows judged at a time: about what a processor's cache holds

_REASONS, _STATUSES, _BETTER = list(Reason), list(Status), list(Better)
_SIGNS = np.array([-1.0 if word == Better.LOWER else 1.0 for word in _BETTER])
_YEAR_END = ("year_end_target", "year_end_upper", "year_end_floor")
_ON, _OFF, _CANNOT = (np.int8(_STATUSES.index(status)) for status in Status)


def judge(
    figures: pd.DataFrame, rules: pd.DataFrame, *, version: str = RULE_VERSION, calendar: Calendar | None = None
) -> pd.DataFrame:
    """The figures, same rows, order and index, with the verdict columns of `tables.JUDGED` and own_quarter added.

    ``figures`` has `NEEDED` and any more of `tables.FIGURES`. A missing column means: received, undamaged, a value
    agreed for the year, quarterly, a snapshot, no unit, nothing declared, no reason for an absence, this quarter's
    figure, no tolerance of the target's own. Without ``forecast`` or ``original_milestone`` that judgement is missing.
    ``rules`` is `tables.RULES`; in force is the latest from on or before the row's quarter. A row without a quarter has
    the latest, one before them all has no tolerance.

    ``shortfall`` is in the target's unit: positive is short, negative is better by; for within range, the distance to
    the nearer bound, negative inside. It is missing where there is nothing to compare.

    ``version`` is of `versions.VERSIONS`: an earlier one judges as it did then. ``calendar`` is the council's, by which
    a period that a figure is said to be for is its quarter's or not; only figures without such words need none, and
    those judged before, whose ``own_quarter`` stands.

    Neither table is changed. ValueError for a missing column, for a word that `model` does not have, for a version
    that there is not, and for periods without a calendar.
    """
    by = rule_version(version)
    if missing := [name for name in NEEDED if name not in figures]:
        raise ValueError(f"judge needs the columns {', '.join(NEEDED)}; missing: {', '.join(missing)}.")
    in_force = tolerance.Rules(rules)
    verdict: dict[str, np.ndarray] = {name: np.empty(len(figures), np.int8) for name in ("status", "reason")}
    verdict |= {"close": np.empty(len(figures), bool), "shortfall": np.empty(len(figures))}
    for name in ("forecast_status", "forecast_reason", "original_status", "original_reason"):
        verdict[name] = np.full(len(figures), -1, np.int8)  # missing until judged
    verdict["own_quarter"] = np.ones(len(figures), bool)
    columns = arrays.Columns(figures)
    for start in range(0, len(figures), BLOCK):
        for name, found in _judge_block(columns.cut(start, start + BLOCK), in_force, by, calendar).items():
            verdict[name][start : start + BLOCK] = found
    return figures.assign(**{name: _column(name, found, figures.index) for name, found in verdict.items()})


def _column(name: str, found: np.ndarray, index: pd.Index) -> pd.Series:
    """Words by their numbers, or what was found itself; not copied."""
    if not name.endswith(("status", "reason")):
        return pd.Series(found, index=index, copy=False)
    words = pd.Index([str(word) for word in (_STATUSES if name.endswith("status") else _REASONS)])
    held = pd.Categorical.from_codes(found, dtype=pd.CategoricalDtype(words), validate=False)
    return pd.Series(held, index=index, copy=False)


def _judge_block(
    figures: arrays.Columns, in_force: tolerance.Rules, by: RuleVersion, calendar: Calendar | None
) -> dict[str, np.ndarray]:
    """Now, and beside it the officer's forecast for the year's end and the figure against the original milestone."""
    f = _returned(figures, in_force, by, calendar)
    actual, others = arrays.numbers(figures, "actual"), not f.own_quarter.all()
    if others:
        actual = np.where(f.own_quarter, actual, np.nan)
    milestone, upper, floor = (arrays.numbers(figures, name) for name in ("milestone", "milestone_upper", "floor"))
    found = _against(f, actual, milestone, upper, floor)
    verdict = {"status": found.status, "reason": found.reason}
    verdict["close"] = found.reason == _REASONS.index(Reason.CLOSE_TO_TARGET)
    verdict["shortfall"] = found.short / f.scale + 0.0
    verdict["shortfall"][np.flatnonzero(found.no_milestone | ~f.received | f.damaged)] = np.nan
    if others:
        verdict["own_quarter"] = f.own_quarter
    if "original_milestone" in figures:
        first, first_upper = arrays.numbers(figures, "original_milestone"), arrays.numbers(figures, "original_upper")
        moved = np.flatnonzero((first != milestone) | (f.ranged & (first_upper != upper)))
        again = _against(_of(f, moved), actual[moved], first[moved], first_upper[moved], floor[moved])
        for name, instead in (("status", again.status), ("reason", again.reason)):
            original = verdict[f"original_{name}"] = verdict[name].copy()
            original[moved] = instead  # where nothing moved, the original verdict is the one in force
    if "forecast" in figures:
        forecast = arrays.numbers(figures, "forecast")
        there = np.flatnonzero(~np.isnan(forecast) & f.received & ~f.damaged)
        year_end = (arrays.numbers(figures, name)[there] for name in _YEAR_END)
        f.received, f.damaged, f.says_why = np.bool_(True), np.bool_(False), np.bool_(False)  # of all these rows
        f.yearly = np.bool_(False)  # the year's Q4 milestone is its target, however often the measure is taken
        expected = _against(_of(f, there), forecast[there], *year_end)
        for name, instead in (("status", expected.status), ("reason", expected.reason)):
            of_forecast = verdict[f"forecast_{name}"] = np.full(len(forecast), -1, np.int8)
            of_forecast[there] = instead
    return verdict


def _of(f: SimpleNamespace, rows: np.ndarray) -> SimpleNamespace:
    """The same of some rows only."""
    some = {name: held[rows] for name, held in vars(f).items() if isinstance(held, np.ndarray)}
    return SimpleNamespace(**{**vars(f), **some})


def _against(
    f: SimpleNamespace, actual: np.ndarray, milestone: np.ndarray, upper: np.ndarray, floor: np.ndarray
) -> SimpleNamespace:
    """The rule: status and reason, how far it is short in units of the last digit, and where there is no milestone.

    Absence comes first, so a blank is never compared, and figures are compared as printed, so no paper shows 60.0
    against 60.0 and calls it off track.

    Lower is better is one change of sign. Within range is judged at its nearer bound, as lower is better at the upper.
    """
    no_figure, no_milestone = np.isnan(actual), np.isnan(milestone)
    actual, bound, sign = last_digits(actual, f.scale), last_digits(milestone, f.scale), f.sign
    if f.ranged.any():
        no_milestone |= f.ranged & np.isnan(upper)
        top = last_digits(upper, f.scale)
        nearer_top = f.ranged & (actual - top > bound - actual)
        bound, sign = arrays.chosen(nearer_top, top, bound), sign - 2.0 * nearer_top  # from 1 to -1
    short = sign * (bound - actual)
    close: np.ndarray | np.bool_ = np.bool_(False)
    if np.any(f.tolerances.basis != tolerance.NONE):
        close = tolerance.within(f, sign * actual, sign * bound, sign * floor)
    # fmt: off
    cases = [  # in order; the first that holds decides
        (Reason.RETURN_NOT_RECEIVED,  _CANNOT,            ~f.received),
        (Reason.RETURN_DAMAGED,       _CANNOT,            f.damaged),
        (Reason.WILL_NOT_BE_ACHIEVED, _OFF,               f.declared_no),
        (f.absence,                   _CANNOT,            no_figure & f.says_why),
        (Reason.NO_REASON_GIVEN,      _CANNOT,            no_figure),
        (Reason.TARGET_NOT_AGREED,    _CANNOT,            ~f.value_agreed),
        (Reason.NO_INTERIM_MILESTONE, _CANNOT,            no_milestone & f.yearly),
        (Reason.NO_MILESTONE,         _CANNOT,            no_milestone),
        (Reason.MILESTONE_MET,        _ON,                short <= 0),
        (Reason.CLOSE_TO_TARGET,      f.tolerances.counts_as[f.which], close),
        (Reason.MILESTONE_MISSED,     _OFF,               np.bool_(True)),
    ]
    # fmt: on
    conditions = [condition for _, _, condition in cases]
    codes = [np.int8(_REASONS.index(said)) if isinstance(said, Reason) else said for said, _, _ in cases]
    return SimpleNamespace(
        status=arrays.first_that_holds(conditions, [status for _, status, _ in cases]),
        reason=arrays.first_that_holds(conditions, codes),
        short=short,
        no_milestone=no_milestone,
    )


def _returned(
    figures: arrays.Columns, in_force: tolerance.Rules, by: RuleVersion, calendar: Calendar | None
) -> SimpleNamespace:
    """What the rule asks of each row apart from its figures: an array each, or one value for all rows."""
    better = arrays.numbered(figures, "better", _BETTER, None)
    frequency = arrays.numbered(figures, "frequency", list(Frequency), 0)
    measure = arrays.numbered(figures, "measure", list(Measure), 0)
    absence = arrays.numbered(figures, "absence", list(OFFICER_REASONS), -1)  # the first of Reason, in its order
    rule = arrays.meanings(figures, "quarter", in_force.number, in_force.newest, np.intp)
    own, owns = figures.words("tolerance_override", tolerance.own, tolerance.own("none"))
    level = arrays.meanings(figures, "unit", lambda said: said == LEVEL, False, bool)
    periods = "own_quarter" in figures or "figure_is_for" in figures
    which, tolerances = in_force.of_rows(rule, own, owns, level)
    return SimpleNamespace(
        received=arrays.flags(figures, "received", True),
        damaged=arrays.flags(figures, "damaged", False),
        declared_no=arrays.meanings(figures, "declared", lambda said: said == "no", False, bool),
        own_quarter=own_quarter(figures.frame(), by, calendar) if periods else np.bool_(True),
        absence=absence,
        says_why=absence >= 0,
        value_agreed=arrays.flags(figures, "value_agreed_for_year", True),
        yearly=(frequency > 0) | (measure == list(Measure).index(Measure.ANNUAL)),
        scale=units(arrays.places(figures)),
        ranged=better == _BETTER.index(Better.WITHIN_RANGE),
        sign=_SIGNS.take(better),
        which=which,
        tolerances=tolerances,
        rounds_edges=by.rounds_edges,
    )


def own_quarter(figures: pd.DataFrame, by: RuleVersion, calendar: Calendar | None) -> np.ndarray | np.bool_:
    """Whether each figure is of its row's quarter: not where another period is named for it, however that is spelt.

    What has been judged says so itself. ValueError where a period is named and there is no calendar to read it by.
    """
    if "own_quarter" in figures:
        return figures["own_quarter"].to_numpy(bool, copy=True)
    if "figure_is_for" not in figures:
        return np.bool_(True)
    own = figures["figure_is_for"].isna().to_numpy(bool, copy=True)
    if not own.all() and "quarter" in figures:
        some = figures.loc[~own, ["figure_is_for", "quarter"]].astype(str)
        words = pd.unique(some.to_numpy().ravel())
        if by.same_by_spelling:
            spelt = {said: said for said in words}
        elif calendar is None:
            raise ValueError("judge needs the calendar by which figure_is_for names a period.")
        else:
            spelt = {said: canonical(said, calendar) for said in words}
        own[~own] = (some["figure_is_for"].map(spelt) == some["quarter"].map(spelt)).to_numpy(bool)
    return own
