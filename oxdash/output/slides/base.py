"""How slides look: python-pptx's own base made 16:9, in Arial, black on white, with one layout and nothing else."""

from copy import deepcopy
from datetime import date, datetime

from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from oxdash.documents.slides import As, Slides
from oxdash.output.on_paper import RULE, one_line
from oxdash.output.slides import room
from oxdash.output.slides.room import ACROSS, SIDE, WHOLE, Box
from oxdash.output.word.looks import FONT
from oxdash.output.word.xml import typographic
from oxdash.vocabulary.wording import INK, OUTLINE

LONGEST_PROPERTY = 255  # characters
LAYOUT = "Title and Content"
LEFT_OVER = ("thumbnail", "extended-properties", "printerSettings", "viewProps")
PLACES = {  # of the base's placeholders, by their type
    "title": Box(SIDE, room.TITLE_TOP, ACROSS, room.TITLE_HEIGHT),
    "body": WHOLE,
    "ftr": Box(SIDE, room.FOOT, ACROSS - room.NUMBER, room.FOOT_HEIGHT),
    "sldNum": Box(SIDE + ACROSS - room.NUMBER, room.FOOT, room.NUMBER, room.FOOT_HEIGHT),
}
_RULE = """<p:cxnSp %s><p:nvCxnSpPr><p:cNvPr id="20" name="Rule under the title"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/>
</p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/>
</a:prstGeom><a:ln w="19050"><a:solidFill><a:srgbClr val="%s"/></a:solidFill></a:ln></p:spPr></p:cxnSp>"""
_STYLES = """<p:txStyles %s><p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:buNone/>
<a:defRPr sz="2800" b="1" lang="{language}">{ink}{font}</a:defRPr></a:lvl1pPr></p:titleStyle>
<p:bodyStyle><a:lvl1pPr marL="{left}" indent="-{left}" algn="l"><a:spcAft><a:spcPts val="{after}"/></a:spcAft>
<a:buFont typeface="Arial"/><a:buChar char="&#8226;"/><a:defRPr sz="2000" lang="{language}">{ink}{font}</a:defRPr>
</a:lvl1pPr></p:bodyStyle>
<p:otherStyle><a:lvl1pPr algn="l"><a:defRPr sz="1800" lang="{language}">{ink}{font}</a:defRPr></a:lvl1pPr>
</p:otherStyle></p:txStyles>"""


def dressed(given: Slides, stamped: date, illustrative: bool) -> Deck:
    """A presentation without a slide: its size, master, one layout, language and properties."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(room.WIDTH), Pt(room.HEIGHT)
    _empty(deck)
    master = deck.slide_master
    for layout in list(deck.slide_layouts):
        if layout.name != LAYOUT:
            deck.slide_layouts.remove(layout)
    (layout,) = deck.slide_layouts
    for part in (master, layout):
        _place(part)
    master.shapes._spTree.append(parse_xml(_RULE % (nsdecls("p", "a"), *_rule(), RULE.lstrip("#"))))
    _styles(master._element, given.council.language)
    _theme(master)
    for element in (deck.element, master._element, layout._element):
        in_language(element, given.council.language)
    _properties(deck.core_properties, given, stamped, illustrative)
    return deck


def in_language(element, language: str) -> None:
    """Every run of a part in the language of the council."""
    for held in element.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
        held.set("lang", language)


def _rule() -> tuple[int, int, int]:
    return int(Pt(SIDE)), int(Pt(room.RULE)), int(Pt(ACROSS))


def _empty(deck: Deck) -> None:
    """What whoever saved the base left in it."""
    for rels in (deck.part.package._rels, deck.part.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith(LEFT_OVER)]:
            rels.pop(name)


def _place(part) -> None:
    """Its placeholders where ours are: without a date, and none of them shrinks its letters."""
    for shape in list(part.placeholders):
        kind = shape._element.ph.get("type", "body")
        if kind not in PLACES:
            shape._element.getparent().remove(shape._element)
            continue
        put(shape, PLACES[kind])
        body = shape._element.txBody.bodyPr
        for name, value in (("lIns", "0"), ("rIns", "0"), ("tIns", "0"), ("bIns", "0"), ("wrap", "square")):
            body.set(name, value)
        body.set("anchor", {"title": "ctr", "body": "t"}.get(kind, "b"))
        for child in list(body):
            body.remove(child)
        etree.SubElement(body, qn("a:noAutofit"))
        styles = shape._element.txBody.find(qn("a:lstStyle"))
        if kind in ("ftr", "sldNum"):
            side = "r" if kind == "sldNum" else "l"
            styles[:] = [
                parse_xml(
                    f'<a:lvl1pPr {nsdecls("a")} algn="{side}"><a:defRPr sz="1800">{_solid(OUTLINE)}'
                    f"</a:defRPr></a:lvl1pPr>"
                )
            ]
        else:
            styles[:] = []


def put(shape, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Pt, (box.left, box.top, box.width, box.height))


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'


def _styles(master, language: str) -> None:
    said = _STYLES.format(
        language=language,
        ink=_solid(INK),
        font=f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>',
        left=int(Pt(room.HANGING[As.BULLET])),
        after=round(room.AFTER * 100),
    )
    old = master.find(qn("p:txStyles"))
    old.getparent().replace(old, parse_xml(said % nsdecls("p", "a")))


def _theme(master) -> None:
    """The theme's two typefaces, which a new text box on a slide has too."""
    part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    root = etree.fromstring(part.blob)
    for latin in root.iter(qn("a:latin")):
        latin.set("typeface", FONT)
    part._blob = etree.tostring(root, encoding="UTF-8", standalone=True, xml_declaration=True)


def foot(layout, slide, text: str) -> None:
    """The foot and the number of a slide, which python-pptx leaves on the layout."""
    for shape in layout.placeholders:
        kind = shape._element.ph.get("type", "body")
        if kind in ("ftr", "sldNum"):
            made = deepcopy(shape._element)
            made.nvSpPr.cNvPr.set("id", str(slide.shapes._next_shape_id))
            slide.shapes._spTree.append(made)
            if kind == "ftr":
                for paragraph in made.txBody.findall(qn("a:p"))[1:]:
                    made.txBody.remove(paragraph)
                slide.placeholders[made.ph.idx].text_frame.paragraphs[0].add_run().text = text


def _properties(properties, given: Slides, stamped: date, illustrative: bool) -> None:
    properties.title = typographic(one_line(given.title))[:LONGEST_PROPERTY]
    properties.subject = typographic(one_line(given.subject))[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = one_line(given.council.title)[:LONGEST_PROPERTY]
    properties.comments = one_line(given.council.said_illustrative)[:LONGEST_PROPERTY] if illustrative else ""
    properties.keywords = properties.category = ""
    properties.language = given.council.language
    properties.revision = 1
    properties.created = properties.modified = datetime(stamped.year, stamped.month, stamped.day)  # noqa: DTZ001 a day
