"""The command about one target: its history as a file."""

from datetime import date
from pathlib import Path

import click

from oxdash.cli import options
from oxdash.cli.options import ready, say, stop, write_new


@click.command()
@click.argument("target")
@options.as_at
@options.output(help="The CSV file to make.", ending=".csv")
@click.pass_obj
def target(data: Path, target: str, as_at: date | None, output: Path) -> None:
    """Write every quarter of TARGET as CSV: figures, milestones, status and why, and the cells they came from."""
    from oxdash.output import target_history
    from oxdash.vocabulary import wording

    position = ready(data, as_at)
    code = position.register.target_code(target)
    if code is None:
        known = ", ".join(position.register.targets["target"])
        stop(f'"{target}" is not a target in the register. Use one of: {known}.')
    rows = position.history(code, position.newest or "")
    if rows.empty:
        stop(f"Nothing is known of {code} in any quarter yet.", 1)
    write_new(output, target_history.write(rows))
    say(f"Made {output}: {wording.counted(len(rows), 'quarter')} of {code}.")
