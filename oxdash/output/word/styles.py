"""How a Word paper looks: its styles, page, lists, language, footer and properties."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Twips

from oxdash.documents.blocks import Outline
from oxdash.output.word.widths import PADDING
from oxdash.output.word.xml import element, field, one_line, paragraph, run, typographic, value
from oxdash.vocabulary.model import AGREEMENT
from oxdash.vocabulary.wording import ILLUSTRATIVE, INK, SERIES

FONT, LANGUAGE, AUTHOR = "Arial", "en-GB", AGREEMENT
BLUE, FAINT = SERIES[0], "#8A8F94"
LONGEST_PROPERTY = 255  # characters; python-docx takes no more
LEFT_OVER = (
    "thumbnail",
    "extended-properties",
    "customXml",
    "stylesWithEffects",
    "fontTable",
    "webSettings",
)  # of the empty document
WORDS_OWN = ("Title", "heading 1", "heading 2", "heading 3", "List Bullet", "caption", "footer")
BULLETS = {"ListBullet": 1, "TableBullet": 2}  # style: number of its list


@dataclass(frozen=True)
class Sizes:
    """Points and centimetres of a kind of paper."""

    body: float
    table: float
    small: float
    title: float
    headings: tuple[float, float, float]
    line: float  # of the height of a line
    sides: float  # cm of margin
    top: float
    bottom: float


ORDINARY = Sizes(12, 10, 9, 20, (17, 14, 12), 1.1, sides=2.0, top=1.3, bottom=1.5)
ONE_PAGE = Sizes(10, 9, 9, 16, (12, 11, 10), 1.0, sides=1.5, top=1.3, bottom=1.7)


def sizes(outline: Outline) -> Sizes:
    return ONE_PAGE if outline.one_page else ORDINARY


def text_width(outline: Outline) -> int:
    """Twips between the margins of an A4 page."""
    return Cm(21).twips - 2 * Cm(sizes(outline).sides).twips


@dataclass(frozen=True)
class Measure:
    """What a style takes of a page's height, in points."""

    points: float
    before: float
    after: float
    line: float


def measures(outline: Outline) -> dict[str, Measure]:
    """The measures of every paragraph style, by its id."""
    size, found = sizes(outline), {}
    for style in _styles(size):
        if style.get(qn("w:type")) != "paragraph":
            continue
        spacing, letters = next(style.iter(qn("w:spacing"))), next(style.iter(qn("w:sz")), None)
        found[style.get(qn("w:styleId"))] = Measure(
            size.body if letters is None else int(letters.get(qn("w:val"))) / 2,
            int(spacing.get(qn("w:before"))) / 20,
            int(spacing.get(qn("w:after"))) / 20,
            int(spacing.get(qn("w:line"), round(240 * size.line))) / 240,
        )
    return found


def dress(document: Document, outline: Outline, stamped: date, illustrative: bool) -> None:
    """Give an empty document its page, styles, lists, language, footer and properties."""
    for rels in (document.part.package.rels, document.part.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith(LEFT_OVER)]:
            del rels[name]
    said = document.styles.element
    said[:] = [_defaults(sizes(outline)), *_styles(sizes(outline))]
    _lists(document.part.numbering_part.element)
    _settings(document.settings.element)
    _page(document, outline, illustrative)
    _properties(document.core_properties, outline, stamped, illustrative)


def _fonts(name: str = FONT):
    return element("w:rFonts", dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), name))


def _size(points: float) -> list:
    return [value("w:sz", round(points * 2)), value("w:szCs", round(points * 2))]


def _defaults(size: Sizes):
    language = element("w:lang", {"val": LANGUAGE, "eastAsia": LANGUAGE, "bidi": "ar-SA"})
    looks = element("w:rPr", None, _fonts(), value("w:color", INK.lstrip("#")), *_size(size.body), language)
    lines = element("w:spacing", {"after": 0, "line": round(240 * size.line), "lineRule": "auto"})
    return element(
        "w:docDefaults",
        None,
        element("w:rPrDefault", None, looks),
        element("w:pPrDefault", None, element("w:pPr", None, element("w:widowControl"), lines)),
    )


