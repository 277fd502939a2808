"""What the parts of a workbook's package say, before openpyxl sees them.

Every part is read once: a DOCTYPE is refused, whatever the encoding, and so is what would come from outside the
workbook, or run. openpyxl skips a sheet whose part is missing and never says so; here every sheet that the workbook
lists is found, or the workbook is refused.
"""

import posixpath
import re
import zipfile
from dataclasses import dataclass

from oxdash.excel import file_checks, strict_xml
from oxdash.excel.annotations import Annotation, annotations, of_a_sheet, parts_of
from oxdash.excel.bounds import RETURN, Bounds
from oxdash.excel.cells import folded
from oxdash.excel.file_checks import DAMAGED, SAVE_AS, SEND_AGAIN, Refused
from oxdash.excel.number_formats import number_formats
from oxdash.excel.sheet_xml import SheetFacts, sheet_facts
from oxdash.excel.texts import MAIN, shared_texts, unescaped

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
WORKBOOK_TYPES = (  # of the part that lists the sheets
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
)
XML = (".xml", ".rels")  # Excel's .vml is not well-formed, and what else lies in a package need not be XML
DECLARES = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
CONTENT_TYPES = "[Content_Types].xml"
SHARED_TEXTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
LONGEST_TITLE = 31  # characters; Excel allows no more

OTHER_ZIP = "This is a zip file, not an Excel workbook. Take the workbook (.xlsx) out of it and send that."
OUTSIDE = (
    "This workbook takes something from outside itself ({what}), which is not accepted. In Excel, choose Data, then "
    "Edit Links or Queries and Connections, break every link, save it, and send that."
)
EMBEDDED = (
    "This workbook has another document or a control embedded in it, which is not accepted. Delete the embedded "
    "object, save the workbook, and send that."
)
OTHER_PACKAGES = [
    # in the list of content types, sentence
    ("wordprocessingml", file_checks.WORD_DOCUMENT),
    ("presentationml", file_checks.PRESENTATION),
    ("sheet.binary.macroenabled", file_checks.BINARY_WORKBOOK),
    ("macroenabled", file_checks.MACROS),
    ("vbaproject", file_checks.MACROS),
    ("macrosheet", file_checks.MACROS),
]
RUNS = [  # in the type of a part of a workbook that could otherwise be read, sentence
    ("sheet.macroenabled.main", file_checks.MACROS),
    ("template.macroenabled.main", file_checks.MACROS),
    ("vbaproject", file_checks.MACROS),
    ("macrosheet", file_checks.MACROS),
]
REFUSED_PARTS = [
    # in a part's name, sentence
    ("vbaproject", file_checks.MACROS),
    ("/macrosheets/", file_checks.MACROS),
    ("/externallinks/", OUTSIDE.format(what="a link to another workbook")),
    ("/connections.xml", OUTSIDE.format(what="a data connection")),
    ("/querytables/", OUTSIDE.format(what="a data connection")),
    ("/embeddings/", EMBEDDED),
    ("/activex/", EMBEDDED),
]
LINKED = {
    # the end of an external relationship's type, what it is; hyperlinks alone are let through: nothing follows them
    "externalLinkPath": "a link to another workbook",
    "externalLink": "a link to another workbook",
    "oleObject": "a linked document",
    "image": "a linked picture",
}


@dataclass(frozen=True)
class Package:
    """A workbook's sheets of cells in order, by name, and what each one's XML says; chart sheets hold no cells."""

    sheets: dict[str, SheetFacts]
    strings: list[str]  # the shared texts, in order
    formats: bytes  # a part of formats with the number formats alone

    @property
    def cells(self) -> int:
        return sum(sheet.cells for sheet in self.sheets.values())


