"""When bodies meet, what they look at and by when it has to be there: what the sheet Meetings contradicts."""

from collections.abc import Iterator
from typing import Any

from oxdash.excel.cell_readers import in_words
from oxdash.excel.problems import Problem, Severity
from oxdash.register import council_checks
from oxdash.register.checking import Checks
from oxdash.vocabulary.quarters import Quarter


def check(checks: Checks) -> Iterator[Problem]:
    """Returns are due before papers, papers before the meeting, and the quarter looked at has begun by then.

    Returns are due by the meeting of the body that a partnership reports to: one set for another body's, or for
    one whose name is not as the register writes it elsewhere, would be nobody's.
    """
    known = council_checks.known_bodies(checks)
    targets = checks.rows("Targets", "first_quarter", "last_quarter")
    lives = [(row["first_quarter"], row["last_quarter"]) for row in targets]
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in checks.tables["Meetings"].rows:
        if row.get("body") and row.get("returns_due") and row["body"] not in known:
            what = (
                "No partnership reports to it, and it has no members here: no return is due by its meeting. "
                "Correct the name, or clear the cell."
            )
            yield checks.wrong("Meetings", row, "returns_due", what, Severity.PLEASE_CONFIRM)
        if row.get("body") and row.get("date"):
            other = seen.setdefault((row["body"], row["date"]), row)
            if other is not row and row.get("quarter") == other.get("quarter"):
                yield checks.wrong("Meetings", row, "date", council_checks.keep_one(other), Severity.PLEASE_CONFIRM)
        if row.get("quarter"):
            yield from _of_a_quarter(checks, row, lives)
        if row.get("returns_due") and row.get("papers_due") and row["returns_due"] > row["papers_due"]:
            yield checks.wrong("Meetings", row, "returns_due", "Enter a date no later than papers due.")
        if row.get("papers_due") and row.get("date") and row["papers_due"] > row["date"]:
            yield checks.wrong("Meetings", row, "papers_due", "Enter a date no later than the meeting's.")


def _of_a_quarter(checks: Checks, row: dict[str, Any], lives: list[tuple[str, str]]) -> Iterator[Problem]:
    """A meeting looks at a quarter of the agreement that has begun, and returns are due once it is over."""
    quarter = Quarter.parse(row["quarter"])
    if lives and not min(lives)[0] <= row["quarter"] <= max(last for _, last in lives):
        what = "No target is alive in it. Check the quarter that the meeting looks at."
        yield checks.wrong("Meetings", row, "quarter", what, Severity.PLEASE_CONFIRM)
    first, last = checks.council.calendar.first_day(quarter), checks.council.calendar.last_day(quarter)
    if row.get("date") and row["date"] < first:
        what = f"{quarter.people} begins on {in_words(first)}: another day, or another quarter?"
        yield checks.wrong("Meetings", row, "date", what, Severity.PLEASE_CONFIRM)
    elif row.get("returns_due") and row["returns_due"] <= last:
        what = f"{quarter.people} is not over until {in_words(last)}: another day?"
        yield checks.wrong("Meetings", row, "returns_due", what, Severity.PLEASE_CONFIRM)
