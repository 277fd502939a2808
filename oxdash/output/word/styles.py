"""How a Word paper looks: a base document with its styles, lists and page, and the foot and properties of this paper.

A base is a Word document of no words, `base/paper.docx`, or `base/one_page.docx` for a paper held to one page. So the
look is changed in Word: a council copies the two, changes them, and names their folder in the setting ``paper_styles``.
A head that stands in a base is kept; the foot is ours. A PDF is tagged with the names of styles, so that none may be a
tag of PDF itself, such as Figure or Note; Title alone is Word's own, and the PDF 1.7 that PDF/UA-1 is about has none.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from oxdash.documents.blocks import Block, Bullets, Heading, Outline, Paragraph, Schedule, Table, Tree
from oxdash.output.on_paper import one_line
from oxdash.output.word.xml import field, paragraph, run, typographic
from oxdash.settings import Misset, current
from oxdash.vocabulary.wording import listed

LONGEST_PROPERTY = 255  # characters; python-docx takes no more
LINE = 1.16  # of its letters' size: a line of Arial, and a little more
NARROWEST = 10  # cm between the margins; the tables of the papers need that
PAPER, ONE_PAGE = "paper.docx", "one_page.docx"
LEFT_OVER = (  # of whoever saved the base
    "thumbnail",
    "extended-properties",
    "customXml",
    "stylesWithEffects",
    "fontTable",
    "webSettings",
)
OF_ITS_WRITING = ("savePreviewPicture", "rsids", "docId", "proofState", "attachedTemplate")  # settings
# every style of a paragraph: what the papers call it, and its name in Word, which is the same in every language of Word
STYLES = {
    "Normal": "Normal",
    "OverTitle": "Over title",
    "Title": "Title",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "Lead": "Lead",
    "SmallPrint": "Small print",
    "ListBullet": "List Bullet",
    "Caption": "caption",
    "FigureCaption": "Figure caption",
    "FigureSubtitle": "Figure subtitle",
    "FigureDrawing": "Figure drawing",
    "Source": "Source",
    "TableText": "Table text",
    "SmallTableText": "Small table text",
    "FigureTableText": "Figure table text",
    "FigureTableCaption": "Figure table caption",
    "TableSection": "Table section",
    "TableBullet": "Table bullet",
    "AfterTable": "After table",
    "Footer": "footer",
}
OF_KIND = {"": "Normal", "lead": "Lead", "note": "SmallPrint", "source": "Source"}  # of a Paragraph


class Under(str):
    """A line of a list that stands ``depth`` under the outermost."""

    depth: int

    def __new__(cls, text: str, depth: int) -> "Under":
        made = super().__new__(cls, text)
        made.depth = depth
        return made


@dataclass(frozen=True)
class Measure:
    """What a style takes of a page's height, in points; ``line`` in lines."""

    points: float
    before: float
    after: float
    line: float


@dataclass(frozen=True)
class Look:
    """What has to be known of a base to fill it: its styles by their id, and what its page has between the margins."""

    styles: dict[str, Measure]
    width: int  # twips
    height: float  # points


def parts(outline: Outline) -> Iterator[tuple[str, str | Block]]:
    """What stands on a paper from its top: a paragraph's style and text, or a block with the style of its cells."""
    yield "OverTitle", outline.over
    yield "Title", outline.title
    for block in outline.blocks:
        match block:
            case Heading():
                yield f"Heading{block.level}", block.text
            case Paragraph():
                yield OF_KIND[block.kind], block.text
            case Bullets():
                yield from (("ListBullet", line) for line in block.lines)
            case Tree():
                yield "Caption", block.caption
                yield from (("ListBullet", Under(line, depth)) for depth, line in block.lines)
            case Table() | Schedule():
                yield "Caption", block.caption
                yield "SmallTableText" if isinstance(block, Table) and block.small else "TableText", block
            case _:
                yield "", block


def look(outline: Outline) -> Look:
    """The look of a paper. Misset where its base cannot be used."""
    return _read(_base(outline.one_page))[1]


def dressed(outline: Outline, stamped: date, illustrative: bool) -> Document:
    """An empty document with its page, styles, lists, language, footer and properties. Misset as for `look`."""
    document = docx.Document(io.BytesIO(_read(_base(outline.one_page))[0]))
    _foot(document, outline, illustrative)
    _properties(document.core_properties, outline, stamped, illustrative)
    return document


def check_styles() -> None:
    """Misset where either base cannot be used."""
    for one_page in (False, True):
        _read(_base(one_page))


def _base(one_page: bool) -> Path:
    return current().paper_styles / (ONE_PAGE if one_page else PAPER)


