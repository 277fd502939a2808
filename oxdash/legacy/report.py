"""What came of an import, return by return, in words and as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from oxdash.excel import problems
from oxdash.excel.problems import Problem, Severity, shown
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.wording import counted


class Outcome(StrEnum):
    FILED = "filed"
    ON_FILE = "on file already"
    NOT_FILED = "not filed"


@dataclass(frozen=True)
class Return:
    """One return of a legacy workbook. ``why`` it was not filed."""

    partnership: str
    quarter: str
    file: str
    sheet: str
    outcome: Outcome
    why: str = ""
    problems: tuple[Problem, ...] = ()
    number: int | None = None
    figures: int = 0


@dataclass(frozen=True)
class Report:
    """All that came of it. ``names`` of partnerships by code; ``unplaced``: what is wrong with what became no return.

    ``left_out``: file, sheet, cell and text of rows the map leaves out; ``empty``: file, sheet and quarter under whose
    headings nothing stands; ``not_named``: files that are not called as the map says.
    """

    dry_run: bool
    confirm: bool
    map_name: str
    map_sha256: str
    names: Mapping[str, str]
    returns: tuple[Return, ...]
    unplaced: tuple[Problem, ...]
    not_named: tuple[str, ...]
    left_out: tuple[tuple[str, str, str, str], ...]
    empty: tuple[tuple[str, str, str], ...]

    @property
    def exit_code(self) -> int:
        """0 where every return is on file by now, or would be; 1 where something is to be done first."""
        wrong = any(one.outcome == Outcome.NOT_FILED for one in self.returns)
        return int(wrong or not self.returns or any(one.severity == Severity.MUST_FIX for one in self.unplaced))

    def of(self, outcome: Outcome) -> list[Return]:
        return [one for one in self.returns if one.outcome == outcome]

    def as_json(self) -> dict[str, Any]:
        return {
            "dry_run": self.dry_run,
            "map": {"name": shown(self.map_name), "sha256": self.map_sha256},
            "returns": [
                {
                    "partnership": one.partnership,
                    "quarter": one.quarter,
                    "file": shown(one.file),
                    "sheet": shown(one.sheet),
                    "outcome": str(one.outcome),
                    "why": one.why,
                    "number": one.number,
                    "figures": one.figures,
                    "problems": [problems.as_json(problem) for problem in one.problems],
                }
                for one in self.returns
            ],
            "not_placed": [problems.as_json(problem) for problem in self.unplaced],
            "files_not_named": [shown(name) for name in self.not_named],
            "left_out": [
                {"file": shown(file), "sheet": shown(sheet), "cell": cell, "text": shown(text)}
                for file, sheet, cell, text in self.left_out
            ],
            "nothing_there": [
                {"file": shown(file), "sheet": shown(sheet), "quarter": quarter} for file, sheet, quarter in self.empty
            ],
        }

    def told(self) -> str:
        """The outcome in words: what was filed, what was not and why, and what was not read."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        done = self.of(Outcome.FILED)
        if self.dry_run:
            yield "This is a rehearsal: nothing was written."
        would = "would be filed" if self.dry_run else "filed"
        yield f"{counted(len(done), 'return')} {would}{':' if done else '.'}"
        for one in done:
            number = f", number {one.number}" if one.number else ""
            readings = f", {counted(len(one.problems), 'reading')} confirmed" if one.problems else ""
            yield f"  {self._named(one)}: {counted(one.figures, 'figure')}{readings}{number}."
            if self.dry_run:
                yield from (f"    {problem.message}" for problem in one.problems)
        for one in self.of(Outcome.ON_FILE):
            yield f"Not touched: {self._named(one)}: {one.why}."
        told: set[str] = set()
        for one in self.of(Outcome.NOT_FILED):
            yield f"Not filed: {self._named(one)}: {one.why.removesuffix('.')}."
            for problem in sorted(one.problems, key=lambda problem: problem.severity != Severity.MUST_FIX):
                if problem.message not in told:  # what is wrong with a whole sheet is said once
                    yield f"  {_asked(problem)}: {problem.message}"
                told.add(problem.message)
        if self.unplaced:
            yield "Not understood:"
            yield from (f"  {_asked(problem)}: {problem.message}" for problem in self.unplaced)
        for file, sheet, quarter in self.empty:
            people = Quarter.parse(quarter).people
            yield f"{shown(file)}, sheet {shown(sheet)}: nothing stands there for {people}, so no return is made of it."
        if self.left_out:
            yield "Left out, as the map says:"
            for file, sheet, cell, text in self.left_out:
                yield f'  {shown(file)}, sheet {shown(sheet)}, cell {cell}: "{shown(text)}"'
        if self.not_named:
            yield "Not read, as the map has no such name of a file:"
            yield from (f"  {shown(name)}" for name in self.not_named)

    def _named(self, one: Return) -> str:
        whose = self.names.get(one.partnership, one.partnership)
        return f"{whose}, {Quarter.parse(one.quarter).people}, from {shown(one.file)}, sheet {shown(one.sheet)}"


def _asked(problem: Problem) -> str:
    return "Must be fixed" if problem.severity == Severity.MUST_FIX else "To confirm"
