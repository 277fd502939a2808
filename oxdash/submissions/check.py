"""What an officer needs before anything is stored: the blank return of a quarter, and a check of a filled one."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from oxdash.excel import file_checks, problems, workbook
from oxdash.excel.cells import Unreadable, Workbook
from oxdash.excel.problems import Problem, Severity
from oxdash.findings.arrivals import before as newest_before
from oxdash.findings.arrivals import heard
from oxdash.judging.position import Position
from oxdash.register import Register
from oxdash.returns.carried import Carried
from oxdash.returns.layout import ACTIONS
from oxdash.returns.prefill import Filled
from oxdash.returns.read_return import Return, read_return
from oxdash.submissions import noticed, preview
from oxdash.submissions.noticed import Hint
from oxdash.submissions.preview import Preview
from oxdash.vocabulary import wording
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rows import of_return
from oxdash.vocabulary.wording import counted


@dataclass(frozen=True)
class Checked:
    """What a file turned out to be: a return with its problems, or why it is not readable as one.

    ``seen`` is how it would look to the Board, where its cover could be read; ``required`` are the actions it lacks,
    to confirm like its readings; ``hints`` need no tick.
    """

    name: str
    contents: Return | None = None
    unreadable: str | None = None
    seen: Preview | None = None
    required: tuple[Problem, ...] = ()
    hints: tuple[Hint, ...] = ()

    @property
    def returned(self) -> Return:
        """The contents of what is a return; ValueError of what is none."""
        if self.contents is None:
            raise ValueError("this is not a return")
        return self.contents

    @property
    def problems(self) -> tuple[Problem, ...]:
        if self.contents is None:
            return (Problem(Severity.MUST_FIX, "", "", "", "", self.name, "", self.unreadable or ""),)
        return self.contents.problems + self.required

    @property
    def to_fix(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == Severity.MUST_FIX]

    @property
    def to_confirm(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == Severity.PLEASE_CONFIRM]

    @property
    def is_a_return(self) -> bool:
        """False where the file has nothing of a return in it: not a workbook, or one with no cover to go by."""
        cover = self.contents.cover if self.contents else None
        return cover is not None and any((cover.partnership, cover.quarter, cover.template_version))

    @property
    def accepted(self) -> bool:
        return self.contents is not None and self.contents.accepted

    @property
    def exit_code(self) -> int:
        return 0 if self.accepted else 1 if self.is_a_return else 2

    def as_json(self) -> dict[str, Any]:
        """accepted, partnership, quarter, problems in the order of the workbook, and hints; each of both is a dict."""
        return {
            "accepted": self.accepted,
            "partnership": self.contents.partnership if self.contents else None,
            "quarter": self.contents.quarter if self.contents else None,
            "problems": [problems.as_json(problem) for problem in self.problems],
            "hints": [asdict(hint) for hint in self.hints],
        }

    def told(self) -> str:
        """The outcome in words, must-fix problems first."""
        lines = [*problems.listed(self.problems, above="Please confirm {}."), *hint_lines(self.hints)]
        if not self.to_fix:
            lines.append(f"{self.name} is acceptable. Nothing has been stored.")
        return "\n".join(lines)


def check_return(
    name: str, data: bytes, position: Position, turn: Callable[[], AbstractContextManager[None]] = nullcontext
) -> Checked:
    """Read an officer's workbook as a return against the register and what was returned before. Stores nothing.

    All but the opening, which is done elsewhere, keeps a processor busy: in a ``turn``, where others want it too.
    """
    opened = workbook.read(name, data)
    if isinstance(opened, Unreadable):
        return Checked(name, unreadable=opened.sentence)
    if refused := file_checks.name_refused(name):
        return Checked(name, unreadable=refused)
    with turn():
        return _checked(name, opened, position)


def _checked(name: str, opened: Workbook, position: Position) -> Checked:
    contents = read_return(
        opened,
        position.register,
        before=position.judged,
        as_at=position.as_at,
        last=lambda partnership, quarter: carried_over(position, partnership, quarter),
    )
    if not _can_be_seen(position, contents):
        return Checked(name, contents)
    seen = preview.of(position, contents)
    unread = any(one.sheet == ACTIONS and one.severity == Severity.MUST_FIX for one in contents.problems)
    return Checked(
        name,
        contents,
        seen=seen,
        required=() if unread else noticed.required_actions(opened.name, contents, seen),
        hints=noticed.hints(position, contents, seen),
    )


def _can_be_seen(position: Position, contents: Return) -> bool:
    """Whether its cover could be read, and names a quarter that the position has."""
    own = of_return(position.judged, contents.partnership, contents.quarter)
    return bool(own.any()) and len(contents.figures) > 0


def hint_lines(hints: Sequence[Hint]) -> list[str]:
    """Hints as lines of text, under a line that says what they are; none where there are none."""
    if not hints:
        return []
    return [
        f"Please look at {counted(len(hints), 'thing')}; nothing of it has to be confirmed.",
        *(one.line for one in hints),
    ]


def blank_return(position: Position, partnership: str, quarter: str, filled: Filled | None = None) -> bytes | None:
    """The pre-filled template of a partnership for a quarter; None where it has no target in that quarter.

    ``filled``: what was typed into it. Where nothing was and a return for the quarter is in use already, it holds what
    that said, to be corrected.
    """
    from oxdash.returns import prefill, template  # what writes a workbook is not loaded to check one

    register = position.register
    if not register.has_targets(partnership, quarter):
        return None
    last = str(Quarter.parse(quarter).plus(-1))
    judged = position.judged.loc[of_return(position.judged, partnership, last), ["target", "actual", "status"]]
    given: dict[str, Any] = {
        "before": judged,
        "as_at": position.as_at,
        "notes": _on_the_cover(register, partnership, quarter),
    }
    if filled is None and quarter in heard(position.returns).get(partnership, ()):
        said: dict[str, Any] = {
            name: rows[of_return(rows, partnership, quarter)] for name, rows in _said(position).items()
        }
        told = {name: said.pop(name) for name in ("figures", "narrative")}
        typed = prefill.as_returned(register, partnership, quarter, districts=said["districts"], **told)
        return template.write(register, partnership, quarter, filled=typed, **said, **given)
    stands = carried_over(position, partnership, quarter)
    carried: dict[str, Any] = {} if stands is None else stands.for_template()
    return template.write(register, partnership, quarter, filled=filled, **carried, **given)


def _on_the_cover(register: Register, partnership: str, quarter: str) -> list[str]:
    """By when it is due and whom to ask, where the register says so."""
    due, contact = register.returns_due(partnership, quarter), register.council.contact.rstrip(" .")
    return [
        *([f"Please submit it by {wording.day(due)}."] if due else []),
        *([f"Questions: {contact}."] if contact else []),
    ]


def _said(position: Position) -> dict[str, pd.DataFrame]:
    """What returns said, by the name of its table."""
    return {"figures": position.judged} | {
        name: getattr(position, name) for name in ("actions", "risks", "districts", "narrative")
    }


def carried_over(position: Position, partnership: str, quarter: str) -> Carried | None:
    """What the partnership's newest readable return before a quarter said that stands; None where there is none."""
    then = newest_before(heard(position.returns).get(partnership, []), quarter)
    if then is None:
        return None
    figures = position.judged[["partnership", "quarter", "target", "declared", "forecast"]]  # no row of forty columns
    tables = _said(position) | {"figures": figures}
    return Carried(then, **{name: rows[of_return(rows, partnership, then)] for name, rows in tables.items()})
