"""What an action of a return is for, and which other bodies act in it: out of their cells, and into them again."""

import difflib
import re
from collections.abc import Collection, Mapping

import pandas as pd

from oxdash.excel.cell_readers import NOTHING, OR_CORRECT, Reading
from oxdash.excel.cells import Cell, Holds, folded
from oxdash.excel.problems import shown
from oxdash.returns.agreement import Agreement, such_as
from oxdash.returns.cell_readers import text
from oxdash.returns.figure_cell import NO_FIGURE
from oxdash.returns.layout import THE_PARTNERSHIP
from oxdash.vocabulary import bodies as named_bodies
from oxdash.vocabulary.model import ActionFor

LONGEST_THEME = 200  # characters; more is the action itself
ALIKE = 0.85  # of difflib's ratio: a theme this near to a priority's name is likely a slip of the keyboard
_CODE = re.compile(r"([a-z]{1,8}) ?\d+ ?[a-z]?", re.IGNORECASE | re.ASCII)


def enter(register: Agreement, partnership: str) -> str:
    """What to do about an action that does not say what it is for."""
    return (
        f"Say what the action is for: the code of one of the partnership's targets, such as "
        f"{such_as(register, partnership)}, a priority, a theme in words, or {THE_PARTNERSHIP}."
    )


class For:
    """Reads what an action is for into (`ActionFor`, what): a target's code, a priority's name, a theme's or None.

    ``themes`` are those of the return before: what was confirmed once is not asked again.
    """

    def __init__(self, register: Agreement, partnership: str, themes: Collection[str] = ()):
        self.register, self.partnership = register, partnership
        self.before = {folded(theme) for theme in themes}
        self.letters = {match[1] for code in register.leads if (match := _CODE.fullmatch(code))}
        self.letters |= {other for other, _ in register.codes_also}
        named = dict(zip(_column(register.priorities, "code"), _column(register.priorities, "name"), strict=True))
        self.priorities = {said: named[code] for said, code in register.words_of("priorities").items()}
        self.names = {folded(name): name for name in named.values()}

    def __call__(self, cell: Cell | None) -> Reading:
        if cell is None or (cell.holds == Holds.TEXT and folded(cell.value) in NO_FIGURE):
            return NOTHING
        if cell.holds != Holds.TEXT:
            return Reading(refused=enter(self.register, self.partnership))
        said = text(cell)
        if said.value is None:
            return said
        words = " ".join(str(said.value).split())
        named = self._named(words)
        if named is not None:
            return named
        if (match := _CODE.fullmatch(words)) and match[1].upper() in self.letters:
            return Reading(refused=f"The register has no such target. {enter(self.register, self.partnership)}")
        several = [part for part in re.split(r"[;,/&]|\band\b", words) if part.strip()]
        if len(several) > 1 and all(self._named(" ".join(part.split())) for part in several):
            return Reading(refused="Name one target, priority or theme: give each a row of its own.")
        if len(words) > LONGEST_THEME:
            return Reading(refused=f"Name the theme in {LONGEST_THEME} characters or fewer.")
        return Reading((str(ActionFor.THEME), words), confirm=self._doubt(words))

    def _named(self, words: str) -> Reading | None:
        """What the register knows by these words; None for what it does not know."""
        code = self.register.target_code(words)
        if code is not None and self.register.leads[code] == self.partnership:
            return Reading((str(ActionFor.TARGET), code))
        if code is not None:
            lead = self.register.partnership_name(self.register.leads[code])
            return Reading(refused=f"{code} is reported by {lead}: choose one of the partnership's own targets.")
        if folded(words) in (THE_PARTNERSHIP, "partnership") or self.register.code_of(words) == self.partnership:
            return Reading((str(ActionFor.PARTNERSHIP), None))
        priority = self.priorities.get(folded(words))
        return Reading((str(ActionFor.PRIORITY), priority)) if priority else None

    def _doubt(self, words: str) -> str | None:
        """Why words that are taken for a theme may not be meant as one."""
        if folded(words) in self.before:
            return None
        kept = "It is kept as a theme"
        near = difflib.get_close_matches(folded(words), [*self.names, THE_PARTNERSHIP], 1, ALIKE)
        if near:
            return f"{kept}: did you mean {self.names.get(near[0], near[0])}? Confirm, or correct it."
        for match in re.finditer(r"\b[a-z]{1,3} ?\d+ ?[a-z]?\b", words, re.IGNORECASE | re.ASCII):
            code = self.register.target_code(match[0])
            if code is not None:
                return f"{kept}: for the target {code} write its code alone. Confirm, or correct it."
        if (other := self.register.code_of(words)) is not None:
            name = self.register.partnership_name(other)
            return f"{kept}: if {name} acts in it, name it in column With. Confirm, or correct it."
        return None


class With:
    """Reads the other bodies of an action, separated by semicolons or on lines of their own, into one text.

    A body is known by its code, its name or what it is also known as: it is kept by its code, one without a code by its
    name. One that the register does not have is kept as it was typed, which has to be confirmed, unless it is among
    those of the return ``before``.
    """

    def __init__(self, register: Agreement, partnership: str, before: Collection[str] = ()):
        self.partnership = partnership
        self.before = {folded(body) for body in before}
        self.bodies = bodies(register)

    def __call__(self, cell: Cell | None) -> Reading:
        if cell is None or (cell.holds == Holds.TEXT and folded(cell.value) in NO_FIGURE):
            return NOTHING
        said = text(cell)
        if said.value is None:
            return said
        found, doubts = [], []
        for part in self._parts(str(said.value)):
            known = self.bodies.get(folded(part))
            if known == self.partnership:
                doubts.append(f"{shown(part)} is the partnership itself and is left out")
                continue
            if known is None and folded(part) not in self.before:
                doubts.append(f"The register has no body named {shown(part)}: it is kept as typed")
            if (body := known or part) not in found:
                found.append(body)
        confirm = f"{'; '.join(doubts)}: {OR_CORRECT}" if doubts else None
        return Reading(named_bodies.BETWEEN.join(found) or None, confirm=confirm)

    def _parts(self, said: str) -> list[str]:
        """The bodies named; commas separate them only where each part is known, as a name may hold one."""
        parts = []
        for part in re.split(r"[;\r\n]", said):
            part = " ".join(part.split())
            split = [" ".join(one.split()) for one in part.split(",")]
            several = folded(part) not in self.bodies and all(folded(one) in self.bodies for one in split)
            parts += split if several else [part]
        return [part for part in parts if part]


def bodies(register: Agreement) -> Mapping[str, str]:
    """What each body of the register may be called, folded, to its code; to its name where it has no code."""
    words = register.words_of("every_body") | register.words_of("delivery_groups")
    return words | register.words_of("partnerships")


def offered(register: Agreement, targets: Collection[str], themes: Collection[str]) -> tuple[str, ...]:
    """What the drop-down of *For* offers: targets, priorities, the partnership, and the themes named before."""
    return tuple(dict.fromkeys((*targets, *_column(register.priorities, "name"), THE_PARTNERSHIP, *themes)))


def _column(table: pd.DataFrame, name: str) -> list[str]:
    return list(table[name]) if name in table else []
