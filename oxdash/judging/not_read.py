"""What is on file and of nothing that the register knows: told in a sentence, and not read."""

from collections.abc import Sequence

from oxdash.archive import OnFile
from oxdash.register import Register
from oxdash.vocabulary.quarters import Calendar, Quarter


def apart(on_file: Sequence[list[OnFile]], register: Register) -> tuple[list[list[OnFile]], list[list[OnFile]]]:
    """The versions of each return that is of a partnership and a year of the register, and those of each other one."""
    codes = set(register.partnerships.code)
    read: list[list[OnFile]] = []
    strange: list[list[OnFile]] = []
    for versions in on_file:
        newest = versions[-1]
        known = newest.partnership in codes and register.calendar.has(newest.quarter)
        (read if known else strange).append(versions)
    return read, strange


def sentences(strange: Sequence[OnFile], register: Register) -> tuple[str, ...]:
    """A sentence for every kind of returns that are not read."""
    codes = set(register.partnerships.code)
    of_others = [file for file in strange if file.partnership not in codes]
    of_another_year = [file for file in strange if file.partnership in codes]
    return (*of_no_partnership(of_others), *of_no_calendar(of_another_year, register.calendar))


def of_no_partnership(strange: Sequence[OnFile]) -> tuple[str, ...]:
    """That returns are on file whose code the register does not have (any more), a sentence for each code."""
    by_code: dict[str, list[str]] = {}
    for file in strange:
        by_code.setdefault(file.partnership, []).append(file.quarter)
    sentences = []
    for code, quarters in sorted(by_code.items()):
        newest = Quarter.parse(max(quarters)).people
        what = f"{len(quarters):,} returns on file, the newest for {newest}, are"
        said = f"The return on file for {newest} is" if len(quarters) == 1 else what
        sentences.append(
            f'{said} of "{code}", which is the code of no partnership of the register, and not read. Was the code '
            "changed? Put it back on sheet Partnerships, and wherever else it stands."
        )
    return tuple(sentences)


def of_no_calendar(strange: Sequence[OnFile], calendar: Calendar) -> tuple[str, ...]:
    """That returns are on file for quarters of another year than the council's, in a sentence; none where none is."""
    if not strange:
        return ()
    newest = Quarter.parse(max(file.quarter for file in strange)).people
    what = f"{len(strange):,} returns on file, the newest for {newest}, are"
    said = f"The return on file for {newest} is" if len(strange) == 1 else what
    return (
        f"{said} not read: a quarter is written like {calendar.example} {calendar.where}."
        " Was the month changed in which the year begins? Put it back on sheet About.",
    )
