"""The commands that look after oxdash itself: the illustrative data, and whether everything is here."""

import sys
from pathlib import Path

import click

from oxdash.commands.asked import stop, today


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def demo(folder: Path) -> None:
    """Make the illustrative register and returns in an empty folder."""
    from oxdash.demo import make

    try:
        made = make(folder)
    except ValueError as error:
        stop(str(error))
    click.echo(made)


@click.command()
@click.pass_obj
def doctor(data: Path) -> None:
    """Is everything here, what is missing, in plain words. Exit 1 where something must be put right."""
    from oxdash.doctor import examine

    findings = examine(data, today())
    for finding in findings:
        click.echo(f"{'ok      ' if finding.well else 'MISSING ' if finding.needed else 'note    '}{finding.sentence}")
    sys.exit(any(finding.needed and not finding.well for finding in findings))