def _styles(size: Sizes) -> list:
    """Every style. A PDF is tagged with the names of styles: none may be a tag of PDF itself, such as Figure or Note.

    Title alone is Word's own; the PDF 1.7 that PDF/UA-1 is about has no such tag.
    """
    after = size.body * 0.5
    first, second, third = size.headings
    cell: dict[str, Any] = {"line": 1.0, "before": 2, "after": 2}
    return [
        _style("Normal", "Normal", after=after),
        element(
            "w:style",
            {"type": "character", "default": 1, "styleId": "DefaultParagraphFont"},
            *_named("Default Paragraph Font"),
        ),
        element("w:style", {"type": "numbering", "default": 1, "styleId": "NoList"}, *_named("No List")),
        _table_style(),
        _style("OverTitle", "Over title", size.body, bold=True, colour=BLUE, after=2, next_to=True),
        _style("Title", "Title", size.title, bold=True, colour=BLUE, after=size.body * 0.7, line=1.0),
        _style("Heading1", "heading 1", first, bold=True, colour=BLUE, before=first, after=first * 0.35, level=0),
        _style("Heading2", "heading 2", second, bold=True, colour=BLUE, before=second * 0.9, after=3, level=1),
        _style("Heading3", "heading 3", third, bold=True, colour=BLUE, before=third * 0.8, after=2, level=2),
        _style("Lead", "Lead", size.body + (2 if size.body > 10 else 1), bold=True, after=after),
        _style("SmallPrint", "Small print", size.small, after=after),
        _style("ListBullet", "List Bullet", after=after * 0.6, list_=True),
        _style("Caption", "caption", size.table + 0.5, bold=True, before=4, after=2, line=1.0, next_to=True),
        _style("FigureCaption", "Figure caption", bold=True, after=1, line=1.0, next_to=True, over="Caption"),
        _style("FigureSubtitle", "Figure subtitle", size.small, after=1, line=1.0, next_to=True),
        _style("FigureDrawing", "Figure drawing", 1, line=1.0, next_to=True),
        _style("Source", "Source", size.small - 1, before=2, after=6, line=1.0),
        _style("TableText", "Table text", size.table, **cell),
        _style("SmallTableText", "Small table text", size.small, **cell),
        _style("FigureTableText", "Figure table text", size.small, line=1.0),
        _style("FigureTableCaption", "Figure table caption", size.small, line=1.0, next_to=True, over="Caption"),
        _style("TableSection", "Table section", size.table, bold=True, before=5, after=2, line=1.0),
        _style("TableBullet", "Table bullet", size.table, **cell, list_=True),
        _style("AfterTable", "After table", 1, line=1.0),
        _style("Footer", "footer", 8.5, line=1.0),
    ]


def _named(name: str) -> list:
    return [value("w:name", name), value("w:uiPriority", 1)]


def _style(
    identity: str,
    name: str,
    points: float = 0,
    *,
    bold: bool = False,
    colour: str = "",
    before: float = 0,
    after: float = 0,
    line: float = 0,
    level: int | None = None,
    next_to: bool = False,
    list_: bool = False,
    over: str = "Normal",
):
    """A paragraph style; sizes in points. ``level`` makes it a heading; ``next_to`` keeps it with what follows."""
    spacing: dict[str, object] = {"before": round(before * 20), "after": round(after * 20)}
    if line:
        spacing |= {"line": round(240 * line), "lineRule": "auto"}
    lays = [element("w:keepNext"), element("w:keepLines")] if next_to or level is not None else []
    if list_:
        lays.append(element("w:numPr", None, value("w:numId", BULLETS[identity])))
    lays.append(element("w:spacing", spacing))
    if level is not None:
        lays.append(value("w:outlineLvl", level))
    looks = [element("w:b"), element("w:bCs")] if bold else []
    if colour:
        looks.append(value("w:color", colour.lstrip("#")))
    if points:
        looks += _size(points)
    is_normal = identity == "Normal"
    own: dict[str, object] = {"default": 1} if is_normal else {} if name in WORDS_OWN else {"customStyle": 1}
    return element(
        "w:style",
        {"type": "paragraph", "styleId": identity} | own,
        value("w:name", name),
        *([] if is_normal else [value("w:basedOn", over), value("w:next", "Normal")]),
        element("w:qFormat"),
        element("w:pPr", None, *lays),
        element("w:rPr", None, *looks),
    )


