"""What is wrong with a register, all of it at once, and what it does not say of itself: in words and for JSON."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from oxdash.excel import problems
from oxdash.excel.cells import Unreadable
from oxdash.excel.problems import Problem, Severity
from oxdash.register import Register, about, read_register
from oxdash.vocabulary import codes, wording
from oxdash.vocabulary.council import NEUTRAL
from oxdash.vocabulary.quarters import Calendar

NOTHING = "nothing"


@dataclass(frozen=True)
class Checked:
    """A register that was looked at under a name, or the sentence that says why it could not be opened."""

    name: str
    register: Register | None = None
    unreadable: str = ""

    @property
    def exit_code(self) -> int:
        """0 nothing must be fixed, 1 something must, 2 it could not be opened."""
        return 2 if self.register is None else 0 if self.register.sound else 1

    def of(self, severity: Severity) -> list[Problem]:
        return [one for one in self.register.problems if one.severity == severity] if self.register else []

    @property
    def unsaid(self) -> list[dict[str, str]]:
        """What it does not say on its sheet About: name, meaning, and what is taken instead."""
        names = self.register.unsaid if self.register else []
        return [
            {"name": name, "meaning": about.SAID[name].meaning, "taken": _taken(name, self.register)} for name in names
        ]

    def as_json(self) -> dict[str, Any]:
        """sound, problems in the order of the workbook, and what is not said."""
        found = self.register.problems if self.register else ()
        whole = [{"severity": "must fix", "sheet": "", "cell": "", "message": self.unreadable}]
        return {
            "sound": self.exit_code == 0,
            "problems": [problems.as_json(one) for one in found] if self.register else whole,
            "not_said": self.unsaid,
        }

    def told(self) -> str:
        """The same in words: what must be fixed, what is to be confirmed, what is not said, and what it comes to."""
        if self.register is None:
            return self.unreadable
        lines = problems.listed(self.register.problems, above="Please look at {}.")
        if self.unsaid:
            lines.append("The sheet About does not say, so it is as it stands here:")
            lines += [f"  {one['name']} ({one['meaning']}): {one['taken']}" for one in self.unsaid]
        if not self.of(Severity.MUST_FIX):
            targets = wording.counted(len(self.register.targets), "target")
            lines.append(f"{self.name} can be used: {targets}, {_partnerships(self.register)}.")
        return "\n".join(lines)


def check(name: str, data: bytes) -> Checked:
    """Read a register's bytes, and say what is wrong with it."""
    found = read_register(name, data)
    return Checked(name, unreadable=found.sentence) if isinstance(found, Unreadable) else Checked(name, found)


def _partnerships(register: Register) -> str:
    return wording.counted(len(register.partnerships), "partnership")


def _taken(name: str, register: Register | None) -> str:
    """What is taken for what a register does not say, as it would say it."""
    field = about.SAID[name].field
    value = getattr(NEUTRAL if register is None else register.council, field)
    if field == "illustrative":
        return "as the column Basis says, row by row"
    if isinstance(value, Calendar):
        return value.begins_in
    if isinstance(value, ZoneInfo):
        return value.key
    if isinstance(value, tuple):
        return codes.written(value) or NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or NOTHING
