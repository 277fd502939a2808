"""The commands that look after oxdash itself: the illustrative data, and whether everything is here."""

from datetime import UTC, datetime
from pathlib import Path

import click

from oxdash.cli.options import not_made, say, settings_of, stop, whoever

CONTENT = Path(__file__).parents[1] / "demo" / "content"  # a folder a council
ILLUSTRATIVE = sorted(one.name for one in CONTENT.iterdir())


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--council",
    type=click.Choice(ILLUSTRATIVE),
    help="Which of the illustrative councils: one of some years ago, or an invented one of today.",
)
def demo(folder: Path, council: str | None) -> None:
    """Make an illustrative register and returns in an empty folder."""
    from oxdash import demo
    from oxdash.demo.register_workbook import OXFORDSHIRE

    try:
        made = demo.make(folder, council or OXFORDSHIRE)
    except ValueError as error:
        stop(str(error))
    except OSError as error:
        not_made(folder, error)
    say(made)


@click.group(name="sign-outs")
def sign_outs() -> None:
    """Who has signed out."""


@sign_outs.command(name="all")
@click.pass_obj
def end_all(data: Path) -> None:
    """End every sign-in until now, in every browser; whoever goes on signs in again. Exit 2 where it is not so."""
    from oxdash.archive import sign_outs as remembered
    from oxdash.storage import write_once

    settings, now = settings_of(data), datetime.now(UTC)
    if not settings.register.is_file():
        stop(f"Nobody was signed out: {data} is no data folder. Name the one that the dashboard serves with --data.")
    try:
        remembered.sign_everybody_out(settings, now, who=whoever("", now).came()["system_user"])
    except OSError as error:
        stop(f"Nobody was signed out: {settings.sign_outs} could not be written, for {write_once.why(error)}.")
    say(f"Every sign-in to what {data} holds has ended. Whoever wants to go on signs in again.")