def examined(data: bytes, bounds: Bounds = RETURN) -> Package:
    """Read every part of a package once; Refused, with the sentence, where it is not a workbook that can be let in."""
    package = file_checks.opened(data, bounds)
    names = set(package.namelist())
    main = main_part(package, names)
    listed = _sheets(package, names, main, bounds)
    shared = _shared_texts_part(package, names, main)
    styles = _styles_part(package, names, main)
    beside = _beside(package, names - set(listed.values()), listed, names) if bounds.most_annotations else {}
    kinds = {part: kind for parts in beside.values() for part, kind in parts.items()}
    strings: list[str] = []
    annotated: dict[str, list[Annotation]] = {}
    for name in sorted(names - set(listed.values())):
        xml = package.read(name)
        if name == shared:
            strings = shared_texts(xml, bounds)
        elif name in kinds:
            annotated[name] = annotations(xml, kinds[name], bounds)
        elif name.casefold().endswith(XML):
            strict_xml.elements(xml)
        elif DECLARES.search(xml):
            raise Refused(strict_xml.DOCTYPE)
    facts = {
        title: sheet_facts(unescaped(title), package.read(part), strings, bounds) for title, part in listed.items()
    }
    for title, parts in beside.items():
        facts[title].annotations = of_a_sheet(annotated.get(part, []) for part in parts)
    if sum(len(sheet.annotations) for sheet in facts.values()) > bounds.most_annotations:
        raise Refused(bounds.too_many_annotations)
    found = Package(facts, strings, number_formats(package.read(styles) if styles else None))
    filled = sum(len(sheet.filled) for sheet in facts.values())
    to_read = sum(sheet.cells_to_read for sheet in facts.values())
    if filled > bounds.most_filled or to_read > bounds.most_to_read or found.cells > bounds.most_elements:
        raise Refused(bounds.too_many_cells)
    return found


def main_part(package: zipfile.ZipFile, names: set[str]) -> str:
    """The part that lists the sheets, of a package that is an Excel workbook with nothing in it that runs.

    Judged by the parts that are there: programs declare types for parts and extensions that they never write.
    """
    if CONTENT_TYPES not in names:
        raise Refused(_another_kind(package, names))
    types = _types(package, names)
    mains = [part for part, kind in types.items() if kind in WORKBOOK_TYPES]
    declared = " ".join(types.values()).casefold()
    for word, sentence in RUNS if mains else OTHER_PACKAGES:
        if word in declared:
            raise Refused(sentence)
    for name in names:
        for word, sentence in REFUSED_PARTS:
            if word in f"/{name.casefold()}":
                raise Refused(sentence)
    if not mains:
        listed = any(kind in WORKBOOK_TYPES for _, kind in _declared(package))
        raise Refused(DAMAGED if listed else OTHER_ZIP)
    if len(mains) > 1:
        raise Refused(DAMAGED)
    return mains[0]


def _declared(package: zipfile.ZipFile) -> list[tuple[dict[str, str], str]]:
    """What the list of content types declares: of which part or extension, and its type."""
    types = strict_xml.elements(package.read(CONTENT_TYPES))
    return [(attributes, attributes["ContentType"]) for _, attributes in types if "ContentType" in attributes]


