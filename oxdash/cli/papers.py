"""The commands that write a paper of a quarter as it stands: Word, Excel, a page, charts, data. Drafts, all of them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oxdash.cli import options
from oxdash.cli.options import QuarterText, partnership_code, ready, say, stop, there_already, today, write_new
from oxdash.documents.papers import Kind
from oxdash.storage import write_once
from oxdash.vocabulary.quarters import Quarter

if TYPE_CHECKING:
    from oxdash.documents.edition import Edition
    from oxdash.judging.position import Position

Making = Callable[..., None]  # what a command is made of
KINDS = tuple(str(kind) for kind in Kind)


def of_a_quarter(output: str) -> Callable[[Making], Making]:
    """The argument and options that every paper has."""

    def added(command: Making) -> Making:
        for option in (
            options.as_at,
            options.standing,
            click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help=output),
            click.argument("quarter", type=QuarterText()),
        ):
            command = option(command)
        return click.pass_obj(command)

    return added


whose = click.option("--partnership", help="Whose sheet, with --kind partnership: a code or a name.")


def both_or_neither(kind: str, partnership: str | None) -> None:
    """End with a sentence where a chairman's sheet is of nobody, or a partnership is given for another paper."""
    if (kind == "partnership") != bool(partnership):
        stop("A chairman's sheet is of one partnership: give --kind partnership and --partnership CODE together.")


def standing_at(data: Path, quarter: str, standing: str, as_at: date | None) -> "tuple[Position, Edition]":
    """The position and the draft edition of a quarter; ends with a sentence where nothing had been returned."""
    from oxdash.documents.edition import Edition

    position = ready(data, as_at or today(), by_hand=as_at is None)
    if sentence := position.nothing_at(quarter):
        stop(sentence, 1)
    if not [one for one in position.quarters if one <= quarter]:
        stop(
            f"No return for {Quarter.parse(quarter).people} or before is on file, so there is nothing to put on paper.",
            1,
        )
    return position, Edition(quarter, standing)


@click.command()
@of_a_quarter("The Word file to make.")
@click.option("--kind", type=click.Choice(KINDS), default="board", show_default=True, help="Which paper.")
@whose
def paper(
    data: Path, quarter: str, output: Path, standing: str, as_at: date | None, kind: str, partnership: str | None
) -> None:
    """Write a Word paper: the Board's, a chairman's sheet, scrutiny's schedule or one of the others."""
    from oxdash.documents.quarter_view import Standing
    from oxdash.publication import public

    both_or_neither(kind, partnership)
    position, edition = standing_at(data, quarter, standing, as_at)
    code = partnership_code(position, partnership) if partnership else None
    write_new(output, public.paper(kind, Standing(position, edition), code))
    say(f"Made {output}.")


@click.command()
@of_a_quarter("The Excel workbook to make.")
def workbook(data: Path, quarter: str, output: Path, standing: str, as_at: date | None) -> None:
    """Write the accessible workbook: every figure, every value ever agreed, actions, reasons and the rule."""
    from oxdash.output import excel

    write_new(output, excel.write(*standing_at(data, quarter, standing, as_at)))
    say(f"Made {output}.")


@click.command()
@of_a_quarter("The HTML file to make.")
def page(data: Path, quarter: str, output: Path, standing: str, as_at: date | None) -> None:
    """Write the position as one self-contained page for any web server, to read, save and print."""
    from oxdash.documents.quarter_view import Standing
    from oxdash.output import static_page

    write_new(output, static_page.write(Standing(*standing_at(data, quarter, standing, as_at))))
    say(f"Made {output}.")


@click.command()
@of_a_quarter("The folder to make: position.csv, position.json, what their columns mean, and every table in full.")
def data(data: Path, quarter: str, output: Path, standing: str, as_at: date | None) -> None:
    """Write the position as open data: CSV and JSON, with a description of the columns."""
    from oxdash.output import open_data

    _new_folder(output, open_data.data_files(*standing_at(data, quarter, standing, as_at)))


@click.command()
@of_a_quarter("The folder to make.")
@click.option("--format", "formats", default="png,svg", show_default=True, help="png, svg or both, with a comma.")
@click.option(
    "--targets",
    type=click.Choice(["off track", "all"]),
    default="off track",
    show_default=True,
    help="Whose course is drawn besides the status by partnership.",
)
def charts(
    data: Path, quarter: str, output: Path, standing: str, as_at: date | None, formats: str, targets: str
) -> None:
    """Draw the charts as files, 16 cm wide: PNG at 300 dpi and SVG. Needs a Chromium on this machine."""
    from oxdash.documents.quarter_view import Standing
    from oxdash.output import chart_files

    wanted = tuple(dict.fromkeys(said.strip().lower() for said in formats.split(",")))
    if not set(wanted) <= {"png", "svg"}:
        stop(f'"{formats}" is not a list of formats. Write png, svg or png,svg.')
    if output.exists():
        there_already(output)
    drawing = chart_files.figures(Standing(*standing_at(data, quarter, standing, as_at)), targets)
    made = chart_files.write(drawing, wanted, told=lambda done, of: say(f"{done} of {of}", err=True))
    if not isinstance(made, dict):
        stop(made.sentence, 1)
    _new_folder(output, made)


def _new_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Write a folder that is not there yet."""
    from oxdash.vocabulary import wording

    try:
        write_once.make_folder(folder.parent)
        folder.mkdir(write_once.FOLDER)
    except FileExistsError:
        there_already(folder)
    except OSError as error:
        stop(f"{folder} could not be made: {error.strerror}. Choose another place.")
    for name, contents in files.items():
        write_once.make_folder((folder / name).parent)
        write_new(folder / name, contents)
    say(f"Made {folder}: {wording.counted(len(files), 'file')}.")
