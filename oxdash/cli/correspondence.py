"""The commands that reach people: reminders, the digest of a publication, the calendar of what is due."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oxdash.cli import options
from oxdash.cli.options import QuarterText, ready, say, settings_of, stop, whoever, write_new
from oxdash.cli.publishing import published_as

if TYPE_CHECKING:
    from oxdash.correspondence.post import Due
    from oxdash.judging.position import Position

dry_run = click.option("--dry-run", is_flag=True, help="Print the letters, and send none.")
again = click.option("--again", is_flag=True, help="Send those once more of which it is not known whether they came.")


@click.command()
@click.argument("quarter", type=QuarterText(), required=False)
@dry_run
@again
@click.pass_obj
def remind(data: Path, quarter: str | None, dry_run: bool, again: bool) -> None:
    """Write to the officers whose return is due in a week, or late, and to whom a return waits for: daily, by cron.

    Nobody is written to twice for the same thing: a week before, on the first day it is late, and then every week.
    With QUARTER all whose return for it is still to come are written to, once.

    Exit 0 sent, or nothing to send; 1 some letter was not sent; 2 none could be.
    """
    from oxdash.access.roles_file import roles
    from oxdash.archive import record
    from oxdash.correspondence import reminders
    from oxdash.findings import punctuality
    from oxdash.submissions import versions, waiting_list

    settings, position = settings_of(data), ready(data)
    register = position.register
    received = versions.receipts(record.archive(settings).receipts())
    due, council = register.returns_due, register.council
    arrivals = punctuality.of(register.targets, position.returns, received, due, position.as_at, council)
    known = roles(settings.roles)
    if known.fault:
        stop(f"No letter was sent. {known.fault}")
    found = [reminders.due(position, arrivals, known, quarter)]
    if quarter is None:
        found.append(reminders.sign_offs(position, waiting_list.of(position, settings, datetime.now(UTC))))
    for sentence in (said for one in found for said in one.nobody):
        say(sentence, err=True)
    letters = [due for one in found for due in one.letters]
    _sent(letters, data, position, dry_run, again, nothing="Nobody has to be reminded today.")


@click.command()
@click.argument("reference", required=False)
@dry_run
@again
@click.pass_obj
def digest(data: Path, reference: str | None, dry_run: bool, again: bool) -> None:
    """Write to everybody about what was published in the last fortnight, once: for cron, or after a publication.

    To managers, officers and whom OXDASH_DIGEST_TO names. With REFERENCE about that publication, however old.

    Exit as for remind.
    """
    from oxdash.access.roles_file import roles
    from oxdash.correspondence import digests
    from oxdash.publication import shelf

    settings, position = settings_of(data), ready(data)
    known = roles(settings.roles)
    if known.fault:
        say(known.fault, err=True)  # whom the settings name are written to all the same
    to = digests.everybody(settings, known)
    try:
        if reference is None:
            found, faults = shelf.published(settings.published)
            for sentence in faults:
                say(sentence, err=True)
            due = list(digests.due(found, settings, known, position.as_at))
        else:
            due = digests.about(published_as(settings, reference), to)
    except shelf.Unreadable as fault:
        stop(f"No letter was sent. {fault}", 1)
    nothing = "Nothing was published in the last fortnight."
    if not to:
        nothing = "There is nobody to write to: neither the roles file nor OXDASH_DIGEST_TO names anybody."
    _sent(due, data, position, dry_run, again, nothing=nothing)


def _sent(
    letters: "Iterable[Due]", data: Path, position: "Position", dry_run: bool, again: bool, *, nothing: str
) -> None:
    """Send letters, or print them; ends with what became of them."""
    from oxdash.correspondence import post
    from oxdash.output import letter

    settings, now, letters = settings_of(data), datetime.now(UTC), list(letters)
    if not letters:
        say(nothing)
        return
    if dry_run:
        to = post.to_address(settings)
        before, wanted = post.sent_before(letters, settings, again=again)
        for one in before:
            say(one.sentence)
        for due in wanted:
            say(f"To: {due.to}\nSubject: {due.letter.subject}\n\n{letter.text(due.letter, to)}")
        return
    well, who = True, whoever("", now).name
    for told in post.send(letters, settings, now, position.council.language, who=who, again=again):
        well = well and told.outcome in (post.Outcome.SENT, post.Outcome.BEFORE)
        say(told.sentence)
    sys.exit(not well)


@click.command()
@options.output(help="The calendar, as .ics.", ending=".ics")
@click.option("--body", help="Of one partnership or other body alone, by its code or name.")
@click.pass_obj
def calendar(data: Path, output: Path, body: str | None) -> None:
    """Write the meetings, and the days by which papers and returns are due, as a calendar for a diary."""
    from oxdash.correspondence import calendar as calendars

    position = ready(data)
    code = None
    if body is not None:
        names = position.register.body_names
        code = position.register.code_of(body) or next((one for one in names if body in (one, names[one])), None)
        if code is None:
            stop(f'"{body}" is no body of the register. Use one of: {", ".join(names)}.')
    write_new(output, calendars.write(position.register, position.as_at, code))
    say(f"Wrote {output}.")
