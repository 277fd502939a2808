"""The commands about where things stand: position, and judging any tidy table."""

from datetime import date
from pathlib import Path

import click

from oxdash.cli import options
from oxdash.cli.options import QuarterText, ready, say, say_json, stop, today, write_new


@click.command()
@click.argument("quarter", type=QuarterText(), required=False)
@options.standing
@options.as_at
@options.counted
@click.option("--json", "as_json", is_flag=True, help="Print the position as JSON.")
@click.option(
    "--csv", "csv_file", type=click.Path(path_type=Path), help="Write one row per target to this file, for programs."
)
@click.option(
    "--csv-for-excel", "excel_file", type=click.Path(path_type=Path), help="The same, to open in Excel by double-click."
)
@click.pass_obj
def position(
    data: Path,
    quarter: str | None,
    standing: str,
    as_at: date | None,
    kind: str,
    as_json: bool,
    csv_file: Path | None,
    excel_file: Path | None,
) -> None:
    """Where the agreement stands: counts by partnership, and every target with its sentence."""
    from oxdash.output import text
    from oxdash.vocabulary import formula_safety, wording

    stands = ready(data, as_at or today(), by_hand=as_at is None)
    if stands.empty and quarter is None and as_at is None:
        stop("No return has been accepted yet. Submit one, or put it in the quarterly folder.", 1)
    if sentence := stands.nothing_at(quarter):
        stop(sentence, 1)
    chosen = quarter or stands.newest
    assert chosen is not None  # or there would have been nothing at it
    shown = text.position(stands, chosen, standing, kind)
    csv = text.csv(shown).encode()
    asked = ((csv_file, csv), (excel_file, formula_safety.for_excel(csv)))
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


@click.command()
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
def judge(
    figures: Path,
    output: Path,
    tolerance: str | None,
    tolerance_points: float | None,
    floor_column: str | None,
    counts_as: str,
) -> None:
    """Judge any tidy CSV or Parquet table: the same rows out, with status, reason, close, shortfall and sentence.

    Columns needed: target, better, places, milestone, actual. Optional: milestone_upper, unit, absence, declared.
    """
    from oxdash.tidy_input import figures_file
    from oxdash.vocabulary import wording

    try:
        rule = figures_file.rule(tolerance, tolerance_points, floor_column, counts_as)
    except ValueError as error:
        stop(str(error))
    judged = figures_file.judge_file(figures, output, rule, floor_column=floor_column)
    if isinstance(judged, list):
        stop("\n".join(judged), 1)
    say(f"Judged {wording.counted(len(judged), 'row')} into {output}.")
