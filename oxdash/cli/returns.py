"""The commands about returns: check, template, submit, history, archive."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from oxdash.cli import options
from oxdash.cli.options import (
    partnership_code,
    read,
    ready,
    say,
    say_json,
    settings_of,
    stop,
    whoever,
    write_new,
)
from oxdash.vocabulary.quarters import Quarter

HOW_TO_CONFIRM = "Where every reading is right as it is, oxdash submit --confirm-all confirms them all."
HOW_TO_CONFIRM_HERE = "Where every reading is right as it is, --confirm-all confirms them all."


@click.command()
@click.argument("file", type=options.a_file)
@options.problems_as_json
@click.pass_obj
def check(data: Path, file: Path, as_json: bool) -> None:
    """Check a return without storing it: every problem, with its cell.

    Exit 0 acceptable, 1 with problems that must be fixed, 2 not readable as a return at all.
    """
    from oxdash.submissions.check import check_return

    checked = check_return(file.name, read(file), ready(data))
    if as_json:
        say_json(checked.as_json())
    else:
        say(checked.told())
        if checked.to_confirm:
            say(HOW_TO_CONFIRM)
    sys.exit(checked.exit_code)


@click.command()
@click.argument("partnership")
@options.a_quarter
@options.output(help="The workbook to make.", ending=".xlsx")
@click.pass_obj
def template(data: Path, partnership: str, quarter: str, output: Path) -> None:
    """Make the blank return of a partnership for a quarter, pre-filled, for its officer to fill in."""
    from oxdash.submissions.check import blank_return

    position = ready(data, None, quarter)
    code = partnership_code(position, partnership)
    made = blank_return(position, code, quarter)
    if made is None:
        stop(
            f"{position.names[code]} has no targets in {Quarter.parse(quarter).people}, so there is nothing to return."
        )
    write_new(output, made)
    say(f"Made {output}: {position.names[code]}, {Quarter.parse(quarter).people}.")


@click.command()
@click.argument("file", type=options.a_file)
@click.option("--from", "who", required=True, help="Who sends it; stands on the receipt.")
@click.option("--confirm-all", is_flag=True, help=options.CONFIRM_ALL)
@click.option("--note", default="", help="A note to keep on the receipt.")
@click.pass_obj
def submit(data: Path, file: Path, who: str, confirm_all: bool, note: str) -> None:
    """Check a return and put it on file, with a receipt. Exit 0 stored, 1 refused, 2 not readable as a return.

    Where the register says that returns need sign-off it waits for that instead: oxdash sign-off list.
    """
    from oxdash.excel.problems import Severity
    from oxdash.submissions import sign_off
    from oxdash.submissions import submit as submission
    from oxdash.submissions.check import hint_lines

    contents = read(file)
    settings, now = settings_of(data, local=True), datetime.now(UTC)
    stands = ready(data)
    done = submission.submit(
        file.name,
        contents,
        stands,
        whoever(who, now),
        settings,
        now,
        confirm_all=confirm_all,
        note=note,
    )
    if isinstance(done, submission.Refused):
        told = [done.sentence, *(problem.message for problem in done.problems), *hint_lines(done.hints)]
        if any(problem.severity == Severity.PLEASE_CONFIRM for problem in done.problems):
            told.append(HOW_TO_CONFIRM)
        stop("\n".join(told), 1 if done.is_a_return else 2)
    if isinstance(done, submission.Waits):
        whom = sign_off.waits_for(done.note, stands, settings)
        say("\n".join([sign_off.waiting_told(done, stands.names, whom, stands.council.zone), *hint_lines(done.hints)]))
        return
    say("\n".join([submission.receipt_told(done, stands.names, stands.council.zone), *hint_lines(done.hints)]))


@click.command()
@click.argument("partnership")
@options.a_quarter
@click.pass_obj
def history(data: Path, partnership: str, quarter: str) -> None:
    """Every version of a return: its number, receipt, and what it changed. Exit 1 where there is none."""
    from oxdash.archive import record
    from oxdash.submissions import sign_off, versions

    stands = ready(data, None, quarter)
    code = partnership_code(stands, partnership)
    settings = settings_of(data)
    told = versions.told(versions.of(record.archive(settings), stands.register, code, quarter))
    waits = sign_off.numbers_told(record.waiting(settings).of(code, quarter), stands)
    told = "\n".join(filter(None, (told, waits)))
    if not told:
        stop(f"{stands.names[code]} has nothing on file for {Quarter.parse(quarter).people}.", 1)
    say(told)


@click.group()
def archive() -> None:
    """What is on file."""


@archive.command()
@click.option(
    "--head", help="A head of the audit log that you kept, as receipts and this command print it: 45:9f86d0..."
)
@click.pass_obj
def verify(data: Path, head: str | None) -> None:
    """Hold workbooks, receipts and the audit log against each other. Exit 1 names what does not hold.

    The files of other areas' figures are held against their descriptions and the log too.
    """
    from oxdash.archive import record, sign_outs
    from oxdash.archive.audit_log.chain import Head
    from oxdash.comparators import listing
    from oxdash.judging import waits
    from oxdash.vocabulary.wording import counted

    try:
        kept = Head.parse(head) if head else None
    except ValueError as error:
        stop(str(error))
    proof = record.prove(settings_of(data), kept)
    lost = sign_outs.lost(settings_of(data))
    others = listing.proved(data, record.log(settings_of(data)).lines).faults
    for fault in proof.faults:
        say(fault.sentence)
    for said in (*filter(None, [lost]), *others):
        say(said)
    if not proof.faults:
        say("Every workbook matches its receipt, and every receipt the one before it.")
    for note in proof.notes:
        say(note)
    if count := sum(one.waits for one in waits.standing(data)):
        say(f"{counted(count, 'return')} {'waits' if count == 1 else 'wait'} for sign-off, as handed in.")
    sys.exit(bool(proof.faults or lost or others))
