"""The command that puts the papers of a meeting into one file."""

from pathlib import Path

import click

from oxdash.cli import options
from oxdash.cli.options import say, stop, write_new
from oxdash.cli.papers import KINDS, Stands, of_a_quarter
from oxdash.documents.papers import Kind


@click.command("meeting-pack")
@of_a_quarter("The PDF file to make.", ".pdf")
@click.option("--meeting", required=True, help='Its day, with its body where several meet: "Public Board 2010-07-01".')
@options.words
@click.option("--papers", help="Which papers, in the order of the agenda: kinds with commas. Default: the usual ones.")
def meeting_pack(stands: Stands, output: Path, meeting: str, papers: str | None, words_file: Path | None) -> None:
    """Put the papers of a meeting into one PDF: a front page, linked contents, the papers in order, pages numbered.

    A paper of the kind partnership is the sheet of each chairman who reports at that meeting.
    """
    from oxdash.documents import meeting_pack as documents
    from oxdash.publication import public

    kinds = list(dict.fromkeys(said.strip().lower() for said in (papers or "").split(",") if said.strip()))
    if unknown := [said for said in kinds if said not in KINDS]:
        stop(f'"{unknown[0]}" is no kind of paper. Write some of {", ".join(KINDS)}, with commas.')
    at = stands(options.words_in(words_file))
    found = documents.named(at.register, at.edition.quarter, meeting)
    if isinstance(found, str):
        stop(found, 1)
    asked = [Kind(said) for said in kinds]
    wanted = documents.wanted(at, found, asked) if asked else documents.usual(at, found)
    if isinstance(wanted, str):
        stop(wanted, 1)
    write_new(output, public.meeting_pack(at, found, wanted))
    say(f"Made {output}.")
