"""The commands that work on any tidy table: judging figures, and the reward grant of stretch targets."""

from pathlib import Path

import click

from oxdash.cli import options
from oxdash.cli.options import say, say_json, stop


@click.command()
@click.argument("figures", type=options.a_file)
@options.output(help="Where to write the judged rows.")
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


@click.command()
@click.argument("figures", type=options.a_file)
@options.as_json(help="Print what each target earns as JSON.")
@click.option("--currency", help="That of the shares, by its three letters, such as EUR; else pounds.")
def reward(figures: Path, as_json: bool, currency: str | None) -> None:
    """What stretch targets would earn: any CSV or Parquet table of base, target, actual, weight and share.

    Columns: target, base, stretched_target, actual (empty: not known yet), grant_share. Optional: sub_target, weight,
    threshold (0.6), better, unit, places. Exit 1 names every problem with its row.
    """
    from oxdash.register import about
    from oxdash.tidy_input import reward_file
    from oxdash.vocabulary.council import NEUTRAL

    currency = (currency or NEUTRAL.currency).strip().upper()
    if what_to_do := about.fault("Currency", currency):
        stop(f'"{currency}" is not a currency. {what_to_do}')
    earned = reward_file.reward_file(figures, currency)
    if isinstance(earned, list):
        stop("\n".join(earned), 1)
    if as_json:
        say_json(reward_file.as_json(earned))
    else:
        say(reward_file.text(earned))
