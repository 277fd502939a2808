"""Letters handed to a mail server, each to one person and once.

What each was about is put on record in the audit log before it is sent (``mailing``) and after (``mailed``, ``not
mailed``), so nobody is written to twice for the same thing, whoever runs it and however often. Of a letter that was on
its way when the program or the server stopped it is not known whether it came: it is told, and not sent again unless
that is asked for. What was refused, or never handed over, is tried again the next time.
"""

import hashlib
import re
import smtplib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from filelock import FileLock, Timeout

from oxdash.archive import record
from oxdash.archive.audit_log.key import CannotRecord
from oxdash.correspondence import mail_server
from oxdash.correspondence.mail_server import CannotSend
from oxdash.documents.letters import Letter
from oxdash.output import letter as drawn
from oxdash.output.html import Address
from oxdash.settings import Settings
from oxdash.storage import write_once
from oxdash.vocabulary.addresses import is_mail

MAILING, MAILED, NOT_MAILED = "mailing", "mailed", "not mailed"  # events of the log
_WAIT = 10  # seconds for another run, which may take long: it is told, not waited for
_LONE_POINT = re.compile(rb"^\.", re.MULTILINE)  # that would end the letter (RFC 5321, 4.5.2)


class Outcome(StrEnum):
    """What became of one letter."""

    SENT = "sent"
    BEFORE = "sent before"
    NOT_KNOWN = "not known"  # whether it came
    REFUSED = "not sent"


@dataclass(frozen=True)
class Due:
    """A letter to be sent ``to`` somebody. ``about`` is what nobody is written to twice for."""

    about: str
    to: str
    letter: Letter = field(repr=False)


@dataclass(frozen=True)
class Told:
    """What became of one letter, and why where it was not sent."""

    due: Due
    outcome: Outcome
    why: str = ""
    ended: bool = False  # and with it the connection

    @property
    def sentence(self) -> str:
        what = f"{self.due.to}: {self.due.letter.subject}"
        return {
            Outcome.SENT: f"Sent to {what}.",
            Outcome.BEFORE: f"Sent before to {what}.",
            Outcome.NOT_KNOWN: f"Not known whether it came to {what}. {self.why}".rstrip(),
            Outcome.REFUSED: f"Not sent to {what}. {self.why} The next run tries again.",
        }[self.outcome]


def to_address(settings: Settings) -> Address:
    """Where a page is on the web, by what it is about; "" for every one where no setting says."""

    def to(page: str, **about: str) -> str:
        asked = urlencode(about)
        return f"{settings.address}/{page}{f'?{asked}' if asked else ''}" if settings.address else ""

    return to


def sent_before(letters: Sequence[Due], settings: Settings, *, again: bool = False) -> tuple[list[Told], list[Due]]:
    """Those that are not to be sent, each with why; and those that are. CannotSend where the log cannot be read.

    With ``again`` those are to be sent of which it is not known whether they came.
    """
    try:
        known = _before(record.log(settings).lines())
    except OSError as error:
        raise CannotSend(f"No letter was sent: the audit log cannot be read ({mail_server.why(error)}).") from error
    told, wanted = [], []
    for due in letters:
        before = known.get((due.about, due.to))
        if before == MAILED:
            told.append(Told(due, Outcome.BEFORE))
        elif before == MAILING and not again:
            told.append(Told(due, Outcome.NOT_KNOWN, "It is not sent again, unless with --again."))
        elif not is_mail(due.to):
            told.append(Told(due, Outcome.REFUSED, "That is no e-mail address: put it right in the roles file."))
        else:
            wanted.append(due)
    return told, wanted


def send(
    letters: Sequence[Due], settings: Settings, now: datetime, language: str, *, who: str, again: bool = False
) -> Iterator[Told]:
    """Send what was not sent before; what became of each, as it becomes known. CannotSend where none can be sent.

    ``now`` is aware; ``who`` stands in the audit log; ``again`` as for `sent_before`.
    """
    mail_server.ready(settings)
    with _alone(settings):
        told, wanted = sent_before(letters, settings, again=again)
        yield from told
        if wanted:
            yield from _handed_over(wanted, settings, now, language, who)


