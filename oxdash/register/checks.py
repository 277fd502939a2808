"""What one cell of the register cannot show: rows that contradict each other. The register checks itself."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from oxdash.excel.cells import Workbook, folded
from oxdash.excel.problems import Problem, Severity
from oxdash.register import comparator_checks, council_checks, grant_checks, measures, meeting_checks, source_checks
from oxdash.register.checking import Checks
from oxdash.register.columns import LISTED_AS, SHEETS
from oxdash.register.council_checks import OR_LATER
from oxdash.register.sheets import Rows, said
from oxdash.vocabulary import units, wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import LEVEL, LEVELS, Better, Frequency, Measure, MilestoneKind, ToleranceBasis
from oxdash.vocabulary.quarters import Quarter

WEIGHTS_WITHIN = 1e-9  # weights are typed as decimals such as 0.3, whose binary sum need not be exactly 1


def _twice(checks: Checks) -> Iterator[Problem]:
    """A code, a target or a quarter's rule that stands on two rows; a target with two leads."""
    named = [(sheet.name, sheet.key[0]) for sheet in SHEETS.values() if sheet.key == (sheet.columns[0].name,)]
    for sheet, name in named:
        first: dict[str, dict[str, Any]] = {}
        for row in checks.rows(sheet, name):
            other = first.setdefault(row[name], row)
            leads = {row.get("partnership"), other.get("partnership")} - {None}
            if other is not row and sheet == "Targets" and len(leads) == 2:
                what = f"Row {other['row']} gives it another lead. A target has one accountable lead: keep one row."
                yield checks.wrong(sheet, row, "partnership", what)
            elif other is not row:
                yield checks.wrong(sheet, row, name, council_checks.keep_one(other))


def _short_names(checks: Checks) -> Iterator[Problem]:
    """Two targets of one agreement that a picture would call by the same name."""
    first: dict[tuple[Any, str], dict[str, Any]] = {}
    for row in checks.rows("Targets", "target", "short_name"):
        if row["short_name"]:
            other = first.setdefault((row.get("agreement"), folded(row["short_name"])), row)
            if other["target"] != row["target"]:
                what = f"{other['target']} is called that too: name them apart, or leave one blank."
                yield checks.wrong("Targets", row, "short_name", what, Severity.PLEASE_CONFIRM)


def _unlisted(checks: Checks) -> Iterator[Problem]:
    """Codes of a sheet that lists none: said once, not once a row."""
    for sheet, declared in SHEETS.items():
        for column in declared.columns:
            if column.of and not _listed(checks, column.of) and checks.rows(sheet, column.name):
                what = f"Sheet {sheet} names some: list them here, or clear the column {column.heading} there."
                yield said(checks.book, column.of, "", "", "", None, what)


def _listed(checks: Checks, sheet: str) -> bool:
    """Whether the register lists what stands on a sheet, there or among all bodies."""
    kinds = {kind for kind, listed in LISTED_AS.items() if sheet == listed}
    return not checks.tables[sheet].none or any(row.get("kind") in kinds for row in checks.tables["Bodies"].rows)


def _life(checks: Checks) -> Iterator[Problem]:
    """A target's life runs forward, and its delivery group is one of its lead's."""
    groups = {row["code"]: row.get("partnership") for row in checks.rows("Delivery groups", "code")}
    for row in checks.rows("Targets", "first_quarter", "last_quarter"):
        if row["last_quarter"] < row["first_quarter"]:
            yield checks.wrong("Targets", row, "last_quarter", OR_LATER.format(wording.quarter(row["first_quarter"])))
    for row in checks.rows("Targets", "delivery_group", "partnership"):
        if groups.get(row["delivery_group"]) not in (None, row["partnership"]):
            what = f"It belongs to {groups[row['delivery_group']]}. Check that it works for {row['partnership']} too."
            yield checks.wrong("Targets", row, "delivery_group", what, Severity.PLEASE_CONFIRM)


def _results_due(checks: Checks) -> Iterator[Problem]:
    """Results are due in quarters of the target's life, and of a quarterly measure in every one."""
    for row in checks.rows("Targets", "results_due", "first_quarter", "last_quarter"):
        single = [quarter for quarter in row["results_due"].split("; ") if not quarter.startswith("Q")]
        outside = [one for one in single if not row["first_quarter"] <= one <= row["last_quarter"]]
        if row.get("frequency") == Frequency.QUARTERLY:
            what = "A quarterly measure has a result in every quarter: clear the cell, or correct the frequency."
            yield checks.wrong("Targets", row, "results_due", what, Severity.PLEASE_CONFIRM)
        elif outside:
            what = f"Its life is {row['first_quarter']} to {row['last_quarter']}: check {', '.join(outside)}."
            yield checks.wrong("Targets", row, "results_due", what, Severity.PLEASE_CONFIRM)