def _table_style():
    margins = {"top": 0, "left": PADDING // 2, "bottom": 0, "right": PADDING // 2}
    within = [element(f"w:{side}", {"w": wide, "type": "dxa"}) for side, wide in margins.items()]
    return element(
        "w:style",
        {"type": "table", "default": 1, "styleId": "TableNormal"},
        *_named("Normal Table"),
        element("w:tblPr", None, element("w:tblInd", {"w": 0, "type": "dxa"}), element("w:tblCellMar", None, *within)),
    )


def _lists(numbering) -> None:
    """Bullets in Arial, wide for the page and narrow for a table's cell."""
    kinds, lists = [], []
    for number, indent in ((BULLETS["ListBullet"], 340), (BULLETS["TableBullet"], 190)):
        level = element(
            "w:lvl",
            {"ilvl": 0},
            value("w:start", 1),
            value("w:numFmt", "bullet"),
            value("w:lvlText", "•"),
            value("w:lvlJc", "left"),
            element("w:pPr", None, element("w:ind", {"left": indent, "hanging": indent})),
            element("w:rPr", None, _fonts()),
        )
        kind = value("w:multiLevelType", "singleLevel")
        kinds.append(element("w:abstractNum", {"abstractNumId": number}, kind, level))
        lists.append(element("w:num", {"numId": number}, value("w:abstractNumId", number)))
    numbering[:] = kinds + lists


def _settings(settings) -> None:
    found = {child.tag.rpartition("}")[2]: child for child in settings}
    for name in ("savePreviewPicture", "rsids", "docId", "proofState", "shapeDefaults"):
        settings.remove(found[name])
    found["zoom"].attrib.clear()
    settings.replace(found["zoom"], element("w:zoom", {"percent": 100}))
    settings.replace(found["themeFontLang"], element("w:themeFontLang", {"val": LANGUAGE}))
    said = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}
    settings.replace(found["compat"], element("w:compat", None, element("w:compatSetting", said)))


def _page(document: Document, outline: Outline, illustrative: bool) -> None:
    section, size = document.sections[0], sizes(outline)
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Twips(Cm(size.sides).twips)
    section.top_margin, section.bottom_margin = Cm(size.top), Cm(size.bottom)
    section.header_distance, section.footer_distance = Cm(0.7), Cm(0.6)
    footer = section.footer
    footer.is_linked_to_previous = False
    said = outline.footer
    if illustrative and "illustrative" not in said.lower():
        said = f"{said} Illustrative figures."
    numbers = [run("Page "), *field("PAGE"), run(" of "), *field("NUMPAGES")]
    footer._element[:] = [paragraph("Footer", run(said)), paragraph("Footer", *numbers, right=True)]


def _properties(properties, outline: Outline, stamped: date, illustrative: bool) -> None:
    properties.title = typographic(one_line(outline.title))[:LONGEST_PROPERTY]
    properties.subject = typographic(one_line(outline.subject))[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = AUTHOR
    properties.comments = ILLUSTRATIVE if illustrative else ""
    properties.keywords = properties.category = ""
    properties.language = LANGUAGE
    properties.revision = 1
    properties.created = properties.modified = datetime(stamped.year, stamped.month, stamped.day)  # noqa: DTZ001 a day
