"""The command that works out the reward grant of any table of stretch targets."""

from pathlib import Path

import click

from oxdash.cli.options import say, say_json, stop


@click.command()
@click.argument("figures", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what each target earns as JSON.")
def reward(figures: Path, as_json: bool) -> None:
    """What stretch targets would earn: any CSV or Parquet table of base, target, actual, weight and share.

    Columns: target, base, stretched_target, actual (empty: not known yet), grant_share. Optional: sub_target, weight,
    threshold (0.6), better, unit, places. Exit 1 names every problem with its row.
    """
    from oxdash.tidy_input import reward_file

    earned = reward_file.reward_file(figures)
    if isinstance(earned, list):
        stop("\n".join(earned), 1)
    if as_json:
        say_json(reward_file.as_json(earned))
    else:
        say(reward_file.text(earned))
