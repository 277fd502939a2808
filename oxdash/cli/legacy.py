"""The command that imports earlier years' spreadsheets as returns."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from oxdash.cli import options
from oxdash.cli.options import ready, say, say_json, settings_of, stop, whoever


@click.command(name="import-returns")
@click.argument("folder", type=options.a_file)
@click.option("--map", "map_path", type=options.a_file, required=True, help="How the workbooks are laid out (TOML).")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be done.")
@click.option("--confirm", is_flag=True, help=options.CONFIRM_ALL)
@click.option("--from", "who", default=None, help="Who imports them; stands on the receipts.")
@options.as_json(help="Print what came of it as JSON.")
@click.pass_obj
def import_returns(
    data: Path, folder: Path, map_path: Path, dry_run: bool, confirm: bool, who: str | None, as_json: bool
) -> None:
    """File earlier years' spreadsheets, laid out in a way of their own, as returns: oldest first, each whole or not.

    Exit 0 all is on file (or would be), 1 something has to be put right first, 2 map or folder cannot be used.
    docs/legacy.md has how a map is written.
    """
    from oxdash.legacy import importing

    if not folder.is_dir():
        stop(f"{folder} is no folder. Name the folder that has the workbooks.")
    contents = options.read(map_path, "a map (.toml)")
    now = datetime.now(UTC)
    done = importing.run(
        importing.Asked(folder, map_path.name, contents, confirm, dry_run),
        ready(data),
        whoever(who or "", now),
        settings_of(data, local=True),
        now,
    )
    if isinstance(done, importing.Refused):
        stop("\n".join(done.sentences), 2 if done.unusable else 1)
    say_json(done.as_json()) if as_json else say(done.told())
    sys.exit(done.exit_code)
