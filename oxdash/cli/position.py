"""The command about where things stand: the position of a quarter."""

from datetime import date
from pathlib import Path

import click

from oxdash.cli import options
from oxdash.cli.options import QuarterText, ready, say, say_json, stop, write_new


@click.command()
@click.argument("quarter", type=QuarterText(), required=False)
@options.standing
@options.as_at
@options.counted
@options.agreement
@options.as_json(help="Print the position as JSON.")
@click.option("--csv", "csv_file", type=options.a_file, help="Write one row per target to this file, for programs.")
@click.option("--csv-for-excel", "excel_file", type=options.a_file, help="The same, to open in Excel by double-click.")
@click.pass_obj
def position(
    data: Path,
    quarter: str | None,
    standing: str,
    as_at: date | None,
    kind: str,
    agreement: str | None,
    as_json: bool,
    csv_file: Path | None,
    excel_file: Path | None,
) -> None:
    """Where the agreement stands: counts by partnership, and every target with its sentence."""
    from oxdash.output import text
    from oxdash.vocabulary import safe_text, wording

    for file in filter(None, (csv_file, excel_file)):
        options.may_be_named(file, ".csv")
        options.free_for_file(file)
    stands = ready(data, as_at, *filter(None, [quarter]))
    if stands.empty and quarter is None and as_at is None:
        stop("No return has been accepted yet. Submit one, or put it in the quarterly folder.", 1)
    if sentence := stands.nothing_at(quarter):
        stop(sentence, 1)
    chosen = quarter or stands.newest
    assert chosen is not None  # or there would have been nothing at it
    shown = text.position(stands, chosen, standing, kind, options.one_of_several(stands, chosen, agreement))
    csv = text.csv(shown).encode()
    asked = ((csv_file, csv), (excel_file, safe_text.for_excel(csv)))
    written = {file: contents for file, contents in asked if file}
    for file, contents in written.items():
        write_new(file, contents)
    if as_json:
        say_json(shown)
    elif written:
        for file in written:
            say(f"Wrote {file}: {wording.counted(len(shown['targets']), 'target')}.")
    else:
        say(text.text(shown))
