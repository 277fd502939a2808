"""What a paper will hold before it is made, and what is on record once it is published."""

from urllib.parse import quote

from markupsafe import Markup

from oxdash.documents.markup.element import bullets, element, facts, heading, joined, link, paragraph
from oxdash.vocabulary import wording


def contents(outline) -> Markup:
    """The parts of a paper in order, with how much stands in each. ``outline`` is blocks.Outline."""
    top = min(block.level for block in outline.blocks if _is(block, "Heading"))
    parts: list[tuple[str, list]] = []
    for block in outline.blocks:
        if _is(block, "Heading") and block.level == top:
            parts.append((block.text, []))
        elif parts:
            parts[-1][1].append(block)
    lines = [f"{name}{': ' if (said := _said(held)) else ''}{said}" for name, held in parts]
    return joined([paragraph(f"{outline.title}. {outline.footer}", "ox-note"), bullets(lines)])


def _is(block, kind: str) -> bool:
    return type(block).__name__ == kind


def _said(held: list) -> str:
    """``a table of 7 rows and 1 chart``."""
    found = [f"a table of {_many(block.rows, 'row')}" for block in held if _is(block, "Table")]
    for kind, word in (("Chart", "chart"), ("Schedule", "block in two columns")):
        if count := sum(_is(block, kind) for block in held):
            found.append(_many(count, word))
    if lines := sum(len(block.lines) for block in held if _is(block, "Bullets")):
        found.append(_many(lines, "line"))
    return wording.listed(found)


def _many(count: int, word: str) -> str:
    first, *rest = word.split(" ")
    return " ".join([f"{count}", first if count == 1 else f"{first}s", *rest])


def record(manifest, said: str) -> Markup:
    """One published position. ``manifest`` is publication.manifest.Manifest; ``said`` what has become of it since."""
    number = f"Correction of {manifest.corrects}: {manifest.correction}" if manifest.corrects else None
    return element(
        "div",
        heading(manifest.reference, 3),
        paragraph(said),
        facts(
            [
                ("Quarter", f"{wording.quarter(manifest.quarter)}, as at {wording.day(manifest.as_at)}"),
                ("Counts", manifest.sentence),
                ("Corrects", number),
                ("Fingerprint", element("code", manifest.fingerprint)),
                ("Rule version", manifest.rule_version),
                ("Open data", _data(manifest.reference)),
            ]
        ),
        class_="ox-version",
    )


def _data(reference: str) -> Markup:
    """Links to what the server hands to anybody; api.py."""
    address = f"api/positions/{quote(reference)}"
    kinds = (("JSON", ".json"), ("CSV for programs", ".csv"), ("what the columns mean", ".csv-metadata.json"))
    return joined([link(said, address + ending) for said, ending in kinds], ", ")


def published(manifest) -> Markup:
    """The panel once a position is on record."""
    return element(
        "div",
        heading(f"Published as {manifest.reference}", 2),
        paragraph(f"{manifest.sentence} It stays as it is; a correction gets the next number."),
        facts([("Fingerprint", element("code", manifest.fingerprint)), ("Charts", manifest.charts)]),
        class_="ox-receipt",
    )
