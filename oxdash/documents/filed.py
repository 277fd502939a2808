"""What is on file of a return: the receipt just given, and every version with what it changed."""

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from oxdash.documents.blocks import Bullets, Heading, Paragraph
from oxdash.documents.inline import Listed, Prose, Tagged, Words
from oxdash.documents.page_blocks import Facts, Panel
from oxdash.vocabulary import wording
from oxdash.vocabulary.addresses import LOCAL_NAME
from oxdash.vocabulary.model import DAMAGED, WITHDRAWN


def moment(when, zone: ZoneInfo) -> str:
    """A time as people of the council read it: ``22 July 2010 at 10:04``."""
    local = pd.Timestamp(when).tz_convert(zone)
    return f"{wording.day(local)} at {local:%H:%M}"


def receipt(done, names: Mapping[str, str], zone: ZoneInfo) -> Panel:
    """The panel at the top of the page once a return is on file, or was before. ``done`` is submission.Done."""
    if done.already:
        said = "The same workbook was received before, so nothing new was stored. This is the first receipt."
        return _panel("This return was on file already", said, done.receipt, names, zone)
    said = "It counts from now on. Keep the receipt."
    return _panel("Your return is on file", said, done.receipt, names, zone)


def signed_off(done, names: Mapping[str, str], zone: ZoneInfo) -> Panel:
    """The panel once somebody signed a return off, or somebody else had. ``done`` is submission.Done."""
    if done.already:
        said = "Nothing new was stored. This is its receipt."
        return _panel("This return was signed off already", said, done.receipt, names, zone)
    said = "It counts from now on. The receipt names its officer and you."
    return _panel("The return is signed off and on file", said, done.receipt, names, zone)


def withdrawn(given, names: Mapping[str, str], zone: ZoneInfo) -> Panel:
    """The panel once a return was withdrawn."""
    said = "No return is in use for this quarter until a later one is submitted. What was withdrawn stays on file."
    return _panel("The return is withdrawn", said, given, names, zone)


def _panel(title: str, said: str, given, names: Mapping[str, str], zone: ZoneInfo) -> Panel:
    about = (
        ("Return", f"{names.get(given.partnership, given.partnership)}, {wording.quarter(given.quarter)}"),
        ("Version", str(given.number)),
        ("Received", moment(given.received_at, zone)),
        ("From", "this computer" if given.received_from == LOCAL_NAME else given.received_from),
        ("Workbook", given.file_name or None),
        *_proof(given, zone),
        ("Readings confirmed", str(len(given.warnings_confirmed)) if given.warnings_confirmed else None),
        *_words(given),
    )
    return Panel("receipt", (Heading(title), Paragraph(said), Facts(about)))


def _proof(given, zone: ZoneInfo) -> tuple[tuple[str, Any], ...]:
    return (
        ("How it came", given.came.told(zone) if given.came else None),
        *_signed(given, zone),
        ("Fingerprint (sha256)", Tagged(given.sha256, "code") if given.sha256 else None),
        ("Head of the audit log", Tagged(given.log_head, "code") if given.log_head else None),
    )


def _signed(given, zone: ZoneInfo) -> tuple[tuple[str, Any], ...]:
    """Of a return that waited: when it was submitted, and who signed it off; nothing of any other."""
    signed = given.signed_off
    return (("Submitted and signed off", Listed(tuple(signed.lines(zone)))),) if signed else ()


def _words(given) -> tuple[tuple[str, Any], ...]:
    return (
        ("Note", Prose(given.note) if given.note else None),
        ("Reason", Prose(given.reason) if given.reason else None),
    )


def versions(found: Iterable, counts: int | None) -> list[Panel]:
    """Every version, the newest first. ``found`` is versions.of; ``counts`` is the number that counts, if any does."""
    return [version(one, one.file.number == counts) for one in reversed(list(found))]


def version(one, counts: bool = False) -> Panel:
    """One version: number, when and from whom, whether it counts, and what it changed. ``one`` is versions.Version."""
    file, given = one.file, one.file.receipt
    tag = "in use" if counts else {DAMAGED: "damaged", WITHDRAWN: "withdrawal"}.get(file.state)
    look = f"tag ox-tag-{tag.replace(' ', '-')}" if tag else ""
    about = (
        ()
        if given is None
        else (
            ("File name", given.file_name or None),
            *_proof(given, one.zone),
            *_words(given),
            ("Readings confirmed", Listed(tuple(given.warnings_confirmed)) if given.warnings_confirmed else None),
        )
    )
    return Panel(
        "version",
        (
            Heading(Words((one.heading, " ", *((Tagged(tag, look),) if tag else ()))), 2),
            *([Paragraph(file.fault)] if file.fault else []),
            Facts(about),
            *([Paragraph("What it changed:", "note"), Bullets(tuple(one.changes))] if one.changes else []),
        ),
    )


def bare(one, counts: bool) -> Facts:
    """What anybody may know of a version: its number, its day and whether it counts."""
    file = one.file
    received = moment(file.receipt.received_at, one.zone) if file.receipt else None
    return Facts(((f"Version {file.number}", f"{file.state}{', in use' if counts else ''}"), ("Received", received)))
