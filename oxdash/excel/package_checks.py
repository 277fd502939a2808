"""What the parts of a workbook's package say.

Every part is read once: a DOCTYPE is refused, whatever the encoding, and so is what would come from outside the
workbook, or run. Every sheet that the workbook lists is found, or the workbook is refused.
"""

from dataclasses import dataclass

from oxdash.excel import file_checks
from oxdash.excel.annotations import Annotation, annotations, of_a_sheet, parts_of
from oxdash.excel.bounds import RETURN, Bounds
from oxdash.excel.cell_values import Values, number_formats
from oxdash.excel.cells import folded
from oxdash.excel.file_checks import DAMAGED, SAVE_AS, SEND_AGAIN, Refused
from oxdash.excel.sheet_xml import SheetFacts, sheet_facts
from oxdash.excel.strict_xml import XML, Parts
from oxdash.excel.texts import MAIN, shared_texts, unescaped

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
WORKBOOK_TYPES = (  # of the part that lists the sheets
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
)
CONTENT_TYPES = "[Content_Types].xml"
STYLES = "xl/styles.xml"  # where they are, whatever the workbook refers to
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
class Listed:
    """A sheet of cells as the workbook lists it."""

    part: str
    hidden: bool


def examined(data: bytes, bounds: Bounds = RETURN) -> dict[str, SheetFacts]:
    """What the XML of each of a workbook's sheets of cells says, by name, in order; chart sheets hold no cells.

    Every part of the package is read once. Refused, with the sentence, where it is no workbook that can be let in.
    """
    parts = Parts(file_checks.opened(data, bounds))
    main = main_part(parts)
    listed = _sheets(parts, main, bounds)
    others = parts.names - {sheet.part for sheet in listed.values()}
    declared = [part for part, kind in _types(parts).items() if kind == SHARED_TEXTS]
    shared = next(iter([*parts.referred_to(main, "sharedStrings"), *declared]), None)
    styles = next(iter([*parts.referred_to(main, "styles"), *({STYLES} & parts.names)]), None)
    beside = _beside(parts, others, listed) if bounds.most_annotations else {}
    kinds = {part: kind for own in beside.values() for part, kind in own.items()}
    strings: list[str] = []
    annotated: dict[str, list[Annotation]] = {}
    for name in sorted(others):
        if name == shared:
            strings = shared_texts(parts.read(name), bounds)
        elif name in kinds:
            annotated[name] = annotations(parts.read(name), kinds[name], bounds)
        else:
            parts.check(name)
    values = Values(number_formats(parts.elements(styles) if styles else ()), from_1904=_from_1904(parts, main))
    facts = {}
    for title, sheet in listed.items():
        found = sheet_facts(unescaped(title), parts.read(sheet.part), strings, values, bounds)
        found.hidden = sheet.hidden
        found.annotations = of_a_sheet(annotated.get(part, []) for part in beside.get(title, ()))
        facts[title] = found
    if sum(len(sheet.annotations) for sheet in facts.values()) > bounds.most_annotations:
        raise Refused(bounds.too_many_annotations)
    filled, to_read, elements = (
        sum(counted)
        for counted in zip(*((one.filled, one.to_read, one.elements) for one in facts.values()), strict=True)
    )
    if filled > bounds.most_filled or to_read > bounds.most_to_read or elements > bounds.most_elements:
        raise Refused(bounds.too_many_cells)
    return facts


def main_part(parts: Parts) -> str:
    """The part that lists the sheets, of a package that is an Excel workbook with nothing in it that runs.

    Judged by the parts that are there: programs declare types for parts and extensions that they never write.
    """
    if CONTENT_TYPES not in parts.names:
        raise Refused(_another_kind(parts))
    types = _types(parts)
    mains = [part for part, kind in types.items() if kind in WORKBOOK_TYPES]
    declared = " ".join(types.values()).casefold()
    for word, sentence in RUNS if mains else OTHER_PACKAGES:
        if word in declared:
            raise Refused(sentence)
    for name in parts.names:
        for word, sentence in REFUSED_PARTS:
            if word in f"/{name.casefold()}":
                raise Refused(sentence)
    if not mains:
        listed = any(kind in WORKBOOK_TYPES for _, kind in _declared(parts))
        raise Refused(DAMAGED if listed else OTHER_ZIP)
    if len(mains) > 1:
        raise Refused(DAMAGED)
    return mains[0]


