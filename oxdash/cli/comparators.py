"""The commands about other areas' figures: added as they were published, listed, taken away; and compared with ours."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oxdash.cli import options
from oxdash.cli.options import say, say_json, settings_of, stop, whoever

if TYPE_CHECKING:
    from oxdash.register import Register


@click.group()
def comparators() -> None:
    """What was published of other areas, to compare with."""


@comparators.command()
@click.argument("file", type=options.a_file)
@click.option("--layout", type=click.Choice(["ours", "fingertips", "open-sdg"]), help="How its columns are called.")
@click.option("--map", "map_path", type=options.a_file, help="The map (.toml) of any other layout.")
@click.option("--name", default="", help="What it is called on file; else after the file.")
@click.option("--title", help="What it is called.")
@click.option("--publisher", help="Who published it.")
@click.option("--address", help="Where it was published.")
@click.option("--published-on", type=options.Day(), help="The day on which it was published: it counts from then on.")
@click.option("--licence", help="Under which licence.")
@click.option("--indicator", help="What every row is of, where no column says it.")
@click.option("--area", help="The area of every row that names none.")
@click.option("--illustrative", is_flag=True, help="Nobody published it: everything made of it says so.")
@click.option("--replace", is_flag=True, help="Put it in place of what is there under that name.")
@click.option("--dry-run", is_flag=True, help="Say what would be understood, and write nothing.")
@click.option("--from", "who", default="", help="Who adds it; stands in the description and in the audit log.")
@click.pass_obj
def add(
    data: Path,
    file: Path,
    layout: str | None,
    map_path: Path | None,
    name: str,
    title: str | None,
    publisher: str | None,
    address: str | None,
    published_on: date | None,
    licence: str | None,
    indicator: str | None,
    area: str | None,
    illustrative: bool,
    replace: bool,
    dry_run: bool,
    who: str,
) -> None:
    """Check a published CSV file of other areas' figures and put it on file, whole or not at all.

    Exit 0 added (or would be), 1 something in it has to be put right, 2 it cannot be read. docs/comparing.md has the
    layouts and how a map is written.
    """
    from pydantic import ValidationError

    from oxdash.comparators import grid
    from oxdash.comparators.layout import About
    from oxdash.storage import write_once
    from oxdash.submissions import adding_comparators as adding

    if layout and map_path:
        stop("Say either --layout or --map: a map says all of how a file is laid out.")
    try:
        contents = write_once.read(file.resolve(), grid.LARGEST)
    except OSError as error:
        stop(f"{file} could not be read: {error.strerror}. Give the name of a CSV file.")
    given = {"title": title, "publisher": publisher, "address": address, "licence": licence}
    try:
        about = About(published_on=published_on, **given)
    except ValidationError as error:
        named = ", ".join(f"--{one['loc'][0]}" for one in error.errors())
        stop(f"{named} is empty, or longer than 300 letters. Say it in fewer.")
    asked = adding.Asked(
        file.name,
        contents,
        about,
        name=name,
        layout=layout or "",
        map_name=map_path.name if map_path else "",
        map_data=options.read(map_path, "a map (.toml)") if map_path else None,
        indicator=indicator,
        area=area,
        illustrative=illustrative,
        replace=replace,
        dry_run=dry_run,
    )
    now = datetime.now(UTC)
    done = adding.add(asked, _register(data), whoever(who, now), settings_of(data, local=True), now)
    if isinstance(done, adding.Refused):
        stop("\n".join(done.sentences), 2 if done.unusable else 1)
    say("\n".join(done.lines))


@comparators.command(name="list")
@options.as_json(help="Print them as JSON.")
@click.pass_obj
def list_(data: Path, as_json: bool) -> None:
    """What is on file. Exit 1 names what was changed since it was added."""
    from oxdash.comparators import listing

    found = listing.of(data)
    say_json(found.as_json()) if as_json else say(found.text())
    raise SystemExit(bool(found.faults))


@comparators.command()
@click.argument("name")
@click.option("--from", "who", default="", help="Who takes it away; stands in the audit log.")
@click.pass_obj
def remove(data: Path, name: str, who: str) -> None:
    """Take a set of figures away. Exit 1 where there is none of that name."""
    from oxdash.submissions import adding_comparators as adding

    now = datetime.now(UTC)
    done = adding.remove(name, whoever(who, now), settings_of(data, local=True), now)
    if isinstance(done, adding.Refused):
        stop("\n".join(done.sentences), 1)
    say(done)


def _register(data: Path) -> "Register":
    from oxdash.judging import contents
    from oxdash.judging.on_record import Unready, load_register
    from oxdash.settings import current

    found = load_register(data, contents.of(current()))
    if isinstance(found, Unready):
        stop("\n".join([found.sentence, *(problem.message for problem in found.problems)]))
    return found