@lru_cache(maxsize=8)
def _read(path: Path) -> tuple[bytes, Look]:
    """A base as papers are made from it, without what stands in it, and its look. Read once: one that is changed counts
    from the next start on.
    """
    try:
        document = docx.Document(io.BytesIO(path.read_bytes()))
        _rename(document)
        _empty(document)
        held = io.BytesIO()
        document.save(held)
        found = _look(document)
    except OSError as error:
        raise _unusable(path, f"it cannot be read ({error.strerror})") from None
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, AttributeError, IndexError):
        raise _unusable(path, "it is no Word document (.docx)") from None
    if missing := [name for key, name in STYLES.items() if key not in found.styles]:
        raise _unusable(path, f"it has no style named {listed(missing)}")
    if found.width < NARROWEST * 567:
        raise _unusable(path, f"its margins leave less than {NARROWEST} cm between them")
    return held.getvalue(), found


def _unusable(path: Path, why: str) -> Misset:
    return Misset(
        f"Papers cannot be made in the styles of {path}: {why}. Copy {path.name} from the folder "
        "oxdash/output/word/base and change the copy in Word."
    )


def _rename(document: Document) -> None:
    """Give every style the id that papers know it by: Word names ids in the language it was last saved in."""
    said = document.styles.element
    ids = {
        style.find(qn("w:name")).get(qn("w:val")).casefold(): style.get(qn("w:styleId"))
        for style in said.xpath("w:style[@w:type='paragraph']")
    }
    new = {ids[name.casefold()]: key for key, name in STYLES.items() if name.casefold() in ids}
    for style in said.xpath("w:style"):
        style.set(qn("w:styleId"), new.get(style.get(qn("w:styleId")), style.get(qn("w:styleId"))))
    for part in (said, document.part.numbering_part.element):
        for one in part.xpath(".//w:basedOn | .//w:next | .//w:link | .//w:pStyle"):
            one.set(qn("w:val"), new.get(one.get(qn("w:val")), one.get(qn("w:val"))))


def _empty(document: Document) -> None:
    for rels in (document.part.package.rels, document.part.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith(LEFT_OVER)]:
            del rels[name]
    for child in list(document.settings.element):
        if child.tag.rpartition("}")[2] in OF_ITS_WRITING:
            document.settings.element.remove(child)
    document.element.body.clear_content()


def _look(document: Document) -> Look:
    section, styles = document.sections[0], document.styles.element
    by_id = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
    defaults = styles.find(qn("w:docDefaults"))

    def of(style) -> Measure:
        line = list(_chain(style, by_id, defaults))
        points = int(_first(line, "w:sz", "w:val", 20)) / 2
        tall, rule = int(_first(line, "w:spacing", "w:line", 240)), _first(line, "w:spacing", "w:lineRule", "auto")
        return Measure(
            points,
            int(_first(line, "w:spacing", "w:before", 0)) / 20,
            int(_first(line, "w:spacing", "w:after", 0)) / 20,
            tall / 240 if rule == "auto" else tall / 20 / (points * LINE),
        )

    width, height = section.page_width or 0, section.page_height or 0
    sides, ends = (section.left_margin or 0) + (section.right_margin or 0), section.top_margin or 0
    return Look(
        {key: of(by_id[key]) for key in STYLES if key in by_id},
        round((width - sides) / 635),
        (height - ends - (section.bottom_margin or 0)) / 12_700,
    )


def _chain(style, by_id, defaults) -> Iterator:
    """A style, those it is based on, and what holds where none of them says."""
    seen = set()
    while style is not None and style not in seen:
        yield style
        seen.add(style)
        based = style.find(qn("w:basedOn"))
        style = None if based is None else by_id.get(based.get(qn("w:val")))
    if defaults is not None:
        yield defaults


def _first(chain: list, tag: str, attribute: str, otherwise):
    """What the first of a chain of styles says."""
    said = (one.get(qn(attribute)) for style in chain for one in style.iter(qn(tag)))
    return next((one for one in said if one is not None), otherwise)


def _foot(document: Document, outline: Outline, illustrative: bool) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    said = outline.footer
    if illustrative and "illustrative" not in said.lower():
        said = f"{said} Illustrative figures."
    numbers = [run("Page "), *field("PAGE"), run(" of "), *field("NUMPAGES")]
    footer._element[:] = [paragraph("Footer", run(said)), paragraph("Footer", *numbers, right=True)]


def _properties(properties, outline: Outline, stamped: date, illustrative: bool) -> None:
    properties.title = typographic(one_line(outline.title))[:LONGEST_PROPERTY]
    properties.subject = typographic(one_line(outline.subject))[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = outline.council.title
    properties.comments = outline.council.said_illustrative if illustrative else ""
    properties.keywords = properties.category = ""
    properties.language = outline.council.language
    properties.revision = 1
    properties.created = properties.modified = datetime(stamped.year, stamped.month, stamped.day)  # noqa: DTZ001 a day