def _milestones(checks: Checks) -> Iterator[Problem]:
    """In the target's life, an upper value where there is a range, year ends at Q4, no fall within a year."""
    for row in checks.rows("Milestones", "target"):
        target = checks.targets.get(row["target"], {})
        first, last = target.get("first_quarter"), target.get("last_quarter")
        if row.get("quarter") and first and last and first <= last and not first <= row["quarter"] <= last:
            yield checks.wrong(
                "Milestones",
                row,
                "quarter",
                f"Its life is {wording.quarter(first)} to {wording.quarter(last)}: use a quarter in it.",
            )
        if row.get("kind") == MilestoneKind.YEAR_END and row.get("quarter") and not row["quarter"].endswith("Q4"):
            yield checks.wrong("Milestones", row, "kind", "Use milestone or interim proxy: a year ends with Q4.")
        if target.get("better") == Better.WITHIN_RANGE and "upper" in row and row["upper"] is None:
            yield checks.wrong("Milestones", row, "upper", "Enter the upper value: the target is within range.")
        elif target.get("better") == Better.WITHIN_RANGE and "value" in row and row.get("upper") is not None:
            if row["upper"] < row["value"]:
                yield checks.wrong("Milestones", row, "upper", f"Enter {row['value']:.15g} or more, the lower value.")
        elif "better" in target and row.get("upper") is not None:
            yield checks.wrong("Milestones", row, "upper", "Clear the cell: the target is not within range.")
    yield from _falling(checks)


def _measures(checks: Checks) -> Iterator[Problem]:
    """Milestones that are not what their target's measure, frequency, direction or unit says: to be looked at."""
    agreed: dict[str, list[dict[str, Any]]] = defaultdict(list)
    rows = checks.rows("Milestones", "target", "quarter", "value", "kind", "agreed_on")
    for row in sorted(rows, key=lambda row: (row["agreed_on"], row["row"])):
        agreed[row["target"]].append(row)
    for code, target in checks.targets.items():
        now = {row["quarter"]: row for row in agreed[code]}
        first = {row["quarter"]: row for row in reversed(agreed[code])}
        values = {quarter: row["value"] for quarter, row in now.items()}
        measure, frequency = target.get("measure", ""), target.get("frequency", "")
        asked = {
            "measure": measures.of_level(target.get("unit"), measure)
            or measures.of_measure(measure, values, checks.council.calendar),
            "frequency": measures.of_frequency(measure, frequency),
            "unit": target.get("unit") and measures.of_unit(target["unit"], values, target.get("baseline")),
            "places": "places" in target and measures.of_places(target["places"], values),
        }
        for name, what in asked.items():
            if what and measure and frequency:
                yield checks.wrong("Targets", target, name, what, Severity.PLEASE_CONFIRM)
        yearly = measures.of_yearly(measure, values, {quarter: row["kind"] for quarter, row in now.items()})
        if yearly and not asked["frequency"]:  # told by the frequency already
            what = f"{code} has one result a year: is this an {MilestoneKind.INTERIM_PROXY}?"
            yield checks.wrong("Milestones", now[yearly], "kind", what, Severity.PLEASE_CONFIRM)
        ends = {quarter: row["value"] for quarter, row in first.items()}
        worse = measures.against_its_direction(target.get("better"), ends)
        if worse and not any(row.get("reason") for row in agreed[code] if row["quarter"].endswith("Q4")):
            what = (
                f"For {code} {target['better']} is better, and its years' ends only ever move the other way. Check "
                "the direction, or give the reason in the column Reason."
            )
            yield checks.wrong("Milestones", first[worse], "value", what, Severity.PLEASE_CONFIRM)
        for row in agreed[code] if target.get("unit") == LEVEL else ():
            if row["value"] not in LEVELS:
                what = f"{code} is kept in levels, which are whole numbers from 0 to 4."
                yield checks.wrong("Milestones", row, "value", what, Severity.PLEASE_CONFIRM)


def _falling(checks: Checks) -> Iterator[Problem]:
    """A cumulative milestone, as now in force, that is less than an earlier quarter's of the same year."""
    in_force: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    rows = checks.rows("Milestones", "target", "quarter", "value", "agreed_on")
    for row in sorted(rows, key=lambda row: (row["agreed_on"], row["row"])):
        in_force[row["target"]][row["quarter"]] = row
    for code, quarters in in_force.items():
        if checks.targets.get(code, {}).get("measure") != Measure.CUMULATIVE:
            continue
        for before, row in pairwise(quarters[quarter] for quarter in sorted(quarters)):
            same = Quarter.parse(before["quarter"]).year == Quarter.parse(row["quarter"]).year
            if same and row["value"] < before["value"]:
                earlier_one = f"{wording.quarter(before['quarter'])} has {before['value']:.15g}"
                what = f"A cumulative milestone cannot fall in a year: {earlier_one}."
                yield checks.wrong("Milestones", row, "value", what)


