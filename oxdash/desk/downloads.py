"""What an officer may take away: the blank workbook, their own with cells marked, and what is on file.

Streamlit asks for a file when its button is pressed, outside the session that drew the button: so who asks comes along,
and what they may do is looked up again then.
"""

from collections.abc import Callable

from oxdash import access, checking, entrance, submission
from oxdash.archive import Archive, ArchiveRefused, OnFile
from oxdash.desk import Choice
from oxdash.holding import Held
from oxdash.intake import workbook
from oxdash.intake.cells import Unreadable
from oxdash.intake.problems import Problem
from oxdash.position import Position
from oxdash.settings import Settings

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template(position: Position, choice: Choice) -> Callable[[], bytes]:
    """Makes the blank return of the partnership and quarter chosen."""
    visitor = entrance.who()

    def made() -> bytes:
        _may(visitor, choice.partnership, f"template {choice.partnership} {choice.quarter}")
        return checking.blank_return(position, choice.partnership, choice.quarter) or b""

    return made


def marked(held: Held, problems: tuple[Problem, ...]) -> Callable[[], bytes]:
    """Makes the marked copy of the officer's own workbook."""

    def made() -> bytes:
        copy = workbook.marked_copy(held.name, held.data, problems)
        if isinstance(copy, Unreadable):
            raise ValueError(copy.sentence)
        return copy

    return made


def download(file: OnFile, kind: str) -> Callable[[], bytes]:
    """Reads one version's workbook or receipt from the archive."""
    visitor, settings = entrance.who(), Settings()

    def read() -> bytes:
        _may(visitor, file.partnership, f"{kind} {file.partnership} {file.quarter} {file.number}")
        now_on_file = Archive(settings.quarterly).history(file.partnership, file.quarter)
        found = next(one for one in now_on_file if one.number == file.number)
        data = found.read_bytes() if kind == "workbook" else found.receipt.to_bytes()
        if data is None:
            raise ArchiveRefused(found.fault or "It is not on file.")
        return data

    return read


class Denied(Exception):
    """A file was asked for by someone who may not have it."""


def _may(visitor: access.Person, partnership: str, what: str) -> None:
    settings, when = Settings(), entrance.now()
    if sentence := access.refusal(visitor, partnership, settings, when):
        submission.denied_download(what, visitor, settings, when, sentence)
        raise Denied(sentence)
