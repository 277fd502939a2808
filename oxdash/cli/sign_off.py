"""The commands about returns that wait for their sign-off: list, workbook, accept, return, take-back."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oxdash.cli import options
from oxdash.cli.options import partnership_code, ready, say, say_json, settings_of, stop, whoever, write_new
from oxdash.cli.returns import HOW_TO_CONFIRM_HERE
from oxdash.vocabulary.quarters import Quarter

if TYPE_CHECKING:
    from oxdash.archive.waiting_notes import Waiting
    from oxdash.judging.position import Position

_number = click.option("--number", type=click.IntRange(1), help="Which number, where it should not be the last.")
_from = click.option("--from", "who", required=True, help="Who does this; stands on the receipt or the note.")


@click.group(name="sign-off")
def sign_off() -> None:
    """Returns that wait for their sign-off, where the register says that returns need one."""


@sign_off.command(name="list")
@options.as_json(help="Print what waits as JSON.")
@click.pass_obj
def listed(data: Path, as_json: bool) -> None:
    """What waits: whose, which quarter, since when, for whom. Exit 1 where something of it is damaged."""
    from oxdash.submissions import waiting_list
    from oxdash.vocabulary.model import DAMAGED
    from oxdash.vocabulary.rows import each_row

    stands = ready(data)
    found = waiting_list.of(stands, settings_of(data), datetime.now(UTC))
    damaged = bool((found.state == DAMAGED).any())
    if as_json:
        say_json(waiting_list.as_json(found))
    else:
        for row in each_row(found):
            say(waiting_list.told(row, stands))
        if found.empty:
            needed = "" if stands.council.sign_off else " Returns need none, by the register's sheet About."
            say(f"Nothing waits for sign-off.{needed}")
    raise SystemExit(int(damaged))


@sign_off.command()
@click.argument("partnership")
@options.a_quarter
@_number
@options.output(help="Where to write the workbook.", ending=".xlsx")
@click.pass_obj
def workbook(data: Path, partnership: str, quarter: str, number: int | None, output: Path) -> None:
    """Write the workbook that waits to a file, to look at."""
    stands = ready(data, None, quarter)
    one = _which(data, stands, partnership_code(stands, partnership), quarter, number)
    if one.data is None:
        stop(one.fault or f"Number {one.number} does not wait: it was {one.state}.", 1)
    write_new(output, one.data)
    say(f"Wrote {output}.")


@sign_off.command()
@click.argument("partnership")
@options.a_quarter
@_number
@_from
@click.option("--confirm-all", is_flag=True, help=options.CONFIRM_ALL)
@click.pass_obj
def accept(data: Path, partnership: str, quarter: str, number: int | None, who: str, confirm_all: bool) -> None:
    """Sign off a return that waits: it is checked again, put on file and counts. Exit 0 on file, 1 refused."""
    from oxdash.excel.problems import Severity
    from oxdash.submissions import sign_off as signing
    from oxdash.submissions.check import hint_lines
    from oxdash.submissions.submit import Refused, receipt_told

    stands, now = ready(data, None, quarter), datetime.now(UTC)
    code = partnership_code(stands, partnership)
    one = _which(data, stands, code, quarter, number)
    whose = (code, quarter, one.number, stands, whoever(who, now), settings_of(data, local=True), now)
    done = signing.sign_off(*whose, confirm_all=confirm_all)
    if isinstance(done, Refused):
        told = [done.sentence, *(problem.message for problem in done.problems)]
        if any(problem.severity == Severity.PLEASE_CONFIRM for problem in done.problems):
            told.append(HOW_TO_CONFIRM_HERE)
        stop("\n".join(told), 1)
    say("\n".join([receipt_told(done, stands.names, stands.council.zone), *hint_lines(done.hints)]))


@sign_off.command(name="return")
@click.argument("partnership")
@options.a_quarter
@_number
@_from
@click.option("--words", required=True, help="What has to be different; its officer reads it.")
@click.pass_obj
def send_back(data: Path, partnership: str, quarter: str, number: int | None, who: str, words: str) -> None:
    """Send a return that waits back to its officer, with words. Exit 1 where it was refused."""
    from oxdash.submissions import sign_off as signing

    _ended(data, partnership, quarter, number, who, lambda *whose: signing.send_back(*whose, words=words))


@sign_off.command(name="take-back")
@click.argument("partnership")
@options.a_quarter
@_number
@_from
@click.option("--reason", required=True, help="Why; stands on the note.")
@click.pass_obj
def take_back(data: Path, partnership: str, quarter: str, number: int | None, who: str, reason: str) -> None:
    """Take a return back while it waits, as its officer. Exit 1 where it was refused."""
    from oxdash.submissions import sign_off as signing

    _ended(data, partnership, quarter, number, who, lambda *whose: signing.take_back(*whose, reason=reason))


def _ended(data: Path, partnership: str, quarter: str, number: int | None, who: str, act: Callable[..., Any]) -> None:
    from oxdash.submissions.submit import Refused

    stands, now = ready(data, None, quarter), datetime.now(UTC)
    code = partnership_code(stands, partnership)
    one = _which(data, stands, code, quarter, number)
    done = act(code, quarter, one.number, stands, whoever(who, now), settings_of(data, local=True), now)
    if isinstance(done, Refused):
        stop(done.sentence, 1)
    ending = done.ending
    say(f"{stands.names[code]}, {Quarter.parse(quarter).people}, number {ending.number} was {ending.kind}.")


def _which(data: Path, stands: "Position", code: str, quarter: str, number: int | None) -> "Waiting":
    """The number named, or the last that was handed in; ends with a sentence where there is none."""
    from oxdash.archive import record

    found = record.waiting(settings_of(data)).of(code, quarter)
    wanted = [one for one in found if number in (None, one.number)]
    if not wanted:
        which = "" if number is None else f" under number {number}"
        stop(f"No return of {stands.names[code]} for {Quarter.parse(quarter).people} waits{which}.", 1)
    return wanted[-1]