def _before(lines: Iterable[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """The last that the log says of each letter, by what it was about and whom it was to."""
    events = (MAILING, MAILED, NOT_MAILED)
    return {(str(line.get("about")), str(line.get("to"))): line["event"] for line in lines if line["event"] in events}


def _handed_over(letters: Sequence[Due], settings: Settings, now: datetime, language: str, who: str) -> Iterator[Told]:
    """Each through one connection. Where that ends, so does the run: what is left is told as not sent."""
    log, rest = record.log(settings), list(letters)
    try:
        with mail_server.connected(settings) as server:
            while rest:
                due, facts = rest[0], {"about": rest[0].about, "to": rest[0].to}
                message = _message(due, settings, now, language)
                log.record(MAILING, who=who, when=now, **facts)
                told = _one(server, due, message)
                with suppress(OSError):  # then it is not known the next time, and said so
                    if told.outcome == Outcome.SENT:
                        log.record(MAILED, who=who, when=now, **facts)
                    elif told.outcome == Outcome.REFUSED:
                        log.record(NOT_MAILED, who=who, when=now, answer=told.why, **facts)
                rest.pop(0)
                yield told
                if told.ended:
                    raise CannotSend(told.why)
    except CannotRecord as why:
        yield from (Told(due, Outcome.REFUSED, str(why.strerror)) for due in rest)
    except CannotSend as why:
        yield from (Told(due, Outcome.REFUSED, str(why)) for due in rest)


def _one(server: smtplib.SMTP, due: Due, message: EmailMessage) -> Told:
    """Hand one letter over. Only from its last line on is it not known what became of it."""
    international = not f"{message['From']}{due.to}".isascii()
    if international and not server.has_extn("smtputf8"):
        return Told(due, Outcome.REFUSED, "The mail server takes no address with such letters (SMTPUTF8).")
    data = message.as_bytes(policy=SMTPUTF8 if international else SMTP)
    try:
        options = ["SMTPUTF8", "BODY=8BITMIME"] if international else []
        asks: tuple[Callable[[], tuple[int, bytes]], ...] = (
            lambda: server.mail(str(message["From"]), options),
            lambda: server.rcpt(due.to),
            lambda: server.docmd("DATA"),
        )
        for ask in asks:
            code, said = ask()
            if code // 100 not in (2, 3):
                server.rset()
                return Told(due, Outcome.REFUSED, mail_server.answered(code, said))
    except (OSError, smtplib.SMTPException) as error:
        return Told(due, Outcome.REFUSED, mail_server.stopped(error), ended=True)
    try:
        server.send(_LONE_POINT.sub(b"..", data) + b".\r\n")
        code, said = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Told(due, Outcome.NOT_KNOWN, mail_server.stopped(error), ended=True)
    return Told(due, Outcome.SENT) if code == 250 else Told(due, Outcome.REFUSED, mail_server.answered(code, said))


def _message(due: Due, settings: Settings, now: datetime, language: str) -> EmailMessage:
    """The letter with its two parts. The same bytes for the same letter and moment."""
    to = to_address(settings)
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = settings.mail_from, due.to, due.letter.subject
    message["Date"] = format_datetime(now.astimezone(UTC))
    mark = hashlib.sha256("\n".join((due.about, due.to, now.isoformat())).encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{mark}@{settings.mail_from.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # so that no answering machine answers (RFC 3834)
    message.set_content(drawn.text(due.letter, to))
    message.add_alternative(drawn.page(due.letter, to, language), subtype="html")
    message.set_boundary(mark)
    return message


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """No other run sends at the same time; CannotSend where one does."""
    try:
        write_once.make_folder(settings.audit.parent)
        with FileLock(settings.audit.with_name(".mail.lock"), timeout=_WAIT, mode=write_once.FILE):
            yield
    except Timeout as error:
        raise CannotSend(
            "No letter was sent: another run is sending letters now. Try again when it is done."
        ) from error
    except OSError as error:
        raise CannotSend(
            f"No letter was sent: the data folder cannot be written to ({mail_server.why(error)})."
        ) from error
