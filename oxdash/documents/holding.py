"""What a paper will hold before it is made, and what is on record once it is published."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from oxdash.documents.blocks import Block, Bullets, Chart, Heading, Outline, Paragraph, Schedule, Table
from oxdash.documents.inline import Link, Tagged, Words, commas
from oxdash.documents.page_blocks import Facts, Panel
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import ILLUSTRATIVE

Held = tuple[str, Mapping[str, str]]  # what a file says, and where each form of it stands; one alone has no name


def contents(outline: Outline) -> list[Block]:
    """The parts of a paper in order, with how much stands in each."""
    top = min(block.level for block in outline.of(Heading))
    parts: list[tuple[str, list[Block]]] = []
    for block in outline.blocks:
        if isinstance(block, Heading) and block.level == top:
            parts.append((block.text, []))
        elif parts:
            parts[-1][1].append(block)
    lines = tuple(f"{name}{': ' if (said := _said(held)) else ''}{said}" for name, held in parts)
    return [Paragraph(f"{outline.title}. {outline.footer}", "note"), Bullets(lines)]


def _said(held: list[Block]) -> str:
    """``a table of 7 rows and 1 chart``."""
    found = [f"a table of {_many(block.rows, 'row')}" for block in held if isinstance(block, Table)]
    for kind, word in ((Chart, "chart"), (Schedule, "block in two columns")):
        if count := sum(isinstance(block, kind) for block in held):
            found.append(_many(count, word))
    if lines := sum(len(block.lines) for block in held if isinstance(block, Bullets)):
        found.append(_many(lines, "line"))
    return wording.listed(found)


def _many(count: int, word: str) -> str:
    first, *rest = word.split(" ")
    return " ".join([f"{count}", first if count == 1 else f"{first}s", *rest])


def record(manifest, said: str) -> Panel:
    """One published position. ``manifest`` is publication.manifest.Manifest; ``said`` what has become of it since."""
    about = (*_about(manifest), ("Open data", _data(manifest.reference)))
    return Panel("version", (Heading(manifest.reference, 2), Paragraph(said), Facts(about)))


def in_a_folder(manifest, said: str, files: Iterable[Held]) -> Panel:
    """As `record`, with its files: what each is called and where it stands, seen from the page that this is on."""
    about = (*_about(manifest), ("Note", ILLUSTRATIVE if manifest.illustrative else None))
    lines = tuple(_forms(name, addresses) for name, addresses in files)
    return Panel("version", (Heading(manifest.reference, 1), Paragraph(said), Facts(about), Bullets(lines)))


def _forms(name: str, addresses: Mapping[str, str]) -> Link | Words:
    """``Board paper: PDF, Word``, each form a link; what has only one without a name of its own is the link."""
    if "" in addresses:
        return Link(name, address=addresses[""])
    links = (Link(form, address=address, title=f"{name} ({form})") for form, address in addresses.items())
    return Words((f"{name}: ", commas(links)))


def _about(manifest) -> tuple:
    return (
        ("Quarter", f"{wording.quarter(manifest.quarter)}, as at {wording.day(manifest.as_at)}"),
        ("Counts", manifest.sentence),
        ("Corrects", f"Correction of {manifest.corrects}: {manifest.correction}" if manifest.corrects else None),
        ("Fingerprint", Tagged(manifest.fingerprint, "code")),
        ("Rule version", manifest.rule_version),
    )


def _data(reference: str) -> Words:
    """Links to what the server hands to anybody; api.py."""
    address = f"api/positions/{quote(reference)}"
    kinds = (("JSON", ".json"), ("CSV for programs", ".csv"), ("what the columns mean", ".csv-metadata.json"))
    return commas(Link(said, address=address + ending) for said, ending in kinds)


def published(manifest) -> Panel:
    """The panel once a position is on record."""
    said = f"{manifest.sentence} It stays as it is; a correction gets the next number."
    about = (("Fingerprint", Tagged(manifest.fingerprint, "code")), ("Charts", manifest.charts))
    return Panel("receipt", (Heading(f"Published as {manifest.reference}"), Paragraph(said), Facts(about)))
