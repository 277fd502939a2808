"""What the commands share: how a quarter and a day are asked for, how one ends, how a file is read and written.

What only some commands need is imported in them, so that `oxdash --help` does not wait for it.

Exit codes: 0 done, 1 what was given is not acceptable, 2 it could not be read or used at all.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from oxdash.storage import write_once
from oxdash.vocabulary.quarters import Quarter, day_of
from oxdash.vocabulary.safe_text import escaped, printed

if TYPE_CHECKING:
    from oxdash.access import Person
    from oxdash.documents.covering_report import CoveringReport
    from oxdash.judging.position import Position, Unready
    from oxdash.settings import Settings


def today(data: Path) -> date:
    """The day at the council whose register lies in the data folder."""
    from oxdash.judging import contents as contents_cache
    from oxdash.judging.on_record import council_of
    from oxdash.settings import current

    return council_of(data, contents_cache.of(current())).day_of(datetime.now(UTC))


def settings_of(data: Path, *, local: bool = False) -> "Settings":
    """The settings of the environment, for this data folder."""
    from oxdash.settings import Settings

    return Settings(data=data, local=local)


def whoever(who: str, now: datetime) -> "Person":
    """Who gives the command, as `access` knows people."""
    from oxdash import access

    return access.on_command_line(who, now)


def say(text: str, *, err: bool = False) -> None:
    """Print lines of ours. What an officer typed stands in many: nothing in them can tell a terminal what to do."""
    _put(printed(text), err=err)


def say_over(text: str) -> None:
    """Write a line of ours over the one before it, on the terminal that standard error is; "" takes it away."""
    click.echo(f"\r{printed(text)}\x1b[K", err=True, nl=False)


def say_json(what: object) -> None:
    """Print JSON, for people to read; signs that are none are written as JSON escapes them."""
    lines = json.dumps(what, indent=2, ensure_ascii=False).split("\n")
    _put("\n".join(line if line.isprintable() else escaped(line) for line in lines))


def _put(text: str, *, err: bool = False) -> None:
    """Write to standard output or error; ends with a sentence where that takes nothing, such as a full disk."""
    try:
        click.echo(text, err=err)
    except BrokenPipeError:  # nobody reads on: the command ends, and says nothing
        raise
    except OSError as error:
        stream = sys.stderr if err else sys.stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # or Python tries what is left again as it ends
        if err:
            sys.exit(2)  # there is nowhere to say it
        stop(f"The answer could not be written where it was sent: {error.strerror}. Send it somewhere else.")


def stop(sentence: str, code: int = 2) -> NoReturn:
    """End with one plain sentence on standard error."""
    say(sentence, err=True)
    sys.exit(code)


class QuarterText(click.ParamType[str]):
    """A quarter as people or data write it; comes out as the text that tables hold."""

    name = "quarter"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return str(Quarter.parse(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Day(click.ParamType[date]):
    """A day as people or data write it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return day_of(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


ENDINGS = {  # of a file's name, and what whoever opens it by that takes it for
    ".docx": "a Word file",
    ".doc": "an old Word file",
    ".odt": "an OpenDocument text",
    ".pptx": "a PowerPoint file",
    ".ppt": "an old PowerPoint file",
    ".xlsx": "an Excel workbook",
    ".xlsm": "an Excel workbook with macros",
    ".xls": "an old Excel workbook",
    ".ods": "an OpenDocument spreadsheet",
    ".pdf": "a PDF file",
    ".html": "a web page",
    ".csv": "a CSV file",
    ".json": "a JSON file",
    ".zip": "a zip file",
    ".ics": "a calendar",
    ".png": "a picture (PNG)",
    ".svg": "a picture (SVG)",
}


def output(*, help: str, ending: str | None = None, makes: str | None = "file") -> Callable[[Any], Any]:
    """Where to write what a command makes, a file or a folder that is not there yet; None for one that asks for its
    place itself. A name that would say it is something else, or a place where nothing may be written, ends the command
    before anything is worked out."""

    def named(_: click.Context, __: click.Parameter, path: Path) -> Path:
        if ending:
            may_be_named(path, ending)
        if makes:
            (free_for_file if makes == "file" else free_for_folder)(path)
        return path

    return click.option("-o", "--output", required=True, type=a_file, help=help, callback=named)


def may_be_named(path: Path, ending: str) -> None:
    """End with a sentence where a file's name says that it is something else than its ``ending`` would."""
    said = path.suffix.lower()
    if said in ENDINGS and said != ending:
        stop(f"{path.name} is the name of {ENDINGS[said]}, and {ENDINGS[ending]} is made. End it in {ending}.")


# what several commands are asked for
a_quarter = click.argument("quarter", type=QuarterText())
a_file = click.Path(path_type=Path)
as_json = partial(click.option, "--json", "as_json", is_flag=True)
problems_as_json = as_json(help="Print the problems as JSON.")
as_at = click.option("--as-at", type=Day(), help="Count only what was received and agreed by the end of this day.")
standing = click.option("--standing", type=click.Choice(["latest", "same"]), default="latest", show_default=True)
CONFIRM_ALL = "Confirm every reading that has to be confirmed."
counted = click.option(
    "--kind", type=click.Choice(["all", "counted", "laa", "local", "stretch"]), default="counted", show_default=True
)

words = click.option(
    "--words",
    "words_file",
    type=a_file,
    help="A TOML file of your own words: background, key_issues, implications, next_steps, author, contact.",
)
agreement = click.option("--agreement", help="Which agreement is counted, by its code, where several count targets.")


def one_of_several(position: "Position", quarter: str, said: str | None) -> str | None:
    """The agreement looked at, where several count targets; ends with a sentence where ``said`` is none that does."""
    try:
        return position.register.one_of_several(quarter, said)
    except ValueError as error:
        stop(str(error))


def loaded(data: Path, as_at: date | None = None) -> "Position | Unready":
    """The position now, or as at a day, of which it is not known what was placed by hand."""
    from oxdash.judging import contents
    from oxdash.judging.position import load
    from oxdash.settings import current

    return load(data, as_at or today(data), by_hand=as_at is None, cache=contents.of(current()))


def ready(data: Path, as_at: date | None = None, *quarters: str) -> "Position":
    """The same; ends with a sentence where the day is still to come, the register cannot be used, or one of
    ``quarters`` is none of the council's year."""
    from oxdash.judging.position import Unready, to_come

    if as_at and (sentence := to_come(as_at, today(data))):
        stop(sentence, 1)
    position = loaded(data, as_at)
    if isinstance(position, Unready):
        stop("\n".join([position.sentence, *(problem.message for problem in position.problems)]))
    for quarter in quarters:
        try:
            position.calendar.parse(quarter)
        except ValueError as error:
            stop(str(error))
    return position


def partnership_code(position: "Position", said: str) -> str:
    code = position.register.code_of(said)
    if code is None:
        codes = ", ".join(position.register.partnerships.code)
        stop(f'"{said}" is not a partnership in the register. Use one of: {codes}.')
    return code


def read(file: Path, wanted: str = "an Excel workbook (.xlsx)") -> bytes:
    """A workbook, or what else is ``wanted``, of no more bytes than any is opened with.

    What has no end (a device, a pipe) is not waited for.
    """
    from oxdash.archive.shelf import LARGEST_WORKBOOK

    try:
        return write_once.read(file.resolve(), LARGEST_WORKBOOK)
    except OSError as error:
        stop(f"{file} could not be read: {error.strerror}. Give the name of {wanted}.")


def words_in(file: Path | None) -> "CoveringReport":
    """The manager's words in a file, none without one; ends with a sentence for each thing that is wrong with it."""
    from oxdash.documents import covering_report

    if file is None:
        return covering_report.NONE
    found = covering_report.read(file.name, read(file, "a text file (.toml)"))
    if isinstance(found, covering_report.Mistakes):
        stop("\n".join(found.sentences))
    return found


def there_already(path: Path) -> NoReturn:
    stop(f"{path} is there already and was left as it was. Choose another name.")


def not_made(folder: Path, error: OSError) -> NoReturn:
    stop(f"{folder} could not be made: {error.strerror}. Choose another place.")


def write_new(path: Path, contents: bytes) -> None:
    """Write a file that is not there yet: what someone has filled in is never written over."""
    try:
        write_once.write(path, contents)
    except FileExistsError:
        there_already(path)
    except OSError as error:
        stop(f"{path} could not be written: {error.strerror}. Choose another folder.")


def free_for_file(path: Path) -> None:
    """End as `write_new` would where it cannot write; asked by doing it, and nothing is left there."""
    write_new(path, b"")
    path.unlink()


def new_folder(folder: Path) -> None:
    """Make a folder that is not there yet, and those above it."""
    try:
        write_once.make_folder(folder.parent)
        folder.mkdir(write_once.FOLDER)
    except OSError as error:
        if os.path.lexists(folder):
            there_already(folder)
        not_made(folder, error)


def free_for_folder(folder: Path) -> None:
    """End as `new_folder` would where it cannot make it; nothing is left there."""
    above = [one for one in folder.absolute().parents if not os.path.lexists(one)]
    new_folder(folder)
    for one in (folder, *above):
        one.rmdir()