def _rules(checks: Checks) -> Iterator[Problem]:
    """One rule in force in every quarter that any target has, each with the tolerance it needs."""
    rules = sorted(checks.rows("Rules", "from_quarter"), key=lambda row: row["from_quarter"])
    lives = [row["first_quarter"] for row in checks.rows("Targets", "first_quarter")]
    if rules and lives and rules[0]["from_quarter"] > min(lives):
        what = f"Targets begin in {wording.quarter(min(lives))}: let the first rule be in force from then."
        yield checks.wrong("Rules", rules[0], "from_quarter", what)
    for row in checks.rows("Rules", "basis"):
        measured = ToleranceBasis(row["basis"]).has_size
        if measured and "tolerance" in row and (row["tolerance"] is None or row["tolerance"] < 0):
            yield checks.wrong("Rules", row, "tolerance", f"Enter the tolerance, 0 or more, for {row['basis']}.")
        elif not measured and row.get("tolerance") is not None:
            yield checks.wrong("Rules", row, "tolerance", f"Clear the cell: {row['basis']} has no tolerance.")


def _stretch(checks: Checks) -> Iterator[Problem]:
    """Something to stretch to, a figure for each sub-target, one share of the grant, weights that sum to 1."""
    by_target: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in checks.rows("Stretch", "base", "stretched_target"):
        if row["base"] == row["stretched_target"]:
            yield checks.wrong("Stretch", row, "stretched_target", units.NO_STRETCH)
    for row in checks.rows("Stretch", "weight"):
        if not 0 < row["weight"] <= 1:
            yield checks.wrong("Stretch", row, "weight", "Enter a share of the target above 0 and up to 1.")
    for row in checks.rows("Stretch", "threshold"):
        if not 0 <= row["threshold"] <= 1:
            yield checks.wrong("Stretch", row, "threshold", units.STRETCH_THRESHOLD)
    for row in checks.rows("Stretch", "grant_share"):
        if asked := grant_checks.no_amount(checks, row["grant_share"]):
            yield checks.wrong("Stretch", row, "grant_share", asked)
    for row in checks.tables["Stretch"].rows:
        if row.get("target"):
            by_target[row["target"]].append(row)
    for code, rows in by_target.items():
        yield from _one_figure_each(checks, code, rows)
        if all("weight" in row for row in rows) and abs(sum(row["weight"] for row in rows) - 1) > WEIGHTS_WITHIN:
            total = f"{sum(row['weight'] for row in rows):.6g}"
            yield checks.wrong("Stretch", rows[-1], "weight", units.weights_to_mend(code, total))


def _one_figure_each(checks: Checks, code: str, rows: list[dict[str, Any]]) -> Iterator[Problem]:
    """One share of the grant on a target's rows, and no figure taken by two of its sub-targets."""
    column_stands = "figure_of" in checks.tables["Stretch"].at
    taken: dict[str, dict[str, Any]] = {}
    for row in rows:
        figure = row.get("figure_of") or code
        unread = column_stands and "figure_of" not in row  # which is told already
        if not unread and taken.setdefault(figure, row) is not row:
            what = (
                f"Row {taken[figure]['row']} takes the figure of {figure} already, so neither is known: "
                "name the target whose figure this one is."
            )
            yield checks.wrong("Stretch", row, "figure_of", what, Severity.PLEASE_CONFIRM)
        share, first = row.get("grant_share"), rows[0].get("grant_share")
        if None not in (share, first) and share != first:
            what = f"Row {rows[0]['row']} has {first:.15g}: {code} has one share of the grant."
            yield checks.wrong("Stretch", row, "grant_share", what)


_KINDS: tuple[Callable[[Checks], Iterator[Problem]], ...] = (
    _unlisted,
    _twice,
    _short_names,
    _life,
    _results_due,
    _milestones,
    _measures,
    _stretch,
    meeting_checks.check,
    _rules,
    council_checks.check,
    grant_checks.check,
    comparator_checks.check,
    source_checks.check,
)


def check(book: Workbook, tables: dict[str, Rows], council: Council) -> list[Problem]:
    """Every problem that takes more than one cell to see, in the order of the sheets."""
    checks = Checks(book, tables, council)
    return [problem for kind in _KINDS for problem in kind(checks)]
