"""The commands that work on any tidy table: judging figures, and the reward grant of stretch targets."""

import os
import sys
import time
from pathlib import Path

import click

from oxdash.cli import options
from oxdash.cli.options import say, say_json, stop


@click.command()
@click.argument("source", nargs=-1, required=True)
@options.output(help="The file to write (.csv or .parquet); or a folder, with a file for each of SOURCE.", makes=None)
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
@click.option("--no-sentences", is_flag=True, help="Leave out the sentences, which take the most time and room.")
@click.option(
    "--summary", type=options.a_file, help="A CSV file of how many rows are on track, off track or cannot be judged."
)
@click.option("--by", multiple=True, help="Column to count by in the summary; may be given several times.")
@click.option(
    "--processes", type=click.IntRange(1, 64), help="How many judge at once into a folder; 2, or 1 of 1 core."
)
@click.option("--on", metavar="ADDRESS", help="Judge on the Dask cluster whose scheduler is there (docs/scale.md).")
def judge(
    source: tuple[str, ...],
    output: Path,
    tolerance: str | None,
    tolerance_points: float | None,
    floor_column: str | None,
    counts_as: str,
    no_sentences: bool,
    summary: Path | None,
    by: tuple[str, ...],
    processes: int | None,
    on: str | None,
) -> None:
    """Judge tidy figures: the same rows out, with status, reason, close, shortfall and sentence.

    SOURCE is a CSV or Parquet file, a folder of them (partitioned ones too) or a pattern such as "figures/*.parquet".
    Columns needed: target, better, places, milestone, actual. Optional: milestone_upper, unit, absence, declared.
    Into a folder, a run that was stopped is gone on with by the same command.
    """
    from oxdash.tidy_input import cluster_run, counting, figures_file, folder_run, sources
    from oxdash.tidy_input.judge_part import Asked
    from oxdash.tidy_input.unreadable import no_folder
    from oxdash.vocabulary import wording

    try:
        rule = figures_file.rule(tolerance, tolerance_points, floor_column, counts_as)
    except ValueError as error:
        stop(str(error))
    if by and summary is None:
        stop("--by says what --summary counts by: name the file of the summary too.")
    if on is not None and processes is not None:
        stop("--processes says how many judge on this machine, and --on that a cluster does: give one of them.")
    if summary is not None:
        options.may_be_named(summary, ".csv")
    if summary is not None and not summary.absolute().parent.is_dir():
        stop(no_folder(summary), 1)
    parts = sources.find(source)
    if isinstance(parts, str):
        stop(parts, 1)
    if sentence := sources.among(output, source, parts):
        stop(sentence, 1)
    if summary is not None and (sentence := sources.summary_among(summary, output, source, parts)):
        stop(sentence, 1)
    asked = Asked(figures_file.as_records(rule), floor_column, not no_sentences, None if summary is None else list(by))
    progress = Progress()
    try:
        if on is not None:
            judged = cluster_run.judge(parts, output, asked, on, on_progress=progress.show)
        elif figures_file.into_one_file(output):
            judged = figures_file.judge_into_file(parts, output, asked, on_progress=progress.show)
        else:
            at_once = processes or min(2, os.cpu_count() or 1)
            judged = folder_run.judge_into_folder(parts, output, asked, processes=at_once, on_progress=progress.show)
    except KeyboardInterrupt:
        progress.end()
        stop("Stopped. Nothing half-done has a name; into a folder, the same command goes on from here.", 130)
    progress.end()
    if isinstance(judged, list):
        stop("\n".join(judged), 1)
    if summary is not None:
        written = counting.write(summary, judged.counts, by)
        if written:
            stop(written, 1)
    many = f" in {wording.counted(judged.parts, 'part')}" if judged.parts > 1 else ""
    kept = f" {wording.counted(judged.kept, 'part')} {'was' if judged.kept == 1 else 'were'} there already."
    say(f"Judged {wording.counted(judged.rows, 'row')}{many} into {output}.{kept if judged.kept else ''}")


class Progress:
    """How far a long run is, on one line of a terminal; nothing where standard error is none, or at first."""

    def __init__(self) -> None:
        self._terminal, self._begun, self._shown = sys.stderr.isatty(), time.monotonic(), 0.0

    def show(self, done: int, parts: int, rows: int) -> None:
        now = time.monotonic()
        if not self._terminal or now - max(self._begun + 0.8, self._shown) < 0.2:
            return
        self._shown = now
        of = f" in {done:,} of {parts:,} parts" if parts > 1 else ""
        options.say_over(f"{rows:,} rows judged{of}, {rows / (now - self._begun):,.0f} a second")

    def end(self) -> None:
        if self._shown:
            options.say_over("")


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
