"""What is on file of a return: the receipt just given, and every version with what it changed."""

from collections.abc import Iterable, Mapping

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import bullets, element, facts, heading, paragraph, prose
from oxdash.vocabulary import wording
from oxdash.vocabulary.quarters import HERE


def moment(when) -> str:
    """A time as people here read it: ``22 July 2010 at 10:04``."""
    local = pd.Timestamp(when).tz_convert(HERE)
    return f"{wording.day(local)} at {local:%H:%M}"


def receipt(done, names: Mapping[str, str]) -> Markup:
    """The panel at the top of the page once a return is on file, or was before. ``done`` is submission.Done."""
    given = done.receipt
    title = "This return was on file already" if done.already else "Your return is on file"
    said = (
        "The same workbook was received before, so nothing new was stored. This is the first receipt."
        if done.already
        else "The Board sees it from now on. Keep the receipt."
    )
    return element(
        "div",
        heading(title, 2),
        paragraph(said),
        _about(given, names),
        class_="ox-receipt",
        role="status",
    )


def withdrawn(given, names: Mapping[str, str]) -> Markup:
    """The panel once a return was withdrawn."""
    said = "Nothing counts for this quarter until a later return is submitted. What was withdrawn stays on file."
    return element(
        "div",
        heading("The return is withdrawn", 2),
        paragraph(said),
        _about(given, names),
        class_="ox-receipt",
        role="status",
    )


def _about(given, names: Mapping[str, str]) -> Markup:
    return facts(
        [
            ("Return", f"{names.get(given.partnership, given.partnership)}, {wording.quarter(given.quarter)}"),
            ("Number", str(given.number)),
            ("Received", moment(given.received_at)),
            ("From", given.received_from),
            ("Workbook", given.file_name or None),
            ("How it came", str(given.came) if given.came else None),
            ("Fingerprint (sha256)", element("code", given.sha256) if given.sha256 else None),
            ("Head of the audit log", element("code", given.log_head) if given.log_head else None),
            ("Readings confirmed", str(len(given.warnings_confirmed)) if given.warnings_confirmed else None),
            ("Note", prose(given.note) if given.note else None),
            ("Reason", prose(given.reason) if given.reason else None),
        ]
    )


def versions(found: Iterable, counts: int | None) -> list[Markup]:
    """Every version, the newest first. ``found`` is versions.of; ``counts`` is the number that counts, if any does."""
    return [version(one, one.file.number == counts) for one in reversed(list(found))]


def version(one, counts: bool = False) -> Markup:
    """One version: number, when and from whom, whether it counts, and what it changed. ``one`` is versions.Version."""
    file, given = one.file, one.file.receipt
    tag = (
        "counts"
        if counts
        else "damaged"
        if file.state == "damaged"
        else "withdrawal"
        if file.state == "withdrawn"
        else None
    )
    changed = bullets(one.changes) if one.changes else None
    return element(
        "div",
        element(
            "h3", one.heading, " ", element("span", tag, class_=f"ox-tag ox-tag-{tag}") if tag else None, class_="ox-h3"
        ),
        paragraph(file.fault) if file.fault else None,
        facts(
            [
                ("File name", given.file_name or None),
                ("How it came", str(given.came) if given.came else None),
                ("Fingerprint (sha256)", element("code", given.sha256) if given.sha256 else None),
                ("Head of the audit log", element("code", given.log_head) if given.log_head else None),
                ("Note", prose(given.note) if given.note else None),
                ("Reason", prose(given.reason) if given.reason else None),
                ("Readings confirmed", bullets(given.warnings_confirmed) if given.warnings_confirmed else None),
            ]
        )
        if given
        else None,
        paragraph("What it changed:", "ox-note") if changed else None,
        changed,
        class_="ox-version",
    )
