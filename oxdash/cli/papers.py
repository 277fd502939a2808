"""The commands that write a paper of a quarter as it stands: Word, Excel, a page, charts, data. Drafts, all of them."""

from collections.abc import Callable
from datetime import date
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from oxdash.cli import options
from oxdash.cli.options import partnership_code, ready, say, stop, write_new
from oxdash.documents import papers
from oxdash.documents.papers import Kind
from oxdash.storage import write_once
from oxdash.vocabulary.quarters import Quarter

if TYPE_CHECKING:
    from oxdash.documents.covering_report import CoveringReport
    from oxdash.documents.quarter_view import Standing

Command: TypeAlias = Callable[..., None]  # what a command is made of
Stands: TypeAlias = "Callable[..., Standing]"
KINDS = tuple(str(kind) for kind in Kind)


def of_a_quarter(said: str, ending: str | None = None, *, makes: str = "file") -> Callable[[Command], Command]:
    """What every paper is asked for; ``said`` is of its file, ``ending`` that of its name; or it ``makes`` a folder.

    The command is given what reads it as it stands.
    """

    def added(command: Command) -> Command:
        @wraps(command)
        def asked(
            data: Path, quarter: str, standing: str, as_at: date | None, agreement: str | None, **more: Any
        ) -> None:
            command(partial(_standing_at, data, quarter, standing, as_at, agreement), **more)

        where = options.output(help=said, ending=ending, makes=makes)
        for option in (options.as_at, options.agreement, options.standing, where, options.a_quarter):
            asked = option(asked)
        return click.pass_obj(asked)

    return added


whose = click.option("--partnership", help="Whose sheet, with --kind partnership: a code or a name.")


def both_or_neither(kind: str, partnership: str | None) -> None:
    """End with a sentence where a chairman's sheet is of nobody, or a partnership is given for another paper."""
    if (kind == "partnership") != bool(partnership):
        stop("A chairman's sheet is of one partnership: give --kind partnership and --partnership CODE together.")


def _standing_at(
    data: Path,
    quarter: str,
    standing: str,
    as_at: date | None,
    agreement: str | None,
    words: "CoveringReport | None" = None,
) -> "Standing":
    """The draft of a quarter as it stands, with the manager's ``words``; ends with a sentence where nothing had been
    returned."""
    from oxdash.documents.covering_report import NONE
    from oxdash.documents.edition import Edition
    from oxdash.documents.quarter_view import Standing
    from oxdash.settings import current

    position = ready(data, as_at, quarter)
    if sentence := position.nothing_at(quarter):
        stop(sentence, 1)
    if not any(one <= quarter for one in position.quarters):
        when = Quarter.parse(quarter).people
        stop(f"No return for {when} or before is on file, so there is nothing to put on paper.", 1)
    counted = options.one_of_several(position, quarter, agreement)
    edition = Edition(quarter, standing, agreement=counted, words=words or NONE)
    return Standing(position, edition, reward=current().reward)


which = click.option("--kind", type=click.Choice(KINDS), default="board", show_default=True, help="Which paper.")


@click.command()
@of_a_quarter("The Word file to make.", ".docx")
@which
@whose
@options.words
def paper(stands: Stands, output: Path, kind: str, partnership: str | None, words_file: Path | None) -> None:
    """Write a Word paper: the Board's, a chairman's sheet, scrutiny's schedule or one of the others."""
    from oxdash.publication import public

    _write_paper(public.paper, stands, output, kind, partnership, words_file)


@click.command()
@of_a_quarter("The PDF file to make.", ".pdf")
@which
@whose
@options.words
def pdf(stands: Stands, output: Path, kind: str, partnership: str | None, words_file: Path | None) -> None:
    """Write the same paper as PDF, accessible (PDF/UA-1) and to be kept (PDF/A-2a); needs no other program."""
    from oxdash.publication import public

    _write_paper(public.pdf, stands, output, kind, partnership, words_file)


