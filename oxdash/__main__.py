"""The command line: the same reading, judging and explaining, without a browser.

Exit codes: 0 done, 1 what was given is not acceptable, 2 it could not be read or used at all.
"""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pandas as pd

from oxdash import __version__, access
from oxdash.quarters import Quarter
from oxdash.settings import Settings

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    return datetime.now(LONDON).date()


def stop(sentence: str, code: int = 2) -> None:
    """End with one plain sentence on standard error."""
    click.echo(sentence, err=True)
    sys.exit(code)


class QuarterText(click.ParamType):
    """A quarter as people or data write it; comes out as the text that tables hold."""

    name = "quarter"

    def convert(self, value, param, ctx):
        try:
            return str(Quarter.parse(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Day(click.ParamType):
    name = "date"

    def convert(self, value, param, ctx):
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is not a date. Write it like 2010-07-22.', param, ctx)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="oxdash")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder with register.xlsx and quarterly/. Default: OXDASH_DATA, or the data that came with oxdash.",
)
@click.pass_context
def cli(ctx: click.Context, data: Path | None) -> None:
    """Quarterly returns of a Local Area Agreement in; every target judged on track, off track or insufficient data."""
    ctx.obj = data or Settings().data


def _ready(data: Path, as_at: date, *, by_hand: bool = True):
    from oxdash.position import Unready, load

    position = load(data, as_at, by_hand=by_hand)
    if isinstance(position, Unready):
        stop("\n".join([position.sentence, *(problem.message for problem in position.problems)]))
    return position


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.pass_obj
def check(data: Path, file: Path, as_json: bool) -> None:
    """Check a return without storing it: every problem, with its cell.

    Exit 0 acceptable, 1 with problems that must be fixed, 2 not readable as a return at all.
    """
    from oxdash.checking import check_return

    checked = check_return(file.name, _read(file), _ready(data, today()))
    if as_json:
        click.echo(json.dumps(checked.as_json(), indent=2, ensure_ascii=False))
    else:
        click.echo(checked.told())
    sys.exit(checked.exit_code)


@cli.command()
@click.argument("partnership")
@click.argument("quarter", type=QuarterText())
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The workbook to make.")
@click.pass_obj
def template(data: Path, partnership: str, quarter: str, output: Path) -> None:
    """Make the blank return of a partnership for a quarter, pre-filled, for its officer to fill in."""
    from oxdash.checking import blank_return

    position = _ready(data, today())
    code = _partnership(position, partnership)
    made = blank_return(position, code, quarter)
    if made is None:
        stop(
            f"{position.names[code]} has no targets in {Quarter.parse(quarter).people}, so there is nothing to return."
        )
    _write_new(output, made)
    click.echo(f"Made {output}: {position.names[code]}, {Quarter.parse(quarter).people}.")


@cli.command()
@click.argument("quarter", type=QuarterText(), required=False)
@click.option("--standing", type=click.Choice(["latest", "same"]), default="latest", show_default=True)
@click.option("--as-at", type=Day(), help="Count only what was received and agreed by the end of this day.")
@click.option("--kind", type=click.Choice(["all", "laa", "local", "stretch"]), default="laa", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the position as JSON.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write one row per target to this file.")
@click.pass_obj
def position(data: Path, quarter, standing, as_at, kind, as_json, csv_file) -> None:
    """Where the agreement stands: counts by partnership, and every target with its sentence."""
    from oxdash import told

    stands = _ready(data, as_at or today(), by_hand=as_at is None)
    if stands.empty and quarter is None:
        stop("No return has been accepted yet. Submit one, or put it in the quarterly folder.", 1)
    shown = told.position(stands, quarter or stands.newest, standing, kind)
    if csv_file:
        _write_new(csv_file, told.csv(shown).encode())
    if as_json:
        click.echo(json.dumps(shown, indent=2, ensure_ascii=False))
    elif csv_file:
        click.echo(f"Wrote {csv_file}: {len(shown['targets'])} targets.")
    else:
        click.echo(told.text(shown))


@cli.command()
@click.argument("figures", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Where to write the judged rows.")
@click.option("--tolerance", help='How much of the milestone a miss may be, e.g. "10%".')
@click.option("--tolerance-points", type=float, help="How many points, in the target's own unit, a miss may be.")
@click.option("--floor-column", help="Column with the floor: a miss at or better than it is within tolerance.")
@click.option(
    "--within-tolerance-counts-as",
    "counts_as",
    type=click.Choice(["on track", "off track"]),
    default="off track",
    show_default=True,
)
def judge(figures: Path, output: Path, tolerance, tolerance_points, floor_column, counts_as) -> None:
    """Judge any tidy CSV or Parquet table: the same rows out, with status, reason, close, shortfall and sentence.

    Columns needed: target, better, places, milestone, actual. Optional: milestone_upper, unit, absence, declared.
    """
    from oxdash import judging_file

    try:
        rule = judging_file.rule(tolerance, tolerance_points, floor_column, counts_as)
    except ValueError as error:
        stop(str(error))
    judged = judging_file.judge_file(figures, output, rule, floor_column=floor_column)
    if isinstance(judged, list):
        stop("\n".join(judged), 1)
    click.echo(f"Judged {len(judged):,} rows into {output}.")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "who", required=True, help="Who sends it; stands on the receipt.")
@click.option("--confirm-all", is_flag=True, help="Confirm every reading that has to be confirmed.")
@click.option("--note", default="", help="A note to keep on the receipt.")
@click.pass_obj
def submit(data: Path, file: Path, who: str, confirm_all: bool, note: str) -> None:
    """Check a return and put it on file, with a receipt. Exit 0 stored, 1 refused, 2 not readable as a return."""
    from oxdash import submission

    contents = _read(file)
    settings, now = Settings(data=data, local=True), datetime.now(UTC)
    stands = _ready(data, today())
    done = submission.submit(
        file.name,
        contents,
        stands,
        access.Person(who.strip() or None, now, local=True),
        settings,
        now,
        confirm_all=confirm_all,
        note=note,
    )
    if isinstance(done, submission.Refused):
        told = "\n".join([done.sentence, *(problem.message for problem in done.problems)])
        stop(told, 1 if done.is_a_return else 2)
    click.echo(submission.receipt_told(done))


@cli.command()
@click.argument("partnership")
@click.argument("quarter", type=QuarterText())
@click.pass_obj
def history(data: Path, partnership: str, quarter: str) -> None:
    """Every version of a return: its number, receipt, and what it changed. Exit 1 where there is none."""
    from oxdash import versions

    stands = _ready(data, today())
    code = _partnership(stands, partnership)
    told = versions.told(versions.of(data / "quarterly", stands.register, code, quarter))
    if not told:
        stop(f"{stands.names[code]} has nothing on file for {Quarter.parse(quarter).people}.", 1)
    click.echo(told)


@cli.group()
def archive() -> None:
    """What is on file."""


@archive.command()
@click.pass_obj
def verify(data: Path) -> None:
    """Hold every workbook against its receipt, and the receipts against each other. Exit 1 names what does not hold."""
    from oxdash.archive import Archive, ArchiveRefused
    from oxdash.audit import AuditLog

    settings = Settings(data=data)
    try:
        faults = Archive(settings.quarterly, AuditLog(settings.audit)).verify()
    except ArchiveRefused as error:
        stop(str(error), 1)
    for fault in faults:
        click.echo(fault.sentence)
    if faults:
        sys.exit(1)
    click.echo("Every workbook matches its receipt, and every receipt the one before it.")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def demo(folder: Path) -> None:
    """Make the illustrative register and returns in an empty folder."""
    from oxdash.demo import make

    try:
        made = make(folder)
    except ValueError as error:
        stop(str(error))
    click.echo(made)


@cli.command()
@click.pass_obj
def doctor(data: Path) -> None:
    """Is everything here, what is missing, in plain words. Exit 1 where something must be put right."""
    from oxdash.doctor import examine

    findings = examine(data, today())
    for finding in findings:
        click.echo(f"{'ok      ' if finding.well else 'MISSING ' if finding.needed else 'note    '}{finding.sentence}")
    sys.exit(any(finding.needed and not finding.well for finding in findings))


def _partnership(position, said: str) -> str:
    code = position.register.code_of(said)
    if code is None:
        codes = ", ".join(position.register.partnerships.code)
        stop(f'"{said}" is not a partnership in the register. Use one of: {codes}.')
    return code


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        stop(f"{file} could not be read: {error.strerror}. Give the name of an Excel workbook (.xlsx).")


def _write_new(path: Path, contents: bytes) -> None:
    """Write a file that is not there yet: what someone has filled in is never written over."""
    try:
        with path.open("xb") as file:
            file.write(contents)
    except FileExistsError:
        stop(f"{path} is there already and was left as it was. Choose another name.")
    except OSError as error:
        stop(f"{path} could not be written: {error.strerror}. Choose another folder.")


if __name__ == "__main__":
    pd.set_option("display.width", 120)
    cli(prog_name="oxdash")