def _types(package: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """The type of every part that is there and has one: its own, else that of its extension."""
    own, by_extension = {}, {}
    for attributes, kind in _declared(package):
        if "PartName" in attributes:
            own[attributes["PartName"].removeprefix("/")] = kind
        elif "Extension" in attributes:
            by_extension[attributes["Extension"].casefold()] = kind
    # a package whose main part has its type by its extension alone gives it to every part of XML
    if by_extension.get("xml") in WORKBOOK_TYPES:
        own.setdefault("xl/workbook.xml", by_extension.pop("xml"))
    found = {part: own.get(part) or by_extension.get(part.rpartition(".")[2].casefold()) for part in names}
    return {part: kind for part, kind in found.items() if kind}


def _shared_texts_part(package: zipfile.ZipFile, names: set[str], main: str) -> str | None:
    related = [part for part, kind in _related(package, names, main).values() if kind.endswith("/sharedStrings")]
    declared = [part for part, kind in _types(package, names).items() if kind == SHARED_TEXTS]
    return next((part for part in related + declared if part in names), None)


def _styles_part(package: zipfile.ZipFile, names: set[str], main: str) -> str | None:
    related = [part for part, kind in _related(package, names, main).values() if kind.endswith("/styles")]
    return next((part for part in [*related, "xl/styles.xml"] if part in names), None)


def _another_kind(package: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names:
        kind = package.read("mimetype")[:200]
        if b"opendocument.spreadsheet" in kind:
            return f"This is an OpenDocument spreadsheet (.ods). {SAVE_AS}"
        if b"opendocument" in kind:
            return "This is an OpenDocument file, not a spreadsheet. Copy its figures into the return workbook (.xlsx)."
    if any(name.endswith(".iwa") for name in names):
        return "This is an Apple Numbers spreadsheet. Choose File, Export To, Excel, and send that."
    return OTHER_ZIP


def _related(package: zipfile.ZipFile, names: set[str], part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part refers to, by the reference's name: (part, kind), found as openpyxl finds them."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in names:
        return {}
    found = {}
    for tag, attributes in strict_xml.elements(package.read(listing)):
        if tag.endswith(" Relationship"):
            found[attributes.get("Id", "")] = (target(part, attributes.get("Target", "")), attributes.get("Type", ""))
    return found


def target(part: str, reference: str) -> str:
    """The part that ``part`` means by the reference of a relationship."""
    if not reference.startswith("/"):
        reference = posixpath.normpath(posixpath.join(posixpath.dirname(part), reference))
    return reference.removeprefix("/")


def _sheets(package: zipfile.ZipFile, names: set[str], main: str, bounds: Bounds) -> dict[str, str]:
    """The part of every sheet of cells, by the sheet's name as the XML has it, in order."""
    for name in sorted(names):
        if name.casefold().endswith(".rels"):
            for _, attributes in strict_xml.elements(package.read(name)):
                _refuse_outside(attributes)
    listing = strict_xml.elements(package.read(main))
    if listing[0][0].startswith(STRICT):
        raise Refused(f"This workbook was saved as a Strict Open XML Spreadsheet. {SAVE_AS}")
    related = _related(package, names, main)
    found: dict[str, str] = {}
    titles: dict[str, str] = {}  # as folded
    for tag, attributes in listing:
        if tag != f"{MAIN} sheet":
            continue
        raw = attributes.get("name", "")
        title = unescaped(raw)
        part, kind = related.get(attributes.get(f"{RELATED} id", ""), ("", ""))
        if folded(title) in titles:
            raise Refused(
                f"This workbook has two sheets with one name, {titles[folded(title)]} and {title}. Rename or delete "
                "one of them, save the workbook, and send that."
            )
        titles[folded(title)] = title
        if not folded(title) or len(title) > LONGEST_TITLE:
            raise Refused(DAMAGED)
        if part not in names:
            raise Refused(f"Sheet {title} is missing from inside this workbook. {SEND_AGAIN}")
        if "chartsheet" in kind:
            if not _related(package, names, part):
                raise Refused(
                    f"Sheet {title} is a chart sheet with no chart on it. Delete it, save the workbook, and send that."
                )
        else:
            found[raw] = part
    if len(titles) > bounds.most_sheets:
        raise Refused(
            f"This workbook has {len(titles)} sheets; at most {bounds.most_sheets} are read. Delete those that do not "
            "belong to the return, save it, and send that."
        )
    if not found:
        raise Refused(f"This workbook has no sheet with cells. {SEND_AGAIN}")
    return found


def _beside(
    package: zipfile.ZipFile, others: set[str], listed: dict[str, str], names: set[str]
) -> dict[str, dict[str, str]]:
    """By sheet, the parts of its notes, comments and shapes: what each holds, by part."""
    return {
        title: {
            own: kind
            for own, kind in parts_of(part, lambda one: _related(package, names, one)).items()
            if own in others and own.casefold().endswith(XML)
        }
        for title, part in listed.items()
    }


def _refuse_outside(attributes: dict[str, str]) -> None:
    kind = attributes.get("Type", "").rpartition("/")[2]
    if attributes.get("TargetMode", "").casefold() == "external" and kind != "hyperlink":
        raise Refused(OUTSIDE.format(what=LINKED.get(kind, "a link of a kind that no return needs")))