def _declared(parts: Parts) -> list[tuple[dict[str, str], str]]:
    """What the list of content types declares: of which part or extension, and its type."""
    types = parts.elements(CONTENT_TYPES)
    return [(attributes, attributes["ContentType"]) for _, attributes in types if "ContentType" in attributes]


def _types(parts: Parts) -> dict[str, str]:
    """The type of every part that is there and has one: its own, else that of its extension."""
    own, by_extension = {}, {}
    for attributes, kind in _declared(parts):
        if "PartName" in attributes:
            own[attributes["PartName"].removeprefix("/")] = kind
        elif "Extension" in attributes:
            by_extension[attributes["Extension"].casefold()] = kind
    # a package whose main part has its type by its extension alone gives it to every part of XML
    if by_extension.get("xml") in WORKBOOK_TYPES:
        own.setdefault("xl/workbook.xml", by_extension.pop("xml"))
    found = {part: own.get(part) or by_extension.get(part.rpartition(".")[2].casefold()) for part in parts.names}
    return {part: kind for part, kind in found.items() if kind}


def _from_1904(parts: Parts, main: str) -> bool:
    """Whether the workbook counts days from 1904, as those of old Macintoshes do."""
    said = (attributes.get("date1904", "") for tag, attributes in parts.elements(main) if tag == f"{MAIN} workbookPr")
    return next(said, "") in ("1", "true")


def _another_kind(parts: Parts) -> str:
    if "mimetype" in parts.names:
        kind = parts.read("mimetype")[:200]
        if b"opendocument.spreadsheet" in kind:
            return f"This is an OpenDocument spreadsheet (.ods). {SAVE_AS}"
        if b"opendocument" in kind:
            return "This is an OpenDocument file, not a spreadsheet. Copy its figures into the return workbook (.xlsx)."
    if any(name.endswith(".iwa") for name in parts.names):
        return "This is an Apple Numbers spreadsheet. Choose File, Export To, Excel, and send that."
    return OTHER_ZIP


def _sheets(parts: Parts, main: str, bounds: Bounds) -> dict[str, Listed]:
    """Every sheet of cells, by its name as the XML has it, in order."""
    for name in sorted(parts.names):
        if name.casefold().endswith(".rels"):
            for _, attributes in parts.elements(name):
                _refuse_outside(attributes)
    listing = parts.elements(main)
    if listing[0][0].startswith(STRICT):
        raise Refused(f"This workbook was saved as a Strict Open XML Spreadsheet. {SAVE_AS}")
    related = parts.related(main)
    found: dict[str, Listed] = {}
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
        if part not in parts.names:
            raise Refused(f"Sheet {title} is missing from inside this workbook. {SEND_AGAIN}")
        if "chartsheet" in kind:
            if not parts.related(part):
                raise Refused(
                    f"Sheet {title} is a chart sheet with no chart on it. Delete it, save the workbook, and send that."
                )
        else:
            found[raw] = Listed(part, attributes.get("state", "visible") != "visible")
    if len(titles) > bounds.most_sheets:
        raise Refused(
            f"This workbook has {len(titles)} sheets; at most {bounds.most_sheets} are read. Delete those that do not "
            "belong to the return, save it, and send that."
        )
    if not found:
        raise Refused(f"This workbook has no sheet with cells. {SEND_AGAIN}")
    return found


def _beside(parts: Parts, others: set[str], listed: dict[str, Listed]) -> dict[str, dict[str, str]]:
    """By sheet, the parts of its notes, comments and shapes: what each holds, by part."""
    return {
        title: {
            own: kind
            for own, kind in parts_of(sheet.part, parts.related).items()
            if own in others and own.casefold().endswith(XML)
        }
        for title, sheet in listed.items()
    }


def _refuse_outside(attributes: dict[str, str]) -> None:
    kind = attributes.get("Type", "").rpartition("/")[2]
    if attributes.get("TargetMode", "").casefold() == "external" and kind != "hyperlink":
        raise Refused(OUTSIDE.format(what=LINKED.get(kind, "a link of a kind that no return needs")))