def _write_paper(
    make: Callable[[str, "Standing", str | None], bytes],
    stands: Stands,
    output: Path,
    kind: str,
    partnership: str | None,
    words_file: Path | None,
) -> None:
    both_or_neither(kind, partnership)
    words = options.words_in(words_file)
    at = stands(words)
    if said := papers.missing(Kind(kind), at.register, reward=at.reward, decided=bool(at.decided)):
        stop(said, 1)
    code = partnership_code(at.position, partnership) if partnership else None
    write_new(output, make(kind, at, code))
    say(f"Made {output}.")


@click.command()
@of_a_quarter("The PowerPoint file to make.", ".pptx")
@options.words
def slides(stands: Stands, output: Path, words_file: Path | None) -> None:
    """Write slides for the meeting: the picture, what is asked, what changed, each partnership's chart, notes."""
    from oxdash.publication import public

    words = options.words_in(words_file)
    write_new(output, public.presentation(stands(words)))
    say(f"Made {output}.")


@click.command()
@of_a_quarter("The Excel workbook to make.", ".xlsx")
def workbook(stands: Stands, output: Path) -> None:
    """Write the accessible workbook: every figure, every value ever agreed, actions, reasons and the rule."""
    from oxdash.output import excel

    at = stands()
    write_new(output, excel.write(at.position, at.edition, reward=at.reward))
    say(f"Made {output}.")


@click.command()
@of_a_quarter("The file to make; its ending says as what: .png, of print size, or .svg.")
def picture(stands: Stands, output: Path) -> None:
    """Write the picture of the whole agreement, a tile a target, with its key and source: PNG at 300 dpi or SVG."""
    form = output.suffix.lower().removeprefix(".")
    if form not in ("png", "svg"):
        stop(f"{output.name} ends in neither .png nor .svg. Give the file a name that does.")
    from oxdash.output import picture_file

    write_new(output, picture_file.FORMS[form](stands()))
    say(f"Made {output}.")


@click.command()
@of_a_quarter("The HTML file to make.", ".html")
def page(stands: Stands, output: Path) -> None:
    """Write the position as one self-contained page for any web server, to read, save and print."""
    from oxdash.output import static_page

    write_new(output, static_page.write(stands()))
    say(f"Made {output}.")


@click.command()
@of_a_quarter(
    "The folder to make: position.csv, position.json, what their columns mean, and every table in full.", makes="folder"
)
def data(stands: Stands, output: Path) -> None:
    """Write the position as open data: CSV and JSON, with a description of the columns."""
    from oxdash.output import open_data

    at = stands()
    _new_folder(output, open_data.data_files(at.position, at.edition, reward=at.reward))


@click.command()
@of_a_quarter("The folder to make.", makes="folder")
@click.option("--format", "formats", default="png,svg,csv", show_default=True, help="png, svg and csv, with commas.")
@click.option(
    "--targets",
    type=click.Choice(["off track", "all"]),
    default="off track",
    show_default=True,
    help="Whose course is drawn besides the status by partnership.",
)
def charts(stands: Stands, output: Path, formats: str, targets: str) -> None:
    """Write the charts as files that stand alone, 16 cm wide: PNG at 300 dpi and SVG; and what each shows as CSV."""
    from oxdash.output import chart_files

    wanted = tuple(dict.fromkeys(said.strip().lower() for said in formats.split(",")))
    if not set(wanted) <= set(chart_files.FORMATS):
        stop(f'"{formats}" is not a list of formats. Write png, svg or csv, or several of them with commas.')
    drawing = chart_files.charts(stands(), targets)
    made = chart_files.write(drawing, wanted, told=lambda done, of: say(f"{done} of {of}", err=True))
    _new_folder(output, made)


def _new_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Write a folder that is not there yet."""
    from oxdash.vocabulary import wording

    options.new_folder(folder)
    for name, contents in files.items():
        write_once.make_folder((folder / name).parent)
        write_new(folder / name, contents)
    say(f"Made {folder}: {wording.counted(len(files), 'file')}.")
