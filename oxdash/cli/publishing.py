"""The commands that put a position on record, prove it, print it again and hand it out."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oxdash.cli import options
from oxdash.cli.options import (
    loaded,
    not_made,
    partnership_code,
    say,
    say_json,
    settings_of,
    stop,
    whoever,
    write_new,
)
from oxdash.cli.papers import KINDS, both_or_neither, whose

if TYPE_CHECKING:
    from oxdash.judging.position import Position
    from oxdash.publication.shelf import Published
    from oxdash.settings import Settings

PUBLISHED = (
    *KINDS,
    "slides",
    "workbook",
    "page",
    "picture",
    "picture-svg",
    "csv",
    "json",
)  # publication.reprinting.KINDS, known without loading it


@click.command()
@options.a_quarter
@click.option("--reference", required=True, help='What it is cited by, like "Board 2010-07-01".')
@options.as_at
@options.standing
@options.agreement
@click.option("--correction", help="Publish a correction of the reference, and why; it gets the next number.")
@options.words
@click.option("--from", "who", default=None, help="Who publishes it; stands in the audit log.")
@click.pass_obj
def publish(
    data: Path,
    quarter: str,
    reference: str,
    as_at: date | None,
    standing: str,
    agreement: str | None,
    correction: str | None,
    words_file: Path | None,
    who: str | None,
) -> None:
    """Put the position of a quarter on record, once and for all: papers, workbook, charts, page, data, and proof.

    Exit 0 published, 1 refused.
    """
    from oxdash.publication import publishing

    words = options.words_in(words_file)
    now = datetime.now(UTC)
    done = publishing.publish(
        publishing.Asked(quarter, reference, as_at, standing, correction, agreement, words),
        whoever(who or "", now),
        settings_of(data, local=True),
        now,
        told=lambda said: say(said, err=True),
    )
    if isinstance(done, publishing.Refused):
        stop(done.sentence, 1)
    said = done.manifest
    say(f"Published {said.reference}: {said.sentence} Fingerprint {said.fingerprint}.")
    say(f"{said.charts}\nIt is in {done.folder}.")
    if waits := _waits(data, quarter):
        say(waits)


def _waits(data: Path, quarter: str) -> str:
    """Whose returns for a quarter wait for their sign-off, and so stand in nothing that is published of it."""
    from oxdash.findings import waiting
    from oxdash.judging import waits
    from oxdash.judging.on_record import Unready, load_register

    standing = waits.table(waits.standing(data))
    register = load_register(data) if len(standing) else None
    if register is None or isinstance(register, Unready):
        return ""
    names = dict(zip(register.partnerships.code, register.partnerships.name, strict=True))
    return waiting.sentence(standing, quarter, names, register.council.zone)


@click.command()
@options.as_json(help="Print the list as JSON.")
@click.pass_obj
def published(data: Path, as_json: bool) -> None:
    """List what has been published, and what has been corrected since."""
    from oxdash.publication import compare, shelf

    found, faults = shelf.published(settings_of(data).published)
    now, why_not = _now(data) if found else (None, None)
    told = []
    for one in found:
        try:
            told.append((one, compare.since_told(one, now) if now else f"{one.cited}."))
        except shelf.Unreadable as fault:  # its tables; what it is cited by stands in the manifest
            told.append((one, f"{one.cited}."))
            faults.append(str(fault))
    if as_json:
        listed = [one.about() | {"since": said} for one, said in told]
        say_json({"published": listed, "damaged": faults})
    for one, said in () if as_json else told:
        say(f"{said}\n    {one.manifest.sentence} Fingerprint {one.manifest.fingerprint}.")
    for sentence in (*faults, *filter(None, [why_not])):
        say(sentence, err=True)
    if not (found or faults or as_json):
        say(shelf.NOTHING)
    sys.exit(bool(faults))


@click.command()
@click.argument("reference")
@click.pass_obj
def verify(data: Path, reference: str) -> None:
    """Prove a published position: every file, and the kept returns judged again. Exit 1 says what differs."""
    from oxdash.archive import record
    from oxdash.publication import verifying

    settings = settings_of(data)
    one = published_as(settings, reference, held=False)  # what does not hold is said with all else
    found = verifying.verify(one, record.log(settings))
    for line in (*found.faults, *found.notes):
        say(line)
    say(found.sentence(one.reference))
    sys.exit(bool(found.faults))


@click.command()
@click.argument("reference")
@options.output(help="The file to make.")
@click.option("--kind", type=click.Choice(PUBLISHED), default="board", show_default=True, help="Which file.")
@whose
@click.option("--pdf", is_flag=True, help="The paper as PDF.")
@click.option("--anew", is_flag=True, help="Draw it from the kept tables, and say where it differs from the published.")
@click.pass_obj
def reprint(
    data: Path, reference: str, output: Path, kind: str, partnership: str | None, pdf: bool, anew: bool
) -> None:
    """Hand out a published file as it was published; with --anew draw it again, and say where it differs."""
    from oxdash.publication import reprinting

    both_or_neither(kind, partnership)
    if pdf and kind not in KINDS:
        stop(f"--pdf is of a paper, and {kind} is none. Leave --pdf out, or choose a paper with --kind.")
    one = published_as(settings_of(data), reference)
    code = partnership_code(one.position, partnership) if partnership else None
    again = reprinting.reprint(one, kind, code, anew=anew, pdf=pdf)
    options.may_be_named(output, Path(again.path).suffix)
    write_new(output, again.data)
    say("\n".join([f"Made {output}. {again.sentence}", *again.listed]))


@click.command()
@click.argument("reference")
@options.output(help="The zip file to make.", ending=".zip")
@click.option("--audit", is_flag=True, help="With the register, the returns and the receipts: not for the public.")
@click.pass_obj
def pack(data: Path, reference: str, output: Path, audit: bool) -> None:
    """Put a published position into one zip: the public files, or with --audit everything."""

    write_new(output, published_as(settings_of(data), reference).pack(audit=audit))
    say(f"Made {output}{': it holds returns and receipts, so keep it from the public' if audit else ''}.")


@click.command()
@options.output(help="The folder to make, which is not there yet.", makes="folder")
@click.pass_obj
def site(data: Path, output: Path) -> None:
    """Put everything that was published into a folder for any web server: a page that lists it, papers, data, proof."""
    from oxdash.publication import shelf, website
    from oxdash.vocabulary import wording

    try:
        found, faults = shelf.published(settings_of(data).published)
        if faults or not found:
            stop(" ".join([*faults, "Nothing was made."]) if faults else shelf.NOTHING, 1)
        count = website.write(found, output)
    except shelf.Unreadable as fault:
        stop(f"{fault} Nothing was made.", 1)
    except OSError as error:
        not_made(output, error)
    say(f"Made {output}: {wording.counted(count, 'file')}, of {wording.counted(len(found), 'published position')}.")


def _now(data: Path) -> "tuple[Position | None, str | None]":
    """The position that what was published is compared with; or why there is none, as none is needed for the list."""
    from oxdash.judging.position import Unready

    now = loaded(data)
    if isinstance(now, Unready):
        return None, f"What was corrected since is not known. {now.sentence}"
    return now, None


def published_as(settings: "Settings", reference: str, *, held: bool = True) -> "Published":
    """The published position of that reference; ends with a sentence where there is none."""
    from oxdash.publication import shelf

    one = shelf.find(settings.published, reference, held=held)
    if one is None:
        known = ", ".join(each.reference for each in shelf.published(settings.published)[0]) or "nothing yet"
        stop(f'"{reference}" has not been published. Published: {known}.', 1)
    return one
